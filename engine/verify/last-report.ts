import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { recordedReport } from './recorded-report.ts';

/**
 * The report of the last recorded verification, or null.
 *
 * @throws AppError CASE_CORRUPT where it is none
 */
export function lastReport(db: ReadableDb): { readonly time: string; readonly report: VerifyReport } | null {
  const row = db
    .prepare<[], { time: string; report: string }>(
      'SELECT time, report FROM verification ORDER BY id DESC LIMIT 1',
    )
    .get();
  if (row === undefined) return null;
  return { time: row.time, report: recordedReport('the report of the last verification', row.report) };
}
