import { printRow } from './print-row.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * A record as one row of a flat export: members of objects under dotted names, lists as JSON text, null as an empty cell.
 * `whole`: members that stay one cell of JSON text.
 */
export function flatten(record: { readonly [name: string]: Json }, whole: readonly string[] = []) {
  const cells = new Map<string, string>();
  const add = (name: string, value: Json) => {
    if (value === null) return;
    if (typeof value !== 'object') cells.set(name, String(value));
    else if (Array.isArray(value) || whole.includes(name)) cells.set(name, JSON.stringify(value));
    else for (const [inner, each] of Object.entries(value)) add(`${name}.${inner}`, each);
  };
  for (const [name, value] of Object.entries(record)) add(name, value);
  return cells;
}

/** Rows under the names of all their cells, in the order in which they come up. */
export function tableOf(
  rows: readonly ReadonlyMap<string, string>[],
  { delimiter = ',', lineEnd = '\r\n' } = {},
): string {
  const header = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const cells = [header, ...rows.map((row) => header.map((name) => row.get(name) ?? ''))];
  return cells.map((each) => printRow(each, delimiter) + lineEnd).join('');
}
