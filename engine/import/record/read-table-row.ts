import { readRow } from '../../../shared/table/read-row.ts';
import type { Layout } from '../layout/layout.ts';
import type { Located, QuarantineReason } from '../split/located.ts';
import { encodedText, notEncoded } from './encoded-record.ts';
import type { JsonObject, Reading } from './read-record.ts';

export type TableLayout = Extract<Layout, { form: 'table' }>;

/**
 * One name a column, no two alike and none empty, so that no cell hides another: a heading that stood before gets `#2`,
 * `#3`; an empty one is `column 4`, by its place.
 */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set(header.filter((heading) => heading !== ''));
  const used = new Set<string>();
  /** By heading, the number to go on with: a heading may come up any number of times. */
  const next = new Map<string, number>();
  return header.map((heading, column) => {
    const stem = heading === '' ? `column ${column + 1}` : heading;
    let name = stem;
    let n = next.get(stem) ?? 2;
    while (used.has(name) || (name !== heading && taken.has(name))) name = `${stem}#${n++}`;
    next.set(stem, n);
    used.add(name);
    return name;
  });
}

/** Names are asked for row by row. */
const namesOf = new WeakMap<TableLayout, readonly string[]>();

/**
 * The cells of a row under their columns' names, the empty ones too, in the order of the file. Fewer than the heading has
 * where the row ends early.
 *
 * @param bytes a record that `readerFor` reads without a fault
 */
export function rowOf(layout: TableLayout, bytes: Buffer): [heading: string, text: string][] {
  const cells = readRow(encodedText(layout.encoding, bytes) ?? '', layout.delimiter);
  if (typeof cells === 'string') return [];
  const names = namesOf.get(layout) ?? columnNames(layout.header);
  namesOf.set(layout, names);
  return cells.map((cell, column) => [names[column] ?? `column ${column + 1}`, cell]);
}

/**
 * Reads rows of a table. A row of fewer cells than the heading has is read, for spreadsheets leave out empty cells at the
 * end; but not one without any delimiter, which is a footer or part of a torn cell rather than a row.
 */
export function rowReader(layout: TableLayout): (located: Located) => Reading {
  const names = columnNames(layout.header);
  return ({ bytes, fault }) => {
    if (fault !== null) return unread(fault);
    const text = encodedText(layout.encoding, bytes);
    if (text === null) return unread(notEncoded(layout.encoding));
    const cells = readRow(text, layout.delimiter);
    if (typeof cells === 'string') return unread(cells);
    if (cells.length > names.length) return unread('CELLS_TOO_MANY');
    if (cells.length === 1 && names.length > 1) return unread('NOT_A_ROW');
    return { value: rowObject(names, cells), fault: null };
  };
}

function unread(fault: QuarantineReason): Reading {
  return { value: null, fault };
}

function rowObject(names: readonly string[], cells: readonly string[]): JsonObject {
  const row: Record<string, string> = {};
  for (let column = 0; column < cells.length; column++) {
    const name = names[column] as string;
    const cell = cells[column] as string;
    if (cell === '') continue;
    if (name === '__proto__') {
      Object.defineProperty(row, name, { value: cell, enumerable: true, configurable: true, writable: true });
    } else {
      row[name] = cell;
    }
  }
  return row;
}
