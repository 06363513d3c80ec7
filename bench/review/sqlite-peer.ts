import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { codedColumns, isCoded } from '../../engine/case/schema.ts';
import { type Peer, sqlPeer } from './peer.ts';
import { facetFields } from './questions.ts';

/** SQLite on a copy of the case, with an index on each column that is filtered, counted or sorted by. */
export function sqlitePeer(caseFile: string): Peer {
  const copy = `${caseFile}.indexed`;
  copyFileSync(caseFile, copy);
  const db = new Database(copy);
  for (const column of [...facetFields, 'time', 'confidence']) {
    db.exec(`CREATE INDEX bench_${column} ON entry_row (${column})`);
  }
  db.exec('ANALYZE');
  db.pragma('cache_size = -400000');
  const code = db
    .prepare<[string, string], number>('SELECT code FROM term WHERE column = ? AND value = ?')
    .pluck();
  return sqlPeer(
    'SQLite with indexes',
    {
      table: 'entry_row',
      equals: (column, value) =>
        `${column} = ${isCoded(column) ? (code.get(column, value) ?? -1) : `'${value}'`}`,
      contains: (text) =>
        [
          ...['note', 'entry_id', 'request_id'].map((column) => `${column} LIKE '%${text}%'`),
          ...codedColumns.map(
            (column) =>
              `${column} IN (SELECT code FROM term WHERE column = '${column}' AND value LIKE '%${text}%')
               OR (typeof(${column}) = 'text' AND ${column} LIKE '%${text}%')`,
          ),
        ].join(' OR '),
      rows: async (sql) => db.prepare(sql).raw().all() as unknown[][],
    },
    () => db.close(),
  );
}
