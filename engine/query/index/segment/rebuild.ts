import { type ColumnName, columns } from '../../../../shared/domain/columns.ts';
import { lastEntry } from '../../../case/census.ts';
import type { WritableDb } from '../../../case/database.ts';
import { isCoded, storedColumns } from '../../../case/schema.ts';
import type { Batch, Stored } from '../../../import/batch/batch.ts';
import { type ColumnData, literal, noCode, noSpans, TextStore } from '../../../import/batch/column-data.ts';
import { slices } from '../../../slices.ts';
import type { TaskContext } from '../../../task.ts';
import { SegmentWriter } from './segment-writer.ts';

type Row = Readonly<Record<string, Stored>> & { readonly source: number };

/**
 * Makes the stored review index anew from the rows, in one transaction.
 *
 * @returns how many entries it holds: those numbered from 1 without a gap
 * @throws AppError CANCELLED: then it is as before
 */
export function rebuildIndex(db: WritableDb, context: TaskContext): number {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec('DELETE FROM review_array; DELETE FROM review_segment');
    const entries = writeIndex(db, context);
    db.exec('COMMIT');
    return entries;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function writeIndex(db: WritableDb, context: TaskContext): number {
  const last = lastEntry(db);
  const writer = new SegmentWriter(db, 1);
  const select = db.prepare<[number, number], Row>(
    `SELECT source, ${storedColumns.join(', ')} FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id`,
  );
  let held = 0;
  for (const { low, high } of slices(1, last, context)) {
    context.progress({ phase: 'indexing', done: low - 1, total: last, unit: 'entries' });
    const rows = select.all(low, high);
    for (let start = 0; start < rows.length; ) {
      const { source } = rows[start] as Row;
      let end = start + 1;
      while (end < rows.length && rows[end]?.source === source) end++;
      writer.append(batchOf(rows.slice(start, end)), null, source);
      start = end;
    }
    held += rows.length;
    if (rows.length !== high - low + 1) break;
  }
  writer.flush();
  return held;
}

/** Rows as if they had just been read from a source, as far as the index looks at them. */
function batchOf(rows: readonly Row[]): Batch {
  const texts = new TextStore();
  const filled: Partial<Record<ColumnName, ColumnData>> = {};
  for (const { name, kind } of columns) {
    const data = emptyData(name, kind, rows.length);
    let any = false;
    rows.forEach((row, i) => {
      if (take(data, texts, row, name, i)) any = true;
    });
    if (any) filled[name] = data;
  }
  const none = new Float64Array(0);
  return {
    count: rows.length,
    first: 0,
    offsets: none,
    lengths: none,
    lines: none,
    contents: new Uint8Array(0),
    columns: filled,
    texts: texts.take(),
    newTerms: [],
    quarantined: [],
  };
}

function emptyData(name: ColumnName, kind: (typeof columns)[number]['kind'], length: number): ColumnData {
  if (kind === 'number') return { kind, values: new Float64Array(length).fill(Number.NaN) };
  if (kind === 'time') return { kind, ms: new Float64Array(length).fill(Number.NaN), ns: null, spans: null };
  if (!isCoded(name)) return { kind, spans: noSpans(length) };
  return { kind: 'coded', codes: new Int32Array(length).fill(noCode), spans: null };
}

/** Takes what a row holds of the column; false where that is nothing. */
function take(data: ColumnData, texts: TextStore, row: Row, name: ColumnName, i: number): boolean {
  const stored = row[name] ?? null;
  if (data.kind === 'time') return takeTime(data, texts, row, name, i);
  if (stored === null) return false;
  if (data.kind === 'number') data.values[i] = stored as number;
  else if (data.kind === 'text') texts.appendText(data.spans, i, String(stored));
  else if (typeof stored === 'number') data.codes[i] = stored;
  else {
    data.codes[i] = literal;
    data.spans ??= noSpans(data.codes.length);
    texts.appendText(data.spans, i, stored);
  }
  return true;
}

function takeTime(
  data: Extract<ColumnData, { kind: 'time' }>,
  texts: TextStore,
  row: Row,
  name: ColumnName,
  i: number,
): boolean {
  const [ms = null, ns = null, text = null] = [row[name], row[`${name}_ns`], row[`${name}_text`]];
  if (ms !== null) data.ms[i] = ms as number;
  if (ns !== null) {
    data.ns ??= new Int32Array(data.ms.length).fill(-1);
    data.ns[i] = ns as number;
  }
  if (text !== null) {
    data.spans ??= noSpans(data.ms.length);
    texts.appendText(data.spans, i, String(text));
  }
  return ms !== null || text !== null;
}
