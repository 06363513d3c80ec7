import { digestLength } from '../../../shared/proof/digest.ts';
import type { ReadableDb } from '../../case/database.ts';
import { inPages, pageLength } from '../../case/pages.ts';
import type { SourceRow } from '../../case/sources.ts';
import { type Batch, batchLength } from '../../import/batch/batch.ts';
import { type ColumnData, literal, noCode, noSpans, TextStore } from '../../import/batch/column-data.ts';

type Key = number | string | null;
type Row = readonly [ordinal: number, content: Uint8Array, caseId: Key, imageId: Key, row: number];

/**
 * The first `count` records of a source as the case file has them, as far as trees are made of them: what they hash to, and the
 * values of the key columns. Fewer where their ordinals do not follow each other.
 */
export function* storedBatches(db: ReadableDb, source: SourceRow, count: number): Generator<Batch> {
  const rows = storedRows(db, source, count);
  try {
    for (let first = 0; first < count; ) {
      const wanted = Math.min(batchLength, count - first);
      const batch = batchOf(rows, first, wanted);
      if (batch.count > 0) yield batch;
      if (batch.count < wanted) return;
      first += wanted;
    }
  } finally {
    rows.return(undefined);
  }
}

/** Entries and duplicates, in the order of their ordinals. */
function* storedRows(
  db: ReadableDb,
  { id: source, first_entry: first, entries }: SourceRow,
  count: number,
): Generator<Row> {
  const ofEntries = db
    .prepare<[number, number, number, number], Row>(
      `SELECT ordinal, content, case_id, image_id, id FROM entry_row
       WHERE id BETWEEN ? AND ? AND source = ? AND ordinal < ? ORDER BY id LIMIT ${pageLength}`,
    )
    .raw();
  const ofDuplicates = db
    .prepare<[number, number, number, number], Row>(
      `SELECT d.ordinal, e.content, e.case_id, e.image_id, d.id FROM duplicate AS d
       JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND d.ordinal < ? AND (d.ordinal, d.id) > (?, ?)
       ORDER BY d.ordinal, d.id LIMIT ${pageLength}`,
    )
    .raw();
  const last = (first ?? 0) + entries - 1;
  const own = inPages<Row>((behind) =>
    ofEntries.all(behind === null ? (first ?? 0) : behind[4] + 1, last, source, count),
  );
  const repeated = inPages<Row>((behind) =>
    ofDuplicates.all(source, count, behind?.[0] ?? Number.MIN_SAFE_INTEGER, behind?.[4] ?? 0),
  );
  let entry = own.next();
  let duplicate = repeated.next();
  while (!entry.done || !duplicate.done) {
    if (duplicate.done || (!entry.done && entry.value[0] < duplicate.value[0])) {
      yield entry.value as Row;
      entry = own.next();
    } else {
      yield duplicate.value;
      duplicate = repeated.next();
    }
  }
}

function batchOf(rows: Iterator<Row>, first: number, wanted: number): Batch {
  const contents = new Uint8Array(wanted * digestLength);
  const texts = new TextStore();
  const columns = { case_id: keyColumn(wanted), image_id: keyColumn(wanted) };
  let count = 0;
  for (; count < wanted; count++) {
    const { done, value } = rows.next();
    if (done) break;
    const [ordinal, content, caseId, imageId] = value;
    if (ordinal !== first + count || content.length !== digestLength) break;
    contents.set(content, count * digestLength);
    put(columns.case_id, count, caseId, texts);
    put(columns.image_id, count, imageId, texts);
  }
  return {
    count,
    first,
    offsets: new Float64Array(),
    lengths: new Float64Array(),
    lines: new Float64Array(),
    contents,
    columns,
    texts: texts.take(),
    newTerms: [],
    quarantined: [],
  };
}

type KeyColumn = Extract<ColumnData, { kind: 'coded' }>;

function keyColumn(length: number): KeyColumn {
  return { kind: 'coded', codes: new Int32Array(length).fill(noCode), spans: null };
}

function put(column: KeyColumn, i: number, value: Key, texts: TextStore): void {
  if (typeof value === 'number') column.codes[i] = value;
  if (typeof value !== 'string') return;
  column.codes[i] = literal;
  column.spans ??= noSpans(column.codes.length);
  texts.appendText(column.spans, i, value);
}
