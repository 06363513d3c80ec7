import type { Mark } from '../../shared/contract/operations.ts';
import type { ChainedEvent } from '../../shared/domain/case.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';

/**
 * What the details of an annotation event hold. `digest` is the SHA-256, hex, of the row's 16-byte salt followed by the
 * 32-byte content hashes of the entries, sorted: an event can be disclosed without the hashes of entries that are not.
 */
export interface AnnotationDetails {
  readonly mark?: Mark;
  /** Of an undo: the `seq` of the event that it reverses. */
  readonly reverses?: number;
  readonly targets: { readonly count: number; readonly digest: string };
}

/** An event as stored: with the salt and the content hashes that its digest commits to. */
export interface StoredAnnotation {
  readonly event: ChainedEvent;
  readonly salt: Buffer;
  /** 32 bytes an entry, sorted, each once. */
  readonly targets: Buffer;
}

interface AnnotationRow extends Omit<ChainedEvent, 'details'> {
  readonly details: string;
  readonly salt: Buffer;
  readonly targets: Buffer;
}

/** The annotation events from `after + 1` on, in order, one at a time. */
export function* storedAnnotations(db: ReadableDb, after = 0): Generator<StoredAnnotation> {
  const next = db.prepare<[number], AnnotationRow>(
    'SELECT * FROM annotation WHERE seq > ? ORDER BY seq LIMIT 1',
  );
  for (let row = next.get(after); row !== undefined; row = next.get(row.seq)) {
    yield { event: fromRow(row), salt: row.salt, targets: row.targets };
  }
}

const eventColumns = 'seq, time, actor, action, details, prev, hash';

/** The annotation events that are about an entry, oldest first, reversed ones and reversals too. */
export function annotationsOn(db: ReadableDb, content: Buffer): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (const { event, targets } of storedAnnotations(db)) if (hasTarget(targets, content)) events.push(event);
  return events;
}

export function lastEvent(db: ReadableDb): ChainedEvent | null {
  const row = db
    .prepare<[], Omit<AnnotationRow, 'salt' | 'targets'>>(
      `SELECT ${eventColumns} FROM annotation ORDER BY seq DESC LIMIT 1`,
    )
    .get();
  return row === undefined ? null : fromRow(row);
}

/** The last event that is no undo and that no undo reversed. */
export function lastUnreversed(db: ReadableDb): { readonly seq: number; readonly targets: Buffer } | null {
  const reversed = reversedEvents(db);
  const numbers = db
    .prepare<[], number>("SELECT seq FROM annotation WHERE action <> 'undo' ORDER BY seq DESC")
    .pluck();
  const seq = numbers.all().find((each) => !reversed.has(each));
  if (seq === undefined) return null;
  const targets = db
    .prepare<[number], Buffer>('SELECT targets FROM annotation WHERE seq = ?')
    .pluck()
    .get(seq);
  return { seq, targets: targets ?? Buffer.alloc(0) };
}

/** The numbers of the events that an undo reversed. */
export function reversedEvents(db: ReadableDb): Set<number> {
  const undone = db.prepare<[], string>("SELECT details FROM annotation WHERE action = 'undo'").pluck().all();
  return new Set(
    undone.map((details) => readDetails(details)['reverses']).filter((seq) => typeof seq === 'number'),
  );
}

function fromRow({
  seq,
  time,
  actor,
  action,
  details,
  prev,
  hash,
}: Omit<AnnotationRow, 'salt' | 'targets'>): ChainedEvent {
  return { seq, time, actor, action, details: readDetails(details), prev, hash };
}

/** Details that are not as they were written were changed by another hand: the event's hash will say so. */
function readDetails(text: string): ChainedEvent['details'] {
  try {
    const details: unknown = JSON.parse(text);
    const isObject = typeof details === 'object' && details !== null && !Array.isArray(details);
    return isObject && JSON.stringify(details) === text ? (details as ChainedEvent['details']) : {};
  } catch {
    return {};
  }
}

export function lastAnnotation(db: ReadableDb): number {
  return db.prepare<[], number | null>('SELECT max(seq) FROM annotation').pluck().get() ?? 0;
}

/** Hex. */
export function targetsDigest(salt: Uint8Array, targets: Uint8Array): string {
  const stream = nodeDigest.sha256Stream();
  stream.update(salt);
  stream.update(targets);
  return Buffer.from(stream.finish()).toString('hex');
}

/** The content hashes, hex. */
export function* targetContents(targets: Buffer): Generator<string> {
  for (let at = 0; at + digestLength <= targets.length; at += digestLength) {
    yield targets.toString('hex', at, at + digestLength);
  }
}

/** Whether the sorted hashes hold this one. */
function hasTarget(targets: Buffer, content: Buffer): boolean {
  let low = 0;
  let high = Math.floor(targets.length / digestLength);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = targets.compare(
      content,
      0,
      digestLength,
      middle * digestLength,
      (middle + 1) * digestLength,
    );
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}
