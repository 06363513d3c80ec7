import type { ChainedEvent } from '../../shared/custody/events.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb } from '../case/database.ts';
import { findingRows, recordDigest, sourceRowsOf } from './record.ts';
import { recordedReport } from './recorded-report.ts';

interface Recorded {
  readonly id: number;
  readonly time: string;
  readonly ok: number;
  readonly findings_total: number;
  readonly report: string;
}

/**
 * What is wrong with the recorded verifications: entries are shown as verified by them, so each must be the one that
 * custody tells of, and its rows those of its report: a source's records keep their places, and so do findings.
 */
export function recordedFaults(db: ReadableDb, events: readonly ChainedEvent[]): string[] {
  const logged = new Set(
    events.filter(({ action }) => action === 'verify').map(({ details }) => details['record']),
  );
  const faults: string[] = [];
  let known = 0;
  const ids = db.prepare<[], number>('SELECT id FROM verification ORDER BY id').pluck().all();
  const recorded = db.prepare<[number], Recorded>('SELECT * FROM verification WHERE id = ?');
  for (const id of ids) {
    const row = recorded.get(id);
    // Nor does it know one whose number is rounded, which none that Casebound gives is.
    if (row === undefined || !logged.has(recordDigest(row.time, row.report)))
      faults.push(`the custody log does not know the recorded verification ${id}`);
    else if (isConsistent(db, row)) known++;
    else faults.push(`what is shown of the recorded verification ${id} is not what its report says`);
  }
  if (faults.length === 0 && known < logged.size)
    faults.push('the custody log tells of a recorded verification that is not in the case file');
  return faults;
}

function isConsistent(db: ReadableDb, { id, ok, findings_total, report: text }: Recorded): boolean {
  const report = readable(id, text);
  if (report === null) return false;
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
    ok === (report.ok ? 1 : 0) &&
    findings_total === report.findingsTotal &&
    JSON.stringify(findings) === JSON.stringify(findingRows(db, report)) &&
    JSON.stringify(sources) === JSON.stringify(sourceRowsOf(report))
  );
}

/** Null where it is no report, which whoever rewrites the custody log can have it tell of too. */
function readable(id: number, text: string): VerifyReport | null {
  try {
    return recordedReport(`the report of verification ${id}`, text);
  } catch {
    return null;
  }
}
