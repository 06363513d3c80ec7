import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';

/** The report of the last recorded verification, or null. */
export function lastReport(db: ReadableDb): { readonly time: string; readonly report: VerifyReport } | null {
  const row = db
    .prepare<[], { time: string; report: string }>(
      'SELECT time, report FROM verification ORDER BY id DESC LIMIT 1',
    )
    .get();
  return row ? { time: row.time, report: JSON.parse(row.report) as VerifyReport } : null;
}
