import { wholePath } from '../../../shared/mapping/mapping.ts';
import type { Path } from '../../../shared/mapping/path.ts';
import type { Layout } from '../layout.ts';
import type { JsonObject } from '../read-record.ts';
import { columnNames } from '../read-table-row.ts';
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
  return candidates
    .map((system) => {
      const count = headings
        ? // A table's heading is said of all its rows.
          isMarked(system, (path) => headings.of(path).some(({ inside }) => inside.length === 0))
          ? records.length
          : 0
        : records.filter((record) => isMarked(system, (path) => leads(record, path))).length;
      return { system, count };
    })
    .sort((a, b) => b.count - a.count);
}

function isMarked({ marks }: System, stands: (path: Path) => boolean): boolean {
  const has = (text: string) => {
    const path = wholePath(text);
    return typeof path !== 'string' && stands(path);
  };
  return marks.all.every(has) && marks.any.some(has) && !marks.none.some(has);
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
