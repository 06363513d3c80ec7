import type { CodingLayout } from '../../shared/annotation/layout.ts';
import type { Mark } from '../../shared/annotation/mark.ts';
import type { ChainedEvent } from '../../shared/custody/events.ts';
import { prepared, type ReadableDb } from '../case/database.ts';
import { beforeAll } from '../case/pages.ts';
import type { EntrySet } from './entry-set.ts';

/**
 * Of an event that came from another copy of the case: where it stood there. With it the event can be put together again
 * as it was hashed there.
 */
export interface Origin {
  /** The UUID of the case that the copy was of. */
  readonly case: string;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  /** Of an undo: the number that the reversed event had there. */
  readonly reverses?: number;
  /** Its place among the events of all copies: ISO 8601 in UTC, and a count. */
  readonly order: readonly [string, number];
}

/**
 * What the details of an annotation event hold. `digest` is the SHA-256, hex, of the row's 16-byte salt followed by the
 * 32-byte content hashes of the entries, sorted: an event can be disclosed without the hashes of entries that are not.
 */
export interface AnnotationDetails {
  readonly mark?: Mark;
  readonly layout?: CodingLayout;
  /** Of an undo: the `seq` of the event that it reverses. */
  readonly reverses?: number;
  readonly targets: { readonly count: number; readonly digest: string };
  readonly origin?: Origin;
}

/** Which entries an event is about: those of this case, and the contents of those that are not in it. */
export interface Targets {
  readonly entries: EntrySet;
  /** Content hashes, 32 bytes each, sorted, each once. */
  readonly others: Buffer;
}

/** Entries, and what commits to them. */
export interface Committed extends Targets {
  readonly salt: Buffer;
  readonly commitment: AnnotationDetails['targets'];
}

/** An event as stored: with the salt and the entries that its digest commits to. */
export interface StoredAnnotation extends Targets {
  readonly event: ChainedEvent;
  readonly salt: Buffer;
}

interface EventRow extends Omit<ChainedEvent, 'details'> {
  readonly details: string;
}
type AnnotationRow = EventRow & Omit<StoredAnnotation, 'event'>;

/**
 * The annotation events behind `after`, in order, by default all of them, one at a time: nothing of the database is held between two. One
 * whose number is rounded is none that Casebound gave, and there is no way behind it: it is the last.
 */
export function* storedAnnotations(db: ReadableDb, after = beforeAll): Generator<StoredAnnotation> {
  const next = prepared<[number], AnnotationRow>(
    db,
    'SELECT * FROM annotation WHERE seq > ? ORDER BY seq LIMIT 1',
  );
  for (let row = next.get(after); row !== undefined; row = next.get(row.seq)) {
    yield stored(row);
    if (!Number.isSafeInteger(row.seq)) return;
  }
}

/** The event of this number, or null. */
export function storedAnnotation(db: ReadableDb, seq: number): StoredAnnotation | null {
  const row = prepared<[number], AnnotationRow>(db, 'SELECT * FROM annotation WHERE seq = ?').get(seq);
  return row === undefined ? null : stored(row);
}

function stored(row: AnnotationRow): StoredAnnotation {
  return { event: fromRow(row), salt: row.salt, entries: row.entries, others: row.others };
}

export function lastEvent(db: ReadableDb): ChainedEvent | null {
  const row = prepared<[], EventRow>(
    db,
    'SELECT seq, time, actor, action, details, prev, hash FROM annotation ORDER BY seq DESC LIMIT 1',
  ).get();
  return row === undefined ? null : fromRow(row);
}

export function lastAnnotation(db: ReadableDb): number {
  const row = prepared<[], { last: number | null }>(db, 'SELECT max(seq) AS last FROM annotation').get();
  return row?.last ?? 0;
}

export function insertAnnotation(
  db: ReadableDb,
  event: ChainedEvent,
  salt: Buffer,
  { entries, others }: Targets,
): void {
  prepared(
    db,
    `INSERT INTO annotation (seq, time, actor, action, details, prev, hash, salt, entries, others)
     VALUES (@seq, @time, @actor, @action, @details, @prev, @hash, @salt, @entries, @others)`,
  ).run({ ...event, details: JSON.stringify(event.details), salt, entries, others });
}

function fromRow({ seq, time, actor, action, details, prev, hash }: EventRow): ChainedEvent {
  return { seq, time, actor, action, details: readDetails(details), prev, hash };
}

/** Details that are not as they were written were changed by another hand: the event's hash will say so. */
export function readDetails(text: string): ChainedEvent['details'] {
  try {
    const details: unknown = JSON.parse(text);
    const isObject = typeof details === 'object' && details !== null && !Array.isArray(details);
    return isObject && JSON.stringify(details) === text ? (details as ChainedEvent['details']) : {};
  } catch {
    return {};
  }
}
