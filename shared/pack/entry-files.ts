/**
 * In which file of a pack a source's entries stand. Exact bytes of one encoding, and rows under one heading, can share a
 * file and stay readable; others cannot.
 */
import { type Encoding, encodeText } from '../bytes/encoded-text.ts';
import { concat } from '../bytes/encoding.ts';
import { printRow } from '../table/print-row.ts';
import { paths } from './layout.ts';

/** How a source's records are written. */
export interface EntryForm {
  readonly encoding: Encoding;
  /** Of rows; null where the records are JSON. */
  readonly table: { readonly delimiter: string; readonly header: readonly string[] } | null;
}

export interface EntryFile {
  readonly path: string;
  /** What the file begins with: the byte order mark of UTF-16, and the heading of rows with its line feed. */
  readonly opening: Uint8Array;
  /** What follows each entry: a line feed in the file's encoding. */
  readonly lineEnd: Uint8Array;
}

/** The files that a pack's entries can stand in; `data/entries.csv`, which is for people, is none of them. */
export const entryFilePattern = /^data\/entries(\.ndjson|-from-.+)$/;

const wideFiles = {
  'utf-16le': 'data/entries-from-utf16le.ndjson',
  'utf-16be': 'data/entries-from-utf16be.ndjson',
} as const;

/**
 * The file of each source with records in the pack, by its id. Tables are numbered in the order of the sources, those
 * under one heading together: whoever opens one of them as CSV reads every row under its own columns.
 */
export function entryFiles(
  sources: readonly (EntryForm & { readonly id: number; readonly records: number })[],
): Map<number, EntryFile> {
  const tables = new Map<string, EntryFile>();
  const files = new Map<number, EntryFile>();
  for (const { id, records, encoding, table } of sources) {
    if (records === 0) continue;
    if (table === null) {
      files.set(id, entryFile(encoding === 'utf-8' ? paths.entries : wideFiles[encoding], encoding, ''));
      continue;
    }
    const key = JSON.stringify([encoding, table.delimiter, table.header]);
    const number = tables.size === 0 ? '' : `-${tables.size + 1}`;
    const heading = `${printRow(table.header, table.delimiter)}\n`;
    const file = tables.get(key) ?? entryFile(`data/entries-from-csv${number}.csv`, encoding, heading);
    tables.set(key, file);
    files.set(id, file);
  }
  return files;
}

function entryFile(path: string, encoding: Encoding, heading: string): EntryFile {
  const mark = encodeText(encoding, encoding === 'utf-8' ? '' : '\ufeff');
  return {
    path,
    opening: concat(mark, encodeText(encoding, heading)),
    lineEnd: encodeText(encoding, '\n'),
  };
}
