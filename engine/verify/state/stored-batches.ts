import { digestLength } from '../../../shared/proof/digest.ts';
import { prepared, type ReadableDb } from '../../case/database.ts';
import type { SourceRow } from '../../case/sources.ts';
import { type Batch, batchLength } from '../../import/batch/batch.ts';
import { type ColumnData, literal, noCode, noSpans, TextStore } from '../../import/batch/column-data.ts';

type Key = number | string | null;

/** Records of a source from one ordinal to before another, as SQLite puts them together: row by row takes three times as long. */
interface Packed {
  /** How many ordinals there are, the first and the last. */
  readonly ordinals: number;
  readonly first: number | null;
  readonly last: number | null;
  /** One after the other. */
  readonly contents: Buffer | null;
  /** JSON. */
  readonly caseIds: string;
  readonly imageIds: string;
}

interface Range {
  readonly source: number;
  readonly from: number;
  readonly end: number;
  /** The entry that comes next. */
  readonly id: number;
}

/**
 * The first `count` records of a source as the case file has them, as far as trees are made of them: what they hash to, and the
 * values of the key columns. Fewer where their ordinals do not follow each other.
 */
export function* storedBatches(db: ReadableDb, source: SourceRow, count: number): Generator<Batch> {
  const duplicatesIn = prepared<[Range], number>(
    db,
    'SELECT count(*) FROM duplicate WHERE source = @source AND ordinal >= @from AND ordinal < @end AND @id = @id',
  ).pluck();
  let id = source.first_entry ?? 0;
  for (let from = 0; from < count; ) {
    const end = Math.min(from + batchLength, count);
    const range = { source: source.id, from, end, id };
    const duplicates = duplicatesIn.get(range) ?? 0;
    const batch = batchOf(
      prepared<[Range], Packed>(db, statementFor(duplicates, end - from)).get(range),
      range,
    );
    if (batch === null) return;
    yield batch;
    id += end - from - duplicates;
    from = end;
  }
}

/** A blob is no key, and JSON has none. */
const keys = ['case_id', 'image_id']
  .map((key) => `iif(+e.${key} < x'', e.${key}, NULL) AS ${key}`)
  .join(', ');

const ofEntries = `SELECT e.ordinal, e.content, ${keys} FROM entry_row AS e NOT INDEXED
  WHERE e.id >= @id AND e.id < @id + @end - @from AND e.source = @source AND e.ordinal >= @from AND e.ordinal < @end`;
const ofDuplicates = `SELECT d.ordinal, e.content, ${keys} FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry
  WHERE d.source = @source AND d.ordinal >= @from AND d.ordinal < @end AND @id = @id`;

function packed(records: string, order: string): string {
  return `SELECT count(DISTINCT ordinal) AS ordinals, min(ordinal) AS first, max(ordinal) AS last,
      CAST(group_concat(content, '') AS BLOB) AS contents,
      json_group_array(case_id) AS caseIds, json_group_array(image_id) AS imageIds
    FROM (${records} ORDER BY ${order})`;
}

const statements = {
  entries: packed(ofEntries, 'e.id'),
  duplicates: packed(ofDuplicates, 'd.ordinal'),
  both: packed(`${ofEntries} UNION ALL ${ofDuplicates}`, 'ordinal'),
};

function statementFor(duplicates: number, records: number): string {
  if (duplicates === 0) return statements.entries;
  return duplicates === records ? statements.duplicates : statements.both;
}

function batchOf(packed: Packed | undefined, { from, end }: Range): Batch | null {
  const count = end - from;
  const contents = packed?.contents;
  if (packed?.ordinals !== count || packed.first !== from || packed.last !== end - 1) return null;
  if (contents?.length !== count * digestLength) return null;
  const texts = new TextStore();
  const columns = {
    case_id: keyColumn(JSON.parse(packed.caseIds) as Key[], texts),
    image_id: keyColumn(JSON.parse(packed.imageIds) as Key[], texts),
  };
  return {
    count,
    first: from,
    offsets: new Float64Array(),
    lengths: new Float64Array(),
    lines: new Float64Array(),
    // A copy: it changes threads.
    contents: new Uint8Array(contents),
    columns,
    texts: texts.take(),
    newTerms: [],
    quarantined: [],
  };
}

function keyColumn(values: readonly Key[], texts: TextStore): ColumnData {
  const codes = new Int32Array(values.length).fill(noCode);
  let spans: Extract<ColumnData, { kind: 'coded' }>['spans'] = null;
  for (const [i, value] of values.entries()) {
    if (typeof value === 'number') codes[i] = value;
    if (typeof value !== 'string') continue;
    codes[i] = literal;
    spans ??= noSpans(values.length);
    texts.appendText(spans, i, value);
  }
  return { kind: 'coded', codes, spans };
}
