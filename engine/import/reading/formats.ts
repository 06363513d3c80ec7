import { recordLimit } from '../../case/record-limit.ts';
import type { Layout } from '../layout/layout.ts';
import { type Reading, readJson } from '../record/read-record.ts';
import { rowReader } from '../record/read-table-row.ts';
import { byteOrderMark, type Located, type Splitter } from '../split/located.ts';
import { splitJson } from '../split/split-json.ts';
import { splitLines } from '../split/split-lines.ts';
import { splitTable, type TableState } from '../split/split-table.ts';
import { shadowDelimiter, shadowLimit, shadowMark, splitUtf16 } from '../split/utf16.ts';
import { type SourceMark, tableStateAt } from './source-mark.ts';

/**
 * The way to find the records of a source that is laid out like this. `from`: the place that its blocks begin at, of one that
 * can be marked; `table`: what its rows are read by from there on, if it is a table.
 */
export function splitterFor(
  layout: Layout,
  from: SourceMark | null = null,
  table: TableState = tableStateAt(from),
): Splitter {
  if (layout.form === 'empty') return splitLines;
  if (from !== null && layout.form === 'ndjson')
    return (blocks) => splitLines(blocks, recordLimit, byteOrderMark, from);
  const { encoding } = layout;
  if (encoding === 'utf-8') return (blocks) => splitForm(layout, blocks, recordLimit, table);
  const delimiter = layout.form === 'table' ? layout.delimiter.charCodeAt(0) : null;
  return (blocks) =>
    splitUtf16(blocks, encoding, (shadow) => splitForm(layout, shadow, shadowLimit, table), delimiter);
}

/** Of UTF-16, `blocks` and what is found are the shadow (see `splitUtf16`). */
function splitForm(
  layout: Exclude<Layout, { form: 'empty' }>,
  blocks: Iterable<Buffer>,
  limit: number,
  table: TableState,
): Generator<Located> {
  const utf8 = layout.encoding === 'utf-8';
  const mark = utf8 ? byteOrderMark : Buffer.of(shadowMark);
  if (layout.form === 'ndjson') return splitLines(blocks, limit, mark);
  if (layout.form === 'json') {
    // In the shadow, a character beyond ASCII is a byte that no character of UTF-8 begins with.
    const shadowed = (name: string) => name.replaceAll(/[^\0-\x7f]/g, '\ufffd');
    return splitJson(blocks, utf8 ? layout.records : layout.records.map(shadowed), limit, mark);
  }
  const beyondAscii = layout.delimiter.charCodeAt(0) >= 0x80;
  const delimiter = beyondAscii && !utf8 ? Buffer.of(shadowDelimiter) : Buffer.from(layout.delimiter);
  return splitTable(blocks, { delimiter, columns: layout.header.length, mark }, limit, table);
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
