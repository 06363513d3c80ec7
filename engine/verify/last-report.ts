import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';

/** The report of the last recorded verification, or null. */
export function lastReport(db: ReadableDb): { readonly time: string; readonly report: VerifyReport } | null {
  const row = db
    .prepare<[], { time: string; report: string }>(
      'SELECT time, report FROM verification ORDER BY id DESC LIMIT 1',
    )
    .get();
  if (row === undefined) return null;
  try {
    return { time: row.time, report: JSON.parse(row.report) as VerifyReport };
  } catch (error) {
    throw corrupt(db.name, 'the report of its last verification cannot be read; verify it again', error);
  }
}
