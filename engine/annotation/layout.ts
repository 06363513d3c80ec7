import { type CodingLayout, codingLayoutSchema } from '../../shared/annotation/layout.ts';
import { prepared, type ReadableDb } from '../case/database.ts';
import { annotationLog } from './annotation-log.ts';
import { readDetails } from './events.ts';
import { storedReversals } from './reversals.ts';

/**
 * The layout that was set for the case and holds, read from its own events alone where that decides it: what writes has a
 * connection of its own each time, and need not tell all that was ever said to add one thing. Null where none was set.
 */
export function setLayout(db: ReadableDb): CodingLayout | null {
  const set = prepared<[], { seq: number; details: string }>(
    db,
    "SELECT seq, details FROM annotation WHERE action = 'layout'",
  ).all();
  if (set.length === 0) return null;
  const reversedBy = storedReversals(db);
  const rows = set.filter(({ seq }) => !reversedBy.has(seq));
  if (rows.length > 1) {
    const holding = annotationLog(db).layout;
    return holding.set === null ? null : holding.layout;
  }
  const [only] = rows;
  return only === undefined
    ? null
    : (codingLayoutSchema.safeParse(readDetails(only.details)['layout']).data ?? null);
}
