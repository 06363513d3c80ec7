import type { Path } from '../../../shared/mapping/path.ts';
import { wholePath } from '../../../shared/mapping/path.ts';
import type { Layout } from '../layout/layout.ts';
import type { JsonObject } from '../record/read-record.ts';
import { columnNames } from '../record/read-table-row.ts';
import { Headings } from '../values/headings.ts';
import { placeInArray } from '../values/json-node.ts';
import type { System } from './system.ts';

export interface Recognized {
  readonly system: System;
  /** Of the records looked at, how many carry its marks. */
  readonly count: number;
}

/** How many of the records each system marks, the most first; a record is counted for every system that it fits. */
export function recognize(
  candidates: readonly System[],
  records: readonly JsonObject[],
  layout: Layout,
): Recognized[] {
  const headings = layout.form === 'table' ? new Headings(columnNames(layout.header)) : null;
  const counted = candidates.map((system) => {
    const marks = marksOf(system);
    if (headings === null)
      return {
        system,
        count: records.filter((record) => isMarked(marks, (path) => leads(record, path))).length,
      };
    // A table's heading is said of all its rows.
    const marked = isMarked(marks, (path) => headings.of(path).some(({ inside }) => inside.length === 0));
    return { system, count: marked ? records.length : 0 };
  });
  return counted.sort((a, b) => b.count - a.count);
}

interface Marks {
  readonly all: readonly Path[];
  readonly any: readonly Path[];
  readonly none: readonly Path[];
}

function marksOf({ marks: { all, any, none } }: System): Marks {
  const paths = (texts: readonly string[]) =>
    texts.map((text) => {
      const path = wholePath(text);
      if (typeof path === 'string') throw new TypeError(`${text}: ${path}`);
      return path;
    });
  return { all: paths(all), any: paths(any), none: paths(none) };
}

function isMarked({ all, any, none }: Marks, stands: (path: Path) => boolean): boolean {
  return all.every(stands) && any.some(stands) && !none.some(stands);
}

/** Whether a member stands there, null too: an absent value is stated by its name. */
function leads(record: JsonObject, path: Path): boolean {
  let found: unknown = record;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return false;
    if (Array.isArray(found) && !placeInArray.test(name)) return false;
    found = (found as JsonObject)[name];
  }
  return true;
}
