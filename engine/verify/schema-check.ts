import Database from 'better-sqlite3';
import type { ReadableDb } from '../case/database.ts';
import { schema } from '../case/schema.ts';
import type { Findings } from './findings.ts';

interface SchemaItem {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Whether the tables, views and triggers are those that this program makes: a changed view could show what is not there. */
export function checkSchema(db: ReadableDb, findings: Findings): number {
  const expected = items(made());
  const actual = items(db);
  const names = new Set([...expected.keys(), ...actual.keys()]);
  let faults = 0;
  for (const name of names) {
    if (expected.get(name) === actual.get(name)) continue;
    faults++;
    findings.add({
      axis: 'storage',
      subject: 'case',
      code: 'STORAGE_SCHEMA',
      message: `${name} is not as Casebound makes it: ${actual.has(name) ? (expected.has(name) ? 'it differs' : 'it does not belong there') : 'it is missing'}`,
    });
  }
  return faults;
}

function made(): ReadableDb {
  const db = new Database(':memory:') as ReadableDb;
  db.exec(schema);
  return db;
}

function items(db: ReadableDb): Map<string, string> {
  const rows = db
    .prepare<[], SchemaItem>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
    .all();
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']));
}
