import { columnNames, rowOf, type TableLayout } from '../../import/record/read-table-row.ts';
import { Headings } from '../../import/values/headings.ts';
import { placeInArray } from '../../import/values/json-node.ts';
import type { OpenEntry } from './entry-tests.ts';
import { WrittenNumber } from './numbers.ts';

/** What can stand at the end of a path. Of objects it is only known that they are there. */
export type Leaf = string | number | boolean | null | WrittenNumber | object;

/**
 * Reads what stands at a path, in JSON and in tables alike. A path leads through every item of a list, or with a place in
 * it, from 0, through that one; at its end a list stands for its items.
 */
export function leavesAt(path: readonly string[], digits: Digits): (entry: OpenEntry) => Leaf[] {
  const name = Buffer.from(path.findLast((each) => !placeInArray.test(each)) ?? '');
  const key = JSON.stringify([path, digits]);
  const candidates = new WeakMap<TableLayout, ReturnType<Headings['of']>>();
  const read = (entry: OpenEntry): Leaf[] => {
    const { layout, raw, encoding } = entry;
    if (layout.form === 'table') {
      let columns = candidates.get(layout);
      if (columns === undefined) {
        columns = new Headings(columnNames(layout.header)).of(path as [string, ...string[]]);
        candidates.set(layout, columns);
      }
      return inRow(entry.once('row', rowText), columns, revivers[digits]);
    }
    // Where nothing is escaped, a member's name stands in the bytes as it is.
    if (encoding === 'utf-8' && !raw.includes(name) && !raw.includes(backslash)) return [];
    return walk(entry.once(digits, readers[digits]), path);
  };
  return (entry) => entry.once(key, read);
}

/** What is written there, as text; null for null and for objects. */
export function textOf(leaf: Leaf): string | null {
  if (leaf === null) return null;
  if (typeof leaf === 'object') return leaf instanceof WrittenNumber ? leaf.lexeme : null;
  return String(leaf);
}

const backslash = 0x5c;

/**
 * Which numbers keep their lexeme: none; those with more digits than a double has; all that JavaScript would write otherwise, `1.50` and
 * `1e3` among them.
 */
export type Digits = 'rounded' | 'long' | 'written';

const readers: Readonly<Record<Digits, (entry: OpenEntry) => unknown>> = {
  rounded: (entry) => parsed(entry.text()),
  // Few entries have such a number, and to look at each number takes several times as long.
  long: (entry) =>
    longDigits.test(entry.text()) ? parsed(entry.text(), keepLong) : entry.once('rounded', readers.rounded),
  written: (entry) => parsed(entry.text(), keepWritten),
};

const longDigits = /[\d.]{16}/;

type Reviver = (name: string, value: unknown, context?: { source?: string }) => unknown;

function parsed(text: string, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    // A reviver goes into what is nested by recursion, and there may be no stack for it.
    return error instanceof RangeError && reviver !== undefined ? parsed(text) : undefined;
  }
}

/** What comes after 15 digits is lost in a double. */
const keepLong = keeping((source) => source.length > 15);
const keepWritten = keeping((source, value) => String(value) !== source);

const revivers: Readonly<Record<Digits, Reviver | undefined>> = {
  rounded: undefined,
  long: keepLong,
  written: keepWritten,
};

function keeping(isKept: (source: string, value: number) => boolean): Reviver {
  return (_name, value, { source } = {}) =>
    typeof value === 'number' && source !== undefined && isKept(source, value)
      ? new WrittenNumber(source)
      : value;
}

/** What an entry says by its own names: members of its JSON, or cells under their headings, JSON in them read. */
export function ownValues(entry: OpenEntry): Readonly<Record<string, unknown>> {
  if (entry.layout.form !== 'table') return Object(entry.once('rounded', readers.rounded) ?? {});
  const cells = [...entry.once('row', rowText)].filter(([, cell]) => cell !== '');
  return Object.fromEntries(cells.map(([heading, cell]) => [heading, containerIn(cell) ?? cell]));
}

function rowText({ layout, raw }: OpenEntry): ReadonlyMap<string, string> {
  return new Map(layout.form === 'table' ? rowOf(layout, raw) : []);
}

/** An object or list that a cell holds as JSON; undefined where it holds none. */
function containerIn(cell: string, reviver?: Reviver): unknown {
  return /^\s*[{[]/.test(cell) ? parsed(cell, reviver) : undefined;
}

/** Of the columns that the path may lead to, the first in which something stands at its end. */
function inRow(
  row: ReadonlyMap<string, string>,
  columns: ReturnType<Headings['of']>,
  reviver: Reviver | undefined,
): Leaf[] {
  for (const { heading, inside } of columns) {
    const cell = row.get(heading) ?? '';
    if (cell === '') continue;
    const container = containerIn(cell, reviver);
    const found = container === undefined ? [] : walk(container, inside);
    if (inside.length === 0) found.push(cell);
    if (found.length > 0) return found;
  }
  return [];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof WrittenNumber);
}

/** Without recursion: what is nested in an entry can be deeper than any stack. */
function walk(root: unknown, path: readonly string[]): Leaf[] {
  const leaves: Leaf[] = [];
  const open: [value: unknown, at: number][] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, at] = next;
    const name = path[at];
    if (Array.isArray(value)) {
      if (name !== undefined && placeInArray.test(name)) {
        if (Number(name) < value.length) open.push([value[Number(name)], at + 1]);
      } else {
        for (const item of value) open.push([item, at]);
      }
    } else if (name === undefined) {
      if (value !== undefined) leaves.push(value as Leaf);
    } else if (isContainer(value) && Object.hasOwn(value, name)) {
      open.push([(value as Record<string, unknown>)[name], at + 1]);
    }
  }
  return leaves;
}
