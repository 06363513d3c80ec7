import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import type { WritableDb } from '../../case/database.ts';
import { isCoded, schema, storedColumns } from '../../case/schema.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { statedTime } from '../../import/time/time.ts';

/** One entry of a case that a test makes; by default its bytes are its values as JSON. */
export interface MadeEntry {
  readonly source?: number;
  readonly values: Partial<ColumnValues>;
  readonly raw?: Buffer;
  readonly conflictsWith?: number;
  /** Coded columns stand as text, as when the dictionary was full. */
  readonly literal?: boolean;
}

const lines: Layout = { form: 'ndjson', encoding: 'utf-8' };

/** The UUID of every made case: each is a copy of every other. */
const madeCase = '1d3b7c4e-2a0f-4c7e-9a55-0c1de2f30001';

/** A case in memory (or in a file) with these entries, numbered from 1, in sources 1 and 2, the second laid out as said. */
export function makeCase(
  entries: readonly MadeEntry[],
  path = ':memory:',
  second: Layout = lines,
): WritableDb {
  const db = new Database(path) as WritableDb;
  db.exec(schema);
  db.prepare(
    "INSERT INTO case_info (id, uuid, title, created) VALUES (1, ?, 'Test', '2025-11-01T00:00:00.000Z')",
  ).run(madeCase);
  insertSource(db, 1, 'trail.ndjson', lines);
  insertSource(db, 2, 'second.ndjson', second);
  addEntries(db, entries);
  return db;
}

/** What queries do not look at is zero or empty. */
function insertSource(db: WritableDb, id: number, name: string, layout: Layout): void {
  const columnsThere = db
    .prepare<[], { name: string; type: string }>(
      'SELECT name, type FROM pragma_table_info(\'source\') WHERE "notnull" OR pk',
    )
    .all();
  const blank = { INTEGER: 0n, TEXT: '', BLOB: Buffer.alloc(0) } as Record<string, unknown>;
  const row = {
    ...Object.fromEntries(columnsThere.map((column) => [column.name, blank[column.type]])),
    id: BigInt(id),
    name,
    layout: JSON.stringify(layout),
  };
  const names = columnsThere.map((column) => column.name);
  db.prepare(
    `INSERT INTO source (${names.join(', ')}) VALUES (${names.map((each) => `@${each}`).join(', ')})`,
  ).run(row);
}

function addEntries(db: WritableDb, entries: readonly MadeEntry[]): void {
  const names = [
    'source',
    'ordinal',
    'line',
    'offset',
    'length',
    'content',
    'conflicts_with',
    ...storedColumns,
  ];
  const insert = db.prepare(
    `INSERT INTO entry_row (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  );
  const chunks: Record<number, Buffer[]> = { 1: [], 2: [] };
  const offsets: Record<number, number> = { 1: 0, 2: 0 };
  const codes = new Map<string, number>();
  entries.forEach((entry, ordinal) => {
    const source = entry.source ?? 1;
    const raw = entry.raw ?? Buffer.from(JSON.stringify({ n: ordinal, ...entry.values }));
    const offset = offsets[source] ?? 0;
    const content = createHash('sha256').update(raw).digest();
    const place = {
      source,
      ordinal,
      line: ordinal + 1,
      offset,
      length: raw.length,
      content,
      conflicts_with: entry.conflictsWith ?? null,
    };
    insert.run({
      ...Object.fromEntries(storedColumns.map((name) => [name, null])),
      ...place,
      ...storedValues(db, entry, codes),
    });
    chunks[source]?.push(raw, Buffer.from('\n'));
    offsets[source] = offset + raw.length + 1;
  });
  for (const source of [1, 2]) {
    const bytes = Buffer.concat(chunks[source] ?? []);
    db.prepare("INSERT INTO chunk (source, seq, length, encoding, data) VALUES (?, 0, ?, 'stored', ?)").run(
      source,
      bytes.length,
      bytes,
    );
  }
}

function storedValues(
  db: WritableDb,
  { values, literal = false }: MadeEntry,
  codes: Map<string, number>,
): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  for (const { name, kind } of columns) {
    const value = values[name];
    if (value === null || value === undefined) continue;
    if (kind === 'time') {
      const { ms, ns, text } = statedTime(String(value));
      Object.assign(stored, { [name]: ms, [`${name}_ns`]: ns, [`${name}_text`]: text });
    } else if (isCoded(name) && !literal) {
      stored[name] = BigInt(codeOf(db, name, String(value), codes));
    } else {
      stored[name] = value;
    }
  }
  return stored;
}

function codeOf(db: WritableDb, column: string, value: string, codes: Map<string, number>): number {
  const known = codes.get(`${column} ${value}`);
  if (known !== undefined) return known;
  const code = codes.size;
  codes.set(`${column} ${value}`, code);
  db.prepare('INSERT INTO term (column, code, value) VALUES (?, ?, ?)').run(column, BigInt(code), value);
  return code;
}

/** Records a verification: sources by what their content axis said, entries at which an axis failed or only remarked. */
export function recordVerification(
  db: WritableDb,
  said: {
    sources: Record<number, 'pass' | 'fail' | 'unverifiable' | 'absent'>;
    broken?: number[];
    remarked?: number[];
    unlocated?: number;
  },
): void {
  const { sources, broken = [], remarked = [], unlocated = 0 } = said;
  const axes = Object.entries(sources).map(([source, status]) => ({
    axis: 'content' as const,
    subject: `source ${source}`,
    status,
    reason: '',
    checked: 1,
  }));
  const findingsTotal = broken.length + remarked.length + unlocated;
  const report: VerifyReport = {
    ok: broken.length === 0,
    kind: 'case',
    axes,
    chain: null,
    findings: [],
    findingsTotal,
  };
  const { lastInsertRowid } = db
    .prepare(
      "INSERT INTO verification (time, ok, findings_total, report) VALUES ('2025-12-01T00:00:00.000Z', ?, ?, ?)",
    )
    .run(report.ok ? 1n : 0n, BigInt(findingsTotal), JSON.stringify(report));
  const insert = db.prepare('INSERT INTO finding (verification, entry, body) VALUES (?, ?, ?)');
  const sourceOf = db.prepare<[number], number>('SELECT source FROM entry_row WHERE id = ?').pluck();
  const body = (id: number, axis: string) =>
    JSON.stringify({ code: 'X', axis, subject: `source ${sourceOf.get(id)}`, message: '' });
  for (const id of broken) insert.run(lastInsertRowid, BigInt(id), body(id, 'content'));
  for (const id of remarked) insert.run(lastInsertRowid, BigInt(id), body(id, 'time'));
  for (const [source, status] of Object.entries(sources)) {
    db.prepare('INSERT INTO verified_source VALUES (?, ?, ?)').run(lastInsertRowid, BigInt(source), status);
  }
}
