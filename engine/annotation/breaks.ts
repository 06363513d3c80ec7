import { type ChainedEvent, type EventBreak, eventBreaks } from '../../shared/custody/events.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { toldValue } from '../../shared/report/told-value.ts';
import type { ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { Commitments } from './commitments.ts';
import { countSet } from './entry-set.ts';
import { type Origin, type StoredAnnotation, storedAnnotations } from './events.ts';
import { hashAtOrigin } from './origin.ts';

/**
 * A break of the chain; an event whose stored entries are not those that it commits to; or one from another copy of the
 * case that is not what that copy had hashed.
 */
export type AnnotationBreak = Omit<EventBreak, 'fault'> & {
  readonly fault: EventBreak['fault'] | 'targets' | 'origin';
};

/** Every break in the case's annotations; in order of their events, those of the chain before the others. */
export function* annotationBreaks(
  db: ReadableDb,
  context: TaskContext = unwatched,
): Generator<AnnotationBreak> {
  yield* eventBreaks(nodeDigest, events(db));
  const commitments = new Commitments(db, context);
  for (const stored of storedAnnotations(db)) {
    context.checkCancelled();
    const fault = targetsBreak(commitments, stored) ?? originBreak(stored.event);
    if (fault !== null) yield fault;
  }
}

function* events(db: ReadableDb) {
  for (const { event } of storedAnnotations(db)) yield event;
}

function targetsBreak(
  commitments: Commitments,
  { event, salt, entries, others }: StoredAnnotation,
): AnnotationBreak | null {
  const committed = event.details['targets'] as { count?: unknown; digest?: unknown } | null | undefined;
  const actual = `${toldValue(committed?.count)} entries, digest ${toldValue(committed?.digest)}`;
  const count = (countSet(entries) ?? Number.NaN) + others.length / digestLength;
  const digest = commitments.digest(salt, { entries, others });
  const expected = `${count} entries, digest ${digest ?? 'none: not all of them are in the case'}`;
  return expected === actual ? null : { seq: event.seq, fault: 'targets', expected, actual };
}

function originBreak(event: ChainedEvent): AnnotationBreak | null {
  const { origin } = event.details;
  if (origin === undefined) return null;
  const { seq } = event;
  const actual = toldValue((origin as Partial<Origin> | null)?.hash);
  const expected = hashAtOrigin(event);
  return expected === actual ? null : { seq, fault: 'origin', expected, actual };
}
