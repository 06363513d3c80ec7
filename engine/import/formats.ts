import type { Layout } from './layout.ts';
import type { Located, Splitter } from './located.ts';
import { type Reading, readJson } from './read-record.ts';
import { rowReader } from './read-table-row.ts';
import { splitArray } from './split-array.ts';
import { splitLines } from './split-lines.ts';

/** The way to find the records of a source that is laid out like this. */
export function splitterFor(layout: Layout): Splitter {
  return layout.form === 'json' ? splitArray : splitLines;
}

/**
 * The way to read a record of a source that is laid out like this, as an object: of a table's row, heading to text, where
 * an empty cell has no member. Holds no state between records.
 */
export function readerFor(layout: Layout): (located: Located) => Reading {
  if (layout.form === 'table') return rowReader(layout);
  if (layout.form === 'empty') return (located) => readJson(located, 'utf-8');
  return (located) => readJson(located, layout.encoding);
}

/** What a person calls the layout: stands as the source's format. */
export function formatName(layout: Layout): string {
  if (layout.form === 'table') return layout.delimiter === '\t' ? 'tsv' : 'csv';
  if (layout.form !== 'json') return layout.form;
  if (layout.records.length > 0) return 'json-envelope';
  return layout.array ? 'json-array' : 'json';
}
