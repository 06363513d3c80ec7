import { hash } from 'node:crypto';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';
import { appendCustody } from '../custody/log.ts';
import { entryFinder } from './entry-at.ts';

/** Keeps a verification's outcome, so that entries can be shown with it, and says in custody that it was made. */
export function recordVerification(db: WritableDb, report: VerifyReport, actor: string): void {
  withCaseFaults(db.name, () =>
    db
      .transaction(() => {
        const time = new Date().toISOString();
        const text = JSON.stringify(report);
        const id = Number(
          db
            .prepare('INSERT INTO verification (time, ok, findings_total, report) VALUES (?, ?, ?, ?)')
            .run(time, report.ok ? 1 : 0, report.findingsTotal, text).lastInsertRowid,
        );
        insertRows(db, id, report);
        const failed = report.axes
          .filter(({ status }) => status === 'fail')
          .map(({ axis, subject }) => `${subject}: ${axis}`);
        const record = recordDigest(time, text);
        appendCustody(db, actor, 'verify', { ok: report.ok, findings: report.findingsTotal, failed, record });
      })
      .immediate(),
  );
}

/** What binds a recorded verification to the custody event that tells of it. Hex. */
export function recordDigest(time: string, report: string): string {
  return hash('sha256', `${time}\n${report}`);
}

function insertRows(db: WritableDb, verification: number, report: VerifyReport): void {
  const insertFinding = db.prepare('INSERT INTO finding (verification, entry, body) VALUES (?, ?, ?)');
  for (const [entry, body] of findingRows(db, report)) insertFinding.run(verification, entry, body);
  const insertSource = db.prepare(
    'INSERT INTO verified_source (verification, source, content) VALUES (?, ?, ?)',
  );
  for (const [source, content] of sourceRowsOf(report)) insertSource.run(verification, source, content);
}

/** The listed findings, each with the entry that it is about. */
export function findingRows(
  db: ReadableDb,
  { findings }: VerifyReport,
): [entry: number | null, body: string][] {
  const entryAt = entryFinder(db);
  return findings.map((finding) => {
    const source = sourceNumber(finding.subject);
    const located = source !== null && finding.ordinal !== undefined;
    return [located ? entryAt(source, finding.ordinal) : null, JSON.stringify(finding)];
  });
}

/** What the report says of the content of each source. */
export function sourceRowsOf({ axes }: VerifyReport): [source: number, content: string][] {
  return axes
    .flatMap(({ axis, subject, status }): [number, string][] => {
      const source = sourceNumber(subject);
      return axis === 'content' && source !== null ? [[source, status]] : [];
    })
    .sort(([a], [b]) => a - b);
}

function sourceNumber(subject: string): number | null {
  const digits = /^source (\d+)$/.exec(subject)?.[1];
  return digits === undefined ? null : Number(digits);
}
