/** Changes of a case file under a schema that says something else for a moment: past its types and its indexes. */
import Database from 'better-sqlite3';
import { tamper } from './chained-case.ts';

interface Item {
  readonly rowid: number;
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly rootpage: number;
  readonly sql: string;
}

/** Makes a change while the schema is what `meanwhile` makes of it. */
export function changeUnder(path: string, meanwhile: (schema: Database.Database) => void, sql: string): void {
  const inSchema = (write: (db: Database.Database) => void) => {
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    write(db);
    db.close();
  };
  tamper(path, () => {
    let before: Item[] = [];
    inSchema((db) => {
      before = db.prepare<[], Item>('SELECT rowid, * FROM sqlite_schema WHERE sql IS NOT NULL').all();
      meanwhile(db);
    });
    const db = new Database(path);
    db.pragma('foreign_keys = OFF');
    db.exec(sql);
    db.close();
    inSchema((restored) => {
      const put = restored.prepare(
        'INSERT OR REPLACE INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (@rowid, @type, @name, @tbl_name, @rootpage, @sql)',
      );
      for (const item of before) put.run(item);
    });
  });
}

/** Tables that take values of any type, and none. */
export function withoutTypes(schema: Database.Database): void {
  schema.exec(
    `UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ' NOT NULL', ''), ') STRICT, ', ') '), ') STRICT', ')') WHERE type = 'table'`,
  );
}
