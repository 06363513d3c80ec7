import Database from 'better-sqlite3';
import type { ReadableDb } from '../case/database.ts';
import { schema } from '../case/schema.ts';
import type { Findings } from './findings.ts';

interface SchemaItem {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/**
 * Whether the tables, views and triggers are those that this program makes: a changed view could show what is not there.
 * `readable`: every table is, so that what follows can rely on names and types.
 */
export function checkSchema(db: ReadableDb, findings: Findings): { faults: number; readable: boolean } {
  const expected = made();
  const actual = items(db);
  const names = new Set([...expected.keys(), ...actual.keys()]);
  let faults = 0;
  let readable = true;
  for (const name of names) {
    if (expected.get(name) === actual.get(name)) continue;
    faults++;
    if (name.startsWith('table ') && expected.has(name)) readable = false;
    findings.add({
      axis: 'storage',
      subject: 'case',
      code: 'STORAGE_SCHEMA',
      message: `${name} is not as Casebound makes it: ${actual.has(name) ? (expected.has(name) ? 'it differs' : 'it does not belong there') : 'it is missing'}`,
    });
  }
  return { faults, readable };
}

/** What any SQLite tool may leave behind: it says how values are spread, and can make a query slow, not wrong. */
const statistics = new Map<string, string>([
  ['sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
]);

function made(): Map<string, string> {
  const db = new Database(':memory:') as ReadableDb;
  try {
    db.exec(schema);
    return items(db);
  } finally {
    db.close();
  }
}

function items(db: ReadableDb): Map<string, string> {
  const rows = db.prepare<[], SchemaItem>('SELECT type, name, sql FROM sqlite_schema').all();
  return new Map(
    rows
      .filter(({ type, name, sql }) => type !== 'table' || statistics.get(name) !== sql)
      .map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']),
  );
}
