import { createHash, type Hash } from 'node:crypto';
import { prepared, type ReadableDb } from '../../case/database.ts';
import { beforeAll } from '../../case/pages.ts';
import { storedColumns, storedType } from '../../case/schema.ts';
import type { SourceRow } from '../../case/sources.ts';
import type { StopFlag } from '../../threads/signal.ts';

/** Rows that SQLite makes one value of. */
const rowsAtOnce = 1000;
/** Of a source, how many entries or ordinals of duplicates are a part. */
const partLength = 1 << 16;

/** What the case file holds of a source, but for what is small, in parts that can be hashed each by itself. */
export type HeldPart =
  /** The chunks of its stream, or those of the file that it was unpacked from or of its container. */
  | { readonly of: 'chunk' | 'acquired_chunk'; readonly source: number }
  /** Its entries from one to before another; its duplicates, by their ordinals. */
  | {
      readonly of: 'entries' | 'duplicates';
      readonly source: number;
      readonly from: number;
      readonly end: number;
    };

/** All parts of a source, in the order in which their digests are hashed. */
export function heldParts(source: SourceRow): HeldPart[] {
  const { id, first_entry: first, entries, duplicates } = source;
  const owner = source.reread_of ?? id;
  const ofEntries = first === null ? [] : rangesOf(first, first + entries);
  // Ordinals may be anything in a file that was tampered with: those that are none stand in the outermost parts.
  const ofDuplicates = rangesOf(0, entries + duplicates);
  const parts = ofDuplicates.map(([from, end], n): HeldPart => {
    const isLast = n === ofDuplicates.length - 1;
    return {
      of: 'duplicates',
      source: id,
      from: n === 0 ? beforeAll : from,
      end: isLast ? Number.POSITIVE_INFINITY : end,
    };
  });
  return [
    { of: 'chunk', source: owner },
    { of: 'acquired_chunk', source: source.container ?? owner },
    ...ofEntries.map(([from, end]): HeldPart => ({ of: 'entries', source: id, from, end })),
    ...parts,
  ];
}

/** At least one. */
function rangesOf(first: number, end: number): [from: number, end: number][] {
  const ranges: [number, number][] = [];
  let from = first;
  do {
    const to = Math.min(from + partLength, end);
    ranges.push([from, to]);
    from = to;
  } while (from < end);
  return ranges;
}

/**
 * SHA-256 of a part as the case file holds it: of two that are the same, every value of every row is. Nothing is decompressed or parsed.
 *
 * @throws AppError CANCELLED
 */
export function hashPart(db: ReadableDb, part: HeldPart, stop: StopFlag): Uint8Array {
  const hash = createHash('sha256');
  switch (part.of) {
    case 'chunk':
    case 'acquired_chunk':
      hashChunks(db, chunks[part.of], part.source, hash, stop);
      break;
    case 'entries':
      hashEntries(db, part, hash, stop);
      break;
    case 'duplicates':
      hashDuplicates(db, part, hash, stop);
      break;
  }
  return hash.digest();
}

const chunks = {
  chunk: 'SELECT seq, length, encoding, data FROM chunk WHERE source = ? AND seq > ? ORDER BY seq LIMIT 1',
  acquired_chunk:
    'SELECT seq, length, encoding, data FROM acquired_chunk WHERE owner = ? AND seq > ? ORDER BY seq LIMIT 1',
};

/** One at a time: between two of them others may write. A number that is rounded is none that Casebound gave: with it the digest is another. */
function hashChunks(db: ReadableDb, sql: string, of: number, hash: Hash, stop: StopFlag): void {
  const behind = prepared<[number, number], [number, number, string, Buffer]>(db, sql).raw();
  let chunk = behind.get(of, beforeAll);
  for (; chunk !== undefined; chunk = Number.isSafeInteger(chunk[0]) ? behind.get(of, chunk[0]) : undefined) {
    stop.check();
    const [seq, length, encoding, data] = chunk;
    hash.update(`${JSON.stringify([seq, length, encoding, data.length])}\n`);
    hash.update(data);
  }
}

