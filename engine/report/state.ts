import type { ReportState } from '../../shared/domain/guided-report.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';

/** What custody tells of without anything in the case being another. */
const harmless = "('export', 'open')";

/** The state of the case as it is. @throws AppError CASE_CORRUPT for a case whose log does not even tell of its creation */
export function stateOf(db: ReadableDb): ReportState {
  const last = db
    .prepare<[], ReportState>(
      `SELECT seq, hash, time FROM custody WHERE action NOT IN ${harmless} ORDER BY seq DESC LIMIT 1`,
    )
    .get();
  if (last !== undefined) return last;
  throw new AppError({
    code: 'CASE_CORRUPT',
    message: 'the custody log of the case is empty',
    safe: 'nothing was written',
    next: 'casebound verify says what is wrong with the case file',
  });
}

/** Whether the case had this state: its log has exactly this event. */
export function hadState(db: ReadableDb, { seq, hash, time }: ReportState): boolean {
  return (
    db
      .prepare<[number, string, string], number>(
        `SELECT 1 FROM custody WHERE seq = ? AND hash = ? AND time = ? AND action NOT IN ${harmless}`,
      )
      .pluck()
      .get(seq, hash, time) === 1
  );
}

/** How many events after the state may have changed what a report says. */
export function eventsSince(db: ReadableDb, { seq }: ReportState): number {
  return db
    .prepare<[number], number>(`SELECT count(*) FROM custody WHERE seq > ? AND action NOT IN ${harmless}`)
    .pluck()
    .get(seq) as number;
}
