import { textAt } from '../../shared/chain/paths.ts';
import type { NearbyRecord } from '../../shared/domain/nearby-record.ts';
import { parseJson } from '../../shared/json/parse.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { checkEntryTypes } from '../case/entry-types.ts';
import { readable } from '../case/schema.ts';
import { sourceRow } from '../case/sources.ts';
import { encodingOf, type Layout } from '../import/layout/layout.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { chainText } from '../import/reading/chain-text.ts';
import { entryFinder } from '../verify/entry-at.ts';

export interface NearbyWish {
  readonly source: number;
  readonly ordinal: number;
  readonly before: number;
  readonly after: number;
  readonly hash?: string | undefined;
  readonly previous?: string | undefined;
}

/** Bytes of a record that hashes are looked for in: a neighbour is shown, not judged. */
const parsedAtMost = 1 << 20;

interface Row extends Omit<NearbyRecord, 'content' | 'duplicate' | 'encoding' | 'hash' | 'previous'> {
  readonly content: Buffer;
}

/** @throws AppError INVALID_INPUT where there is no such source, CASE_CORRUPT where its bytes cannot be read */
export function recordsAround(db: ReadableDb, wish: NearbyWish): NearbyRecord[] {
  const { source, ordinal, before, after } = wish;
  const row = sourceRow(db, source);
  const layout = layoutOf(row);
  const entryAt = entryFinder(db);
  const bytes = new SourceBytes(db);
  const found: NearbyRecord[] = [];
  for (let n = Math.max(0, ordinal - before); n <= ordinal + after; n++) {
    const entry = entryAt(source, n);
    const record = entry === null ? undefined : placedRecord(db, source, n, entry);
    if (record === undefined) continue;
    checkRecord(db, record);
    const raw = bytes.read(source, record.byteOffset, Math.min(record.length, parsedAtMost));
    const stated = raw.length < record.length ? nothing : statedIn(layout, raw, wish);
    const { content, ...place } = record;
    const isOwn = isOwnEntry(row, entry as number);
    found.push({
      ...place,
      content: content.toString('hex'),
      duplicate: !isOwn,
      encoding: encodingOf(layout),
      ...stated,
    });
  }
  return found;
}

function checkRecord(
  db: ReadableDb,
  { entry, ordinal, line, byteOffset, length, content, entryId }: Row,
): void {
  checkEntryTypes(db, entry, { ordinal, line, offset: byteOffset, length, content, entry_id: entryId });
}

function isOwnEntry(
  { first_entry: first, entries }: { readonly first_entry: number | null; readonly entries: number },
  entry: number,
): boolean {
  return first !== null && entry >= first && entry < first + entries;
}

function placedRecord(db: ReadableDb, source: number, ordinal: number, entry: number): Row | undefined {
  const columns = `e.id AS entry, e.entry_id AS entryId, ${readable('time')} AS time, e.content`;
  const own = db
    .prepare<[number, number, number], Row>(
      `SELECT ${columns}, e.ordinal, e.line, e.offset AS byteOffset, e.length FROM entry_row AS e
       WHERE e.id = ? AND e.source = ? AND e.ordinal = ?`,
    )
    .get(entry, source, ordinal);
  if (own !== undefined) return own;
  return db
    .prepare<[number, number], Row>(
      `SELECT ${columns}, d.ordinal, d.line, d.offset AS byteOffset, d.length FROM duplicate AS d
       JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND d.ordinal = ?`,
    )
    .get(source, ordinal);
}

const nothing = { hash: null, previous: null };

function statedIn(
  layout: Layout,
  raw: Buffer,
  { hash, previous }: NearbyWish,
): Pick<NearbyRecord, 'hash' | 'previous'> {
  const text = hash === undefined && previous === undefined ? null : chainText(layout, raw);
  const record = text === null ? null : parseJson(text);
  if (record === null) return nothing;
  const at = (path: string | undefined) => (path === undefined ? null : textAt(record, path));
  return { hash: at(hash), previous: at(previous) };
}
