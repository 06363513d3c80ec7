import { type ChainedEvent, type EventBody, nextEvent } from '../../shared/custody/events.ts';
import { prepared, type ReadableDb, type WritableDb } from '../case/database.ts';
import { beforeAll } from '../case/pages.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { refuseWhenClosed } from './closing.ts';

/** What custody records: every event that changes the case or discloses from it. */
export type CustodyAction =
  | 'create'
  | 'open'
  | 'import'
  | 'sync'
  | 'verify'
  | 'annotate'
  | 'export'
  | 'seal'
  | 'close'
  | 'reopen';

/** What a closed case refuses; disclosing from it and verifying it change none of its evidence. */
const refusedWhenClosed: ReadonlySet<CustodyAction> = new Set(['import', 'sync', 'annotate']);

interface EventRow extends Omit<ChainedEvent, 'details'> {
  readonly details: string;
}

/**
 * Appends one event. Call it inside the transaction whose change it records.
 *
 * @throws AppError INVALID_INPUT if the case is closed to such a change; the transaction then rolls it back
 */
export function appendCustody(
  db: WritableDb,
  actor: string,
  action: CustodyAction,
  details: EventBody['details'],
): ChainedEvent {
  if (refusedWhenClosed.has(action)) refuseWhenClosed(db);
  const last = prepared<[], EventRow>(db, 'SELECT * FROM custody ORDER BY seq DESC LIMIT 1').get();
  const time = new Date().toISOString();
  const event = nextEvent(nodeDigest, last ? fromRow(last) : null, { time, actor, action, details });
  prepared(
    db,
    'INSERT INTO custody (seq, time, actor, action, details, prev, hash) VALUES (@seq, @time, @actor, @action, @details, @prev, @hash)',
  ).run({ ...event, details: JSON.stringify(event.details) });
  return event;
}

/** The hash of the last event, or the empty text for an empty log. Two connections that read the same hash see the same evidence. */
export function custodyHead(db: ReadableDb): string {
  return db.prepare<[], string>('SELECT hash FROM custody ORDER BY seq DESC LIMIT 1').pluck().get() ?? '';
}

/** The custody events after number `after`, in order; by default all of them. */
export function* custodyEvents(db: ReadableDb, after = beforeAll): Generator<ChainedEvent> {
  for (const row of db
    .prepare<[number], EventRow>('SELECT * FROM custody WHERE seq > ? ORDER BY seq')
    .iterate(after)) {
    yield fromRow(row);
  }
}

function fromRow({ seq, time, actor, action, details, prev, hash }: EventRow): ChainedEvent {
  return { seq, time, actor, action, details: parseDetails(details), prev, hash };
}

/** Details in any other spelling than the stored one can only be damage; passed on as text, they fail the event's hash. */
function parseDetails(text: string): ChainedEvent['details'] {
  try {
    const details: unknown = JSON.parse(text);
    const isObject = typeof details === 'object' && details !== null && !Array.isArray(details);
    if (isObject && JSON.stringify(details) === text) return details as ChainedEvent['details'];
  } catch {
    // Told by the hash.
  }
  return { unreadable: text };
}
