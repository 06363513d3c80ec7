import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';
import { appendCustody } from '../custody/log.ts';

/** Keeps a verification's outcome, so that entries can be shown with it, and says in custody that it was made. */
export function recordVerification(db: WritableDb, report: VerifyReport, actor: string): void {
  withCaseFaults(db.name, () =>
    db
      .transaction(() => {
        const time = new Date().toISOString();
        const id = Number(
          db
            .prepare('INSERT INTO verification (time, ok, findings_total, report) VALUES (?, ?, ?, ?)')
            .run(time, report.ok ? 1 : 0, report.findingsTotal, JSON.stringify(report)).lastInsertRowid,
        );
        insertFindings(db, id, report);
        insertSources(db, id, report);
        const failed = report.axes
          .filter(({ status }) => status === 'fail')
          .map(({ axis, subject }) => `${subject}: ${axis}`);
        appendCustody(db, actor, 'verify', { ok: report.ok, findings: report.findingsTotal, failed });
      })
      .immediate(),
  );
}

function insertFindings(db: WritableDb, verification: number, { findings }: VerifyReport): void {
  const insert = db.prepare('INSERT INTO finding (verification, entry, body) VALUES (?, ?, ?)');
  const entryAt = db
    .prepare<[{ source: number; ordinal: number }], number>(
      `SELECT id FROM entry_row WHERE source = @source AND ordinal = @ordinal
         AND id BETWEEN (SELECT first_entry FROM source WHERE id = @source)
           AND (SELECT first_entry + entries - 1 FROM source WHERE id = @source)
       UNION ALL SELECT entry FROM duplicate WHERE source = @source AND ordinal = @ordinal LIMIT 1`,
    )
    .pluck();
  for (const finding of findings) {
    const source = /^source (\d+)$/.exec(finding.subject)?.[1];
    const entry =
      source !== undefined && finding.ordinal !== undefined
        ? entryAt.get({ source: Number(source), ordinal: finding.ordinal })
        : undefined;
    insert.run(verification, entry ?? null, JSON.stringify(finding));
  }
}

function insertSources(db: WritableDb, verification: number, { axes }: VerifyReport): void {
  const insert = db.prepare('INSERT INTO verified_source (verification, source, content) VALUES (?, ?, ?)');
  for (const { axis, subject, status } of axes) {
    const source = /^source (\d+)$/.exec(subject)?.[1];
    if (axis === 'content' && source !== undefined) insert.run(verification, Number(source), status);
  }
}
