import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { type AnnotationDetails, type Committed, storedAnnotation } from './events.ts';
import { storedReversals } from './reversals.ts';

/**
 * The event that an undo is to reverse: the one of this number, or else the last that was made in this copy of the case,
 * is no undo itself, and holds; where an author is named, the last of theirs. What the event commits to is what its undo commits to, salt included.
 *
 * @throws AppError INVALID_INPUT where there is none, or it does not hold any more
 */
export function reversible(
  db: ReadableDb,
  event: number | undefined,
  author: string | null,
): { seq: number; committed: Committed } {
  const reversedBy = storedReversals(db);
  const seq = event ?? lastHolding(db, reversedBy, author);
  if (seq === null)
    throw invalid(
      author === null
        ? 'there is no annotation left to undo'
        : `there is no annotation of ${author} left to undo`,
      author === null
        ? 'annotate something first'
        : 'reverse what somebody else said from the history of its entry',
    );
  const stored = storedAnnotation(db, seq);
  if (stored === null) throw invalid(`there is no annotation event ${seq}`, 'see the history of annotations');
  const undone = reversedBy.get(seq);
  if (undone !== undefined) {
    throw invalid(
      `annotation event ${seq} was already taken back, by event ${undone}`,
      `to bring it back, undo event ${undone}`,
    );
  }
  const { entries, others, salt } = stored;
  const commitment = stored.event.details['targets'] as AnnotationDetails['targets'] | undefined;
  if (commitment === undefined) throw corrupt(db.name, `annotation ${seq} does not read`);
  return { seq, committed: { entries, others, salt, commitment } };
}

function lastHolding(
  db: ReadableDb,
  reversedBy: ReadonlyMap<number, number>,
  author: string | null,
): number | null {
  const numbers = db
    .prepare<[string | null, string | null], number>(
      `SELECT seq FROM annotation
       WHERE action <> 'undo' AND json_extract(details, '$.origin') IS NULL AND (? IS NULL OR actor = ?)
       ORDER BY seq DESC`,
    )
    .pluck();
  for (const seq of numbers.iterate(author, author)) if (!reversedBy.has(seq)) return seq;
  return null;
}

function invalid(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was changed', next });
}
