/** Changes of the rows of a case file, as somebody makes them who knows SQLite. */
import Database from 'better-sqlite3';
import { tamper } from './chained-case.ts';

/** What no verification is about: it is derived from entries and held against them wherever it is used, or it is a person's own. */
const apart = ['review_segment', 'review_array', 'view', 'search'];
/** Tables whose rows are told apart by other columns: the number of a row means nothing. */
const numbered = ['case_info', 'chunk', 'duplicate', 'quarantine', 'finding'];

const integers = [
  '-9223372036854775808',
  '-9007199254740993',
  '-1',
  '0',
  '1',
  '2',
  '7',
  '99',
  '9007199254740993',
  '9223372036854775807',
];
const texts = ["''", "'x'", "'{}'", "@ || ' '", '@ || char(0)', 'substr(@, 2)'];
/** By the type of a column: what stands in it instead; `@`: what stood there. */
const values: Readonly<Record<string, readonly string[]>> = {
  INTEGER: integers,
  REAL: ['-1.0', '0.0', '0.123456', '9e999'],
  BLOB: ["x''", "x'00'", 'substr(@, 2)', "@ || x'00'"],
  TEXT: texts,
  ANY: [...integers, "'z'", '1.5', "x'00'", 'NULL'],
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

/** Every change of the first rows of a table and of its last, in SQL. */
function* changesOf(db: Database.Database, table: string): Generator<string> {
  const columns = db
    .prepare<[string], Column>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)')
    .all(table);
  const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
  const names = columns.map(({ name }) => name);
  const key = keys.at(-1) as string;
  const rows = db
    .prepare<[], string>(
      `SELECT ${keys.map((name) => `'"${name}" = ' || quote("${name}")`).join(" || ' AND ' || ")} FROM ${table}`,
    )
    .pluck()
    .all();
  for (const where of new Set([...rows.slice(0, 4), ...rows.slice(-1)])) {
    yield `DELETE FROM ${table} WHERE ${where}`;
    for (const { name, type, notnull, pk } of columns) {
      if (pk > 0 && numbered.includes(table)) continue;
      for (const value of [...(values[type] ?? texts), ...(notnull === 0 && pk === 0 ? ['NULL'] : [])])
        yield `UPDATE ${table} SET "${name}" = ${value.replaceAll('@', `"${name}"`)} WHERE ${where}`;
    }
    const copy = (changed: Readonly<Record<string, string>>) =>
      `INSERT INTO ${table} SELECT ${names.map((name) => changed[name] ?? `"${name}"`).join(', ')} FROM ${table} WHERE ${where}`;
    for (const value of columns.some(({ name, type }) => name === key && type === 'INTEGER')
      ? integers
      : ["'zz'"])
      yield copy({ [key]: value });
    for (const { name, type, pk } of columns)
      if (type === 'INTEGER' && pk === 0)
        for (const value of integers) yield copy({ [key]: '1000', [name]: value });
  }
}

/** Every change of rows of the case at `path`, in SQL. */
export function changesOfCase(path: string): string[] {
  const db = new Database(path, { readonly: true });
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck()
    .all();
  const changes = tables
    .filter((name) => !apart.includes(name))
    .flatMap((table) => [...changesOf(db, table)]);
  db.close();
  return changes;
}

/** All that the tables hold, exactly. */
function contents(db: Database.Database, change: string): string {
  const table = /^\w+ (?:FROM |INTO )?(\w+)/.exec(change)?.[1] ?? '';
  const names = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  return JSON.stringify(
    db
      .prepare(`SELECT ${names.map((name) => `quote("${name}")`).join(', ')} FROM ${table}`)
      .raw()
      .all(),
  );
}

/** Makes a change in the case at `path`. @returns whether SQLite took it, and something is another than before */
export function makeChange(path: string, change: string): boolean {
  let isChanged = false;
  tamper(path, (db) => {
    const before = contents(db, change);
    try {
      db.exec(change);
    } catch {
      return;
    }
    isChanged = contents(db, change) !== before;
  });
  return isChanged;
}
