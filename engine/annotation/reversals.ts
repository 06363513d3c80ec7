import { prepared, type ReadableDb } from '../case/database.ts';
import { readDetails } from './events.ts';

export interface Undo {
  readonly seq: number;
  readonly reverses: number;
}

/**
 * Which event took back which: from the event that does not hold to the undo, which does. An undo can itself be taken
 * back; what takes back an event always comes after it, so the last undo holds, and from there each is decided.
 */
export function reversals(undos: readonly Undo[]): Map<number, number> {
  const reversedBy = new Map<number, number>();
  for (const { seq, reverses } of undos.toSorted((a, b) => b.seq - a.seq)) {
    if (reverses < seq && !reversedBy.has(seq)) reversedBy.set(reverses, seq);
  }
  return reversedBy;
}

export function storedReversals(db: ReadableDb): Map<number, number> {
  const undos = prepared<[], { seq: number; details: string }>(
    db,
    "SELECT seq, details FROM annotation WHERE action = 'undo'",
  )
    .all()
    .map(({ seq, details }) => ({ seq, reverses: readDetails(details)['reverses'] }));
  return reversals(undos.filter((undo): undo is Undo => typeof undo.reverses === 'number'));
}
