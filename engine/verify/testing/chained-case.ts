import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { ImportResult } from '../../../shared/domain/import.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import { openReadable } from '../../case/open.ts';
import { importInto } from '../../import/import-into.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { verifyExport } from '../export/verify-export.ts';
import { keptStates } from '../state/kept-states.ts';
import { verifyCase } from '../verify-case.ts';

/** An entry as a product that chains its log keeps it. */
export interface ChainedEntry {
  readonly log_id: string;
  readonly prev_hash: string;
  readonly entry_hash: string;
  readonly [name: string]: unknown;
}

export function makeEntry(n: number): Record<string, unknown> & { log_id: string } {
  const time = 1_762_266_151_847 + n * 60_000;
  // At the same moment to a part of a millisecond, as a clock an hour ahead of UTC writes it.
  const loggedAt = `${new Date(time + 3_600_000).toISOString().slice(0, -1)}${n}+01:00`;
  return {
    log_id: `log_${n}`,
    request_id: `det_${n}`,
    product: n % 2 === 0 ? 'frame_detect' : 'risk_score',
    model_version: 'origin-1.2',
    timestamp: new Date(time).toISOString(),
    image_id: `img_${n % 3}`,
    result: {
      verdict: n % 4 === 0 ? 'authentic' : 'ai_generated',
      confidence: 0.5 + n / 1000,
      reviewer_note: `Note ${n}`,
    },
    context: { case_id: `CLM-${n % 2}`, submitted_by: 'user_1' },
    action_recorded: 'escalated',
    logged_at: loggedAt,
  };
}

/** SHA-256 over the RFC 8785 form, 64 zeros first. */
export function chained(
  entries: readonly (Record<string, unknown> & { log_id: string })[],
  previous = '0'.repeat(64),
): ChainedEntry[] {
  let last = previous;
  return entries.map((entry) => {
    const linked = { ...entry, prev_hash: last };
    last = hash('sha256', canonicalize(linked));
    return { ...linked, entry_hash: last };
  });
}

export function trail(count: number): ChainedEntry[] {
  return chained(Array.from({ length: count }, (_, n) => makeEntry(n)));
}

/** Entries that state only their own hash: SHA-256 over the hash before, a line feed, and their RFC 8785 form. */
export function impliedTrail(count: number, product = 'frame_detect'): Record<string, unknown>[] {
  let before = '';
  return Array.from({ length: count }, (_, n) => {
    const entry = { ...makeEntry(n), product };
    before = hash('sha256', `${before}\n${canonicalize(entry)}`);
    return { ...entry, entry_hash: before };
  });
}

export function ndjson(entries: readonly (object | string)[]): string {
  return entries.map((entry) => `${typeof entry === 'string' ? entry : JSON.stringify(entry)}\n`).join('');
}

/** A table of entries' own values, which holds line endings and quotes; a text stands as a line. */
export function csv(entries: readonly (Record<string, unknown> | string)[]): string {
  const names = ['log_id', 'timestamp', 'action_recorded', 'entry_hash', 'note'];
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const rows = entries.map((entry, n) =>
    typeof entry === 'string'
      ? entry
      : names
          .map((name) => cell(name === 'note' && n % 5 === 0 ? 'two\r\nlines, "quoted"' : entry[name]))
          .join(','),
  );
  return [names.join(','), ...rows].map((line) => `${line}\r\n`).join('');
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export function write(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Imports files into the case at `path`, which is made where there is none. */
export function importFiles(path: string, paths: readonly string[], partial = false): Promise<ImportResult> {
  return importInto({ path, paths, partial, live: false, actor: 'Tester' }, unwatched, new StopFlag());
}

export async function verified(path: string, partial = false): Promise<VerifyReport> {
  const db = openReadable(path);
  try {
    return await verifyCase(db, path, { partial }, unwatched, new StopFlag());
  } finally {
    db.close();
  }
}

/** A verification of a case that goes on from what is kept in `file`, and keeps there what it derived. */
export async function verifiedKeeping(path: string, file: string): Promise<VerifyReport> {
  const db = openReadable(path);
  const states = keptStates(db, file, undefined);
  try {
    return await verifyCase(db, path, { partial: false, states }, unwatched, new StopFlag());
  } finally {
    states.close();
    db.close();
  }
}

/** The same files as one case, and as a folder of exports. */
export async function verifiedBothWays(
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<{ readonly asCase: VerifyReport; readonly asExport: VerifyReport }> {
  const folder = temporaryFolder();
  const paths = files.map(([name, content]) => write(folder, name, content));
  const path = `${temporaryFolder()}/c.casebound`;
  await importFiles(path, paths);
  return { asCase: await verified(path), asExport: await verifiedExport(folder) };
}

export function verifiedExport(path: string, partial = false): Promise<VerifyReport> {
  return verifyExport(path, { partial }, unwatched, new StopFlag());
}

/** Changes a case file as somebody would who knows SQLite: the triggers taken off, and put back. */
export function tamper(path: string, change: (db: Database.Database) => void): void {
  const db = new Database(path);
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  change(db);
  for (const { sql } of triggers) db.exec(sql);
  db.close();
}

/** `axis subject: status` of every axis that is not as a clean chained case has it. */
export function failing({ axes }: VerifyReport): string[] {
  return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
}

export function statusOf({ axes }: VerifyReport, axis: string, subject = 'source 1'): string | undefined {
  return axes.find((each) => each.axis === axis && each.subject === subject)?.status;
}

/** Findings of the vendor's own chain and of the order of records, without those of the case file. */
export function chainFindings({ findings }: VerifyReport) {
  return findings
    .filter(({ code }) => code.startsWith('CHAIN_') || code === 'RECORD_REPEATED')
    .map(({ code, ordinal, line, byteOffset, entryId, expected, actual }) => ({
      code,
      ordinal,
      line,
      byteOffset,
      entryId,
      expected,
      actual,
    }));
}