/** Of texts and blobs: what they are, how many bytes they have, and these. `quote` would end a text where it holds a NUL. */
const measured = (value: string) =>
  `iif(+${value} < x'', 't', 'b') || octet_length(${value}) || ',' || ${value}`;

/**
 * How values are written so that no two rows are written alike, whatever types their values have and whatever stands in them. SQLite calls a
 * function for each value that is quoted, which takes longer than hashing it: so a number, which comes before every text, stands as it is;
 * a text, which comes before every blob, or a blob stands behind its length. What a column should not hold says what it is. A plus:
 * compared as it is stored.
 */
const forms = {
  number: (value: string) =>
    `CASE WHEN ${value} IS NULL THEN '' WHEN +${value} < '' THEN ${value} ELSE ${measured(value)} END`,
  real: (value: string) =>
    `CASE WHEN ${value} IS NULL THEN '' WHEN +${value} < '' THEN quote(${value}) ELSE ${measured(value)} END`,
  text: (
    value: string,
  ) => `CASE WHEN ${value} IS NULL THEN '' WHEN +${value} < '' THEN 'n' || octet_length(${value})
    WHEN +${value} < x'' THEN octet_length(${value}) ELSE 'b' || octet_length(${value}) END, ifnull(${value}, '')`,
  blob: (
    value: string,
  ) => `CASE WHEN +${value} >= x'' THEN octet_length(${value}) WHEN ${value} IS NULL THEN ''
    WHEN +${value} < '' THEN 'n' || octet_length(${value}) ELSE 't' || octet_length(${value}) END, ifnull(${value}, '')`,
};

/** A column of codes holds numbers, or texts that are no codes. */
const formOf = { ANY: 'number', INTEGER: 'number', REAL: 'real', TEXT: 'text' } as const;

/** Rows as bytes: text that is no UTF-8 would be made some. */
function rowsAsBytes(values: readonly string[]): string {
  return `CAST(group_concat(concat_ws(',', ${values.join(', ')}), char(10)) AS BLOB)`;
}

/** SQLite gives them in the order of their ids: that of the table. In another order they would be derived again. */
const entries = `SELECT ${rowsAsBytes([
  ...['id', 'ordinal', 'line', 'offset', 'length'].map(forms.number),
  forms.blob('content'),
  ...storedColumns.map((column) => forms[formOf[storedType(column)]](column)),
  forms.number('conflicts_with'),
])} FROM entry_row NOT INDEXED WHERE id BETWEEN ? AND ? AND source = ?`;

/** With what they repeat. */
const duplicates = `SELECT ${rowsAsBytes([
  ...['d.id', 'd.ordinal', 'd.line', 'd.offset', 'd.length', 'd.entry', 'e.source', 'e.offset'].map(
    forms.number,
  ),
  forms.blob('e.content'),
])} FROM (SELECT * FROM duplicate WHERE source = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal, id) AS d
  LEFT JOIN entry_row AS e ON e.id = d.entry`;

type Range = Extract<HeldPart, { from: number }>;

function hashEntries(db: ReadableDb, { source, from, end }: Range, hash: Hash, stop: StopFlag): void {
  const rows = prepared<[number, number, number], Buffer | null>(db, entries).pluck();
  for (let at = from; at < end; at += rowsAtOnce) {
    stop.check();
    update(hash, rows.get(at, Math.min(at + rowsAtOnce, end) - 1, source));
  }
}

function hashDuplicates(db: ReadableDb, { source, from, end }: Range, hash: Hash, stop: StopFlag): void {
  const rows = prepared<[number, number, number], Buffer | null>(db, duplicates).pluck();
  const next = prepared<[number, number, number], number | null>(
    db,
    'SELECT min(ordinal) FROM duplicate WHERE source = ? AND ordinal >= ? AND ordinal < ?',
  ).pluck();
  // From one that is there to the next: there may be none for a long way.
  for (let at = next.get(source, from, end); at != null; at = next.get(source, at + rowsAtOnce, end)) {
    stop.check();
    update(hash, rows.get(source, at, Math.min(at + rowsAtOnce, end)));
  }
}

function update(hash: Hash, rows: Buffer | null | undefined): void {
  hash.update(`${rows?.length ?? 0}\n`);
  if (rows) hash.update(rows);
}
