import { type EventBreak, eventBreaks } from '../../shared/custody/events.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type StoredAnnotation, storedAnnotations, targetsDigest } from './events.ts';

/** A break of the chain, or an event whose stored content hashes are not those that it commits to. */
export type AnnotationBreak = EventBreak | (Omit<EventBreak, 'fault'> & { readonly fault: 'targets' });

/** Every break in the case's annotations; in order of their events, those of the chain before those of the targets. */
export function* annotationBreaks(db: ReadableDb): Generator<AnnotationBreak> {
  yield* eventBreaks(nodeDigest, events(db));
  for (const stored of storedAnnotations(db)) {
    const fault = targetsBreak(stored);
    if (fault !== null) yield fault;
  }
}

function* events(db: ReadableDb) {
  for (const { event } of storedAnnotations(db)) yield event;
}

function targetsBreak({ event, salt, targets }: StoredAnnotation): AnnotationBreak | null {
  const committed = event.details['targets'] as { count?: unknown; digest?: unknown } | null | undefined;
  const expected = `${committed?.count} entries, digest ${committed?.digest}`;
  const actual = `${targets.length / digestLength} entries, digest ${targetsDigest(salt, targets)}`;
  return expected === actual ? null : { seq: event.seq, fault: 'targets', expected, actual };
}
