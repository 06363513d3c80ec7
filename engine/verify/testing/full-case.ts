import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { addAnnotation } from '../../annotation/annotate.ts';
import { closeWritable, openReadable, openWritable } from '../../case/open.ts';
import { checkCustody } from '../custody-check.ts';
import { Findings } from '../findings.ts';
import { recordVerification } from '../record.ts';
import {
  type ChainedEntry,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from './chained-case.ts';

const entries = trail(12);

/** A case with everything in it: duplicates, a conflict, a quarantined line, annotations, a recorded verification. */
async function fullCase(): Promise<string> {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const first = write(folder, 'first.ndjson', ndjson([...entries, '{"log_id":', entries[3] as ChainedEntry]));
  const conflicting = { ...makeEntry(4), action_recorded: 'approved' };
  const second = write(
    folder,
    'second.ndjson',
    ndjson([makeEntry(50), makeEntry(51), conflicting, entries[7] as ChainedEntry]),
  );
  await importFiles(path, [first]);
  await importFiles(path, [second]);
  const db = openWritable(path);
  addAnnotation(db, { on: { entries: [2, 3] }, mark: { note: 'Look again' }, author: 'Tester' });
  addAnnotation(db, { on: { entries: [4] }, mark: { tag: 'key' }, author: 'Tester' });
  closeWritable(db);
  const report = await verified(path);
  const writable = openWritable(path);
  recordVerification(writable, report, 'Tester');
  closeWritable(writable);
  return path;
}

const made = { path: '' };
/** A copy of the full case for one test. */
export async function copyOfCase(): Promise<string> {
  if (made.path === '')
    made.path = await fullCase().then((path) => `data:${readFileSync(path).toString('base64')}`);
  return write(temporaryFolder(), 'c.casebound', Buffer.from(made.path.slice(5), 'base64'));
}

/** What fails in it untouched: a record that stands twice in its source. */
export const untouched = ['sequence source 1'];

/** The axes that fail, each as `axis subject`, in a copy that was changed so. */
export async function failingAfter(change: (db: Database.Database) => void): Promise<string[]> {
  const path = await copyOfCase();
  tamper(path, change);
  return failing(await verified(path)).filter((axis) => !untouched.includes(axis));
}

/** Another value of the same storage class. */
const otherValue = `CASE typeof(@) WHEN 'integer' THEN @ + 1 WHEN 'real' THEN @ / 2 + 0.001 WHEN 'text' THEN @ || 'x'
  WHEN 'blob' THEN CAST(substr(@, 1, length(@) - 1) || x'2a' AS BLOB) ELSE 'new' END`;
/** What stands in a nullable column instead of nothing, by its type. */
const ofNumbers = ['stream_bytes', 'container', 'member_at', 'reread_of'];
const ofBytes = ['stream_sha256'];
/** SQL that gives a column another value. */
export const changed = (column: string) =>
  otherValue
    .replaceAll('@', `"${column}"`)
    .replace("'new'", ofNumbers.includes(column) ? '1' : ofBytes.includes(column) ? "x'2a'" : "'new'");

/** As `failingAfter`, for what the bytes of the sources have no part in. */
export async function custodyFailingAfter(change: (db: Database.Database) => void): Promise<string[]> {
  const path = await copyOfCase();
  tamper(path, change);
  const db = openReadable(path);
  const axes = checkCustody(db, new Findings());
  db.close();
  return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
}
