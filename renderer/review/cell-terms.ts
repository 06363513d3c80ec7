import type { EntryRow } from '../../shared/domain/case.ts';
import type { GridColumnName } from './grid/columns.ts';

/** The value of a cell, as query terms that entries with the same value match. */
export function cellTerms(row: EntryRow, column: GridColumnName): readonly string[] {
  if (column === 'integrity') return [`integrity:${row.integrity}`];
  if (column === 'tags') {
    if (row.tags.length > 0) return row.tags.map((tag) => `tag:${quoted(tag)}`);
    return [row.notes > 0 ? 'has:note' : '-has:tag'];
  }
  const value = row.values[column];
  if (value === null) return [`-${column}:*`];
  return [`${column}:${typeof value === 'number' ? value : quoted(value)}`];
}

/** The same, as one term that such entries do not match. */
export function cellTermsOut(row: EntryRow, column: GridColumnName): readonly string[] {
  const terms = cellTerms(row, column);
  const [only = ''] = terms;
  if (terms.length > 1) return [`-(${terms.join(' ')})`];
  return [only.startsWith('-') ? only.slice(1) : `-${only}`];
}

/** The cell's exact value, for copying. */
export function cellText(row: EntryRow, column: GridColumnName): string {
  if (column === 'integrity') return row.integrity;
  if (column === 'tags') return row.tags.join('; ');
  return String(row.values[column] ?? '');
}

/** Rows as tab-separated text under their headings; a cell with a tab, quote or line break is quoted, as in CSV. */
export function rowsAsText(
  rows: readonly EntryRow[],
  columns: readonly { readonly name: GridColumnName; readonly heading: string }[],
): string {
  const lines = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map(({ name }) => cellText(row, name))),
  ];
  return lines.map((cells) => cells.map(escaped).join('\t')).join('\n');
}

function escaped(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
