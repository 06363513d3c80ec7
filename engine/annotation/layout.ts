import { type CodingLayout, codingLayoutSchema } from '../../shared/annotation/layout.ts';
import type { ReadableDb } from '../case/database.ts';
import { annotationLog } from './annotation-log.ts';
import { readDetails } from './events.ts';
import { storedReversals } from './reversals.ts';

/**
 * The layout that was set for the case and holds, read from its own events alone where that decides it: what writes has a
 * connection of its own each time, and need not tell all that was ever said to add one thing. Null where none was set.
 */
export function setLayout(db: ReadableDb): CodingLayout | null {
  const reversedBy = storedReversals(db);
  const rows = db
    .prepare<[], [number, string]>("SELECT seq, details FROM annotation WHERE action = 'layout'")
    .raw()
    .all()
    .filter(([seq]) => !reversedBy.has(seq));
  if (rows.length > 1) {
    const { layout, set } = annotationLog(db).layout;
    return set === null ? null : layout;
  }
  const [only] = rows;
  return only === undefined
    ? null
    : (codingLayoutSchema.safeParse(readDetails(only[1])['layout']).data ?? null);
}
