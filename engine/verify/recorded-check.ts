import type { ChainedEvent } from '../../shared/domain/case.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { findingRows, recordDigest, sourceRowsOf } from './record.ts';

interface Recorded {
  readonly id: number;
  readonly time: string;
  readonly ok: number;
  readonly findings_total: number;
  readonly report: string;
}

/**
 * What is wrong with the recorded verifications: entries are shown as verified by them, so each must be the one that
 * custody tells of, and the last one's rows those of its report.
 */
export function recordedFaults(db: ReadableDb, events: readonly ChainedEvent[]): string[] {
  const logged = new Set(
    events.filter(({ action }) => action === 'verify').map(({ details }) => details['record']),
  );
  const faults: string[] = [];
  let last: Recorded | null = null;
  let known = 0;
  for (const row of db.prepare<[], Recorded>('SELECT * FROM verification ORDER BY id').iterate()) {
    last = row;
    if (logged.has(recordDigest(row.time, row.report))) known++;
    else faults.push(`the custody log does not know the recorded verification ${row.id}`);
  }
  if (faults.length === 0 && known < logged.size)
    faults.push('the custody log tells of a recorded verification that is not in the case file');
  if (last !== null && faults.length === 0 && !isConsistent(db, last))
    faults.push('what is shown of the last verification is not what its report says');
  return faults;
}

function isConsistent(db: ReadableDb, { id, ok, findings_total, report: text }: Recorded): boolean {
  const report = JSON.parse(text) as VerifyReport;
  const findings = db
    .prepare<[number], [number | null, string]>(
      'SELECT entry, body FROM finding WHERE verification = ? ORDER BY id',
    )
    .raw()
    .all(id);
  const sources = db
    .prepare<[number], [number, string]>(
      'SELECT source, content FROM verified_source WHERE verification = ? ORDER BY source',
    )
    .raw()
    .all(id);
  return (
    (ok === 1) === report.ok &&
    findings_total === report.findingsTotal &&
    JSON.stringify(findings) === JSON.stringify(findingRows(db, report)) &&
    JSON.stringify(sources) === JSON.stringify(sourceRowsOf(report))
  );
}
