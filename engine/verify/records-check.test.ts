/** Rows of a source that are missing, too many, or exchanged: each is told of once, and those behind it are found all the same. */
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import type { ReadableDb, WritableDb } from '../case/database.ts';
import { schema, storedColumns } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';
import { type Batch, valuesOf } from '../import/batch/batch.ts';
import { BatchBuilder } from '../import/batch/batch-builder.ts';
import { EntryRows } from '../import/store/entry-rows.ts';
import { rowsAtOnce } from '../import/store/run-extents.ts';
import { RecordsCheck } from './records-check.ts';

const records = 2 * rowsAtOnce + 7;
const firstId = 11;
/** Records that repeat others, by their ordinals: the entries that they repeat, by theirs. */
const repeated = new Map([
  [5, 3],
  [6, 3],
  [12, 11],
  [records - 1, 0],
]);
const entries = records - repeated.size;
const source = { id: 2, first_entry: firstId, entries, duplicates: repeated.size } as SourceRow;
const batch = built();
const untouched = stored();

/** Record by record, no two alike but those that repeat others. */
function built(): Batch {
  const builder = new BatchBuilder({});
  let offset = 0;
  for (let i = 0; i < records; i++) {
    const bytes = Buffer.from(`record ${repeated.get(i) ?? i}`);
    builder.begin({ bytes, offset, length: bytes.length, line: i + 1, fault: null });
    columns.forEach(({ name, kind }, column) => {
      if (kind === 'text') builder.text(column, `value ${i} of ${name}`);
    });
    offset += bytes.length + 1;
  }
  return builder.take();
}

/** A case file in which another source stands on each side. */
function stored(): Buffer {
  const db = new Database(':memory:') as WritableDb;
  db.exec(schema);
  db.pragma('foreign_keys = OFF');
  const idOf: number[] = [];
  const rows = new EntryRows(db, source.id);
  rows.begin(batch);
  for (let i = 0; i < records; i++) {
    if (repeated.has(i)) continue;
    idOf[i] = firstId + Object.keys(idOf).length;
    rows.add(i, idOf[i] as number, 0);
  }
  rows.flush();
  for (const [ordinal, of] of repeated)
    db.prepare(
      'INSERT INTO duplicate (source, ordinal, line, offset, length, entry) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(source.id, ordinal, batch.lines[ordinal], batch.offsets[ordinal], batch.lengths[ordinal], idOf[of]);
  for (const id of [firstId - 1, firstId + entries]) db.exec(copyOf(firstId, { id: `${id}`, source: '1' }));
  return db.serialize();
}

/** A further row, as that of entry `id` but for what is given. */
function copyOf(id: number, changed: Readonly<Record<string, string>>): string {
  const names = ['id', 'source', 'ordinal', 'line', 'offset', 'length', 'content', ...storedColumns];
  return `INSERT INTO entry_row SELECT ${names.map((name) => changed[name] ?? name).join(', ')}, NULL FROM entry_row WHERE id = ${id}`;
}

/** What is told, each as `ordinal: message`, after changes of the case file. */
function told(changes: readonly string[], of: SourceRow = source, read: Batch = batch): string[] {
  const db = new Database(untouched) as unknown as ReadableDb;
  db.pragma('foreign_keys = OFF');
  for (const sql of changes) db.exec(sql);
  const told: string[] = [];
  const check = new RecordsCheck(db, of, storedColumns, (message, { ordinal, actual }) =>
    told.push(`${ordinal ?? actual}: ${message.replace('the case file', 'file')}`),
  );
  const values = storedColumns.map((column) => valuesOf(read, column));
  for (let i = check.agreeing(read).count; i < read.count; i++) check.compare(read, i, values);
  check.finish();
  check.close();
  db.close();
  return told;
}

const missing = (ordinal: number) => `${ordinal}: the bytes hold a record that file does not list`;
const differs = (ordinal: number, what: string) =>
  `${ordinal}: file's ${what} is not what the stored bytes give`;
const misplaced = (ordinal: number) => `${ordinal}: file lists the entry out of its place`;
const surplus = expect.stringMatching(
  /^(a repetition of )?entry \d+, as record .*: file lists a record that/,
);

const ordinals = Array.from({ length: records }, (_, n) => n);
const entryOf = (ordinal: number) => firstId + ordinals.filter((n) => n < ordinal && !repeated.has(n)).length;
const ofEntries = ordinals.filter((n) => !repeated.has(n));

it('tell nothing of an untouched file', () => {
  expect(told([])).toEqual([]);
});

it('one entry is missing', () => {
  for (const ordinal of ofEntries) {
    const of = [...repeated].filter(([, of]) => of === ordinal).map(([n]) => differs(n, 'content hash'));
    expect(told([`DELETE FROM entry_row WHERE id = ${entryOf(ordinal)}`])).toEqual([missing(ordinal), ...of]);
  }
});

it('some entries in a row are missing', () => {
  const from = entryOf(20);
  expect(told([`DELETE FROM entry_row WHERE id BETWEEN ${from} AND ${from + 9}`])).toEqual(
    Array.from({ length: 10 }, (_, n) => missing(20 + n)),
  );
});

it('one repetition is missing', () => {
  for (const ordinal of repeated.keys())
    expect(told([`DELETE FROM duplicate WHERE ordinal = ${ordinal}`])).toEqual([missing(ordinal)]);
});

it('one repetition too many', () => {
  const numbers = ['-9223372036854775808', '-1', '9007199254740993', ...ordinals.map(String)];
  for (const ordinal of numbers)
    for (const like of [5, records - 1])
      expect(
        told([
          `INSERT INTO duplicate SELECT NULL, source, ${ordinal}, line, offset, length, entry FROM duplicate WHERE ordinal = ${like}`,
        ]),
      ).toEqual([surplus]);
});

it('one entry too many', () => {
  const longer = { ...source, entries: entries + 2 };
  for (const ordinal of [-1, 0, 4, 5, 30, records - 1, records, 2 ** 60])
    expect(
      told([copyOf(entryOf(4), { id: `${firstId + entries + 1}`, ordinal: `${ordinal}` })], longer),
    ).toEqual([surplus]);
});

it('one changed ordinal', () => {
  const numbers = ['-9223372036854775808', '-1', '9007199254740993'];
  for (const ordinal of ofEntries)
    for (const to of [...numbers, `${ordinal - 1}`, `${ordinal + 1}`, '0', `${records}`]) {
      if (to === `${ordinal}`) continue;
      expect(told([`UPDATE entry_row SET ordinal = ${to} WHERE id = ${entryOf(ordinal)}`])).toEqual([
        differs(ordinal, 'ordinal'),
      ]);
    }
  for (const ordinal of repeated.keys())
    for (const to of [ordinal - 1, ordinal + 1, 0, records])
      if (!repeated.has(to))
        expect(told([`UPDATE duplicate SET ordinal = ${to} WHERE ordinal = ${ordinal}`])).toEqual([
          differs(ordinal, 'ordinal'),
        ]);
});

it('one value changed', () => {
  for (const ordinal of ofEntries)
    for (const [column, what] of [
      ['offset', 'byte offset'],
      ['line', 'line'],
      ['length', 'length'],
    ] as const)
      for (const to of [-1, 0, 2 ** 40])
        if (column !== 'offset' || batch.offsets[ordinal] !== to)
          expect(told([`UPDATE entry_row SET ${column} = ${to} WHERE id = ${entryOf(ordinal)}`])).toEqual([
            differs(ordinal, what),
          ]);
});

/** SQL that exchanges two entries: what the one was is the other afterwards. */
const exchange = (a: number, b: number) => [
  `UPDATE entry_row SET id = -1 WHERE id = ${a}`,
  `UPDATE entry_row SET id = ${a} WHERE id = ${b}`,
  `UPDATE entry_row SET id = ${b} WHERE id = -1`,
];

it('two entries exchanged', () => {
  const of = new Set(repeated.values());
  for (const a of ofEntries.slice(0, 12))
    for (const b of ofEntries)
      if (a < b && !of.has(a) && !of.has(b))
        expect(told(exchange(entryOf(a), entryOf(b)))).toEqual([misplaced(a), misplaced(b)]);
});

it('two ordinals exchanged', () => {
  for (const a of ofEntries.slice(0, 5))
    for (const b of ofEntries)
      if (a < b)
        expect(
          told([
            `UPDATE entry_row SET ordinal = CASE ordinal WHEN ${a} THEN ${b} ELSE ${a} END WHERE id IN (${entryOf(a)}, ${entryOf(b)})`,
          ]),
        ).toEqual([differs(a, 'ordinal'), differs(b, 'ordinal')]);
});

it('a source that is said to begin elsewhere', () => {
  expect(told([], { ...source, first_entry: firstId + 1 })).toEqual([missing(0)]);
  expect(told([], { ...source, first_entry: firstId - 1 }).length).toBeLessThan(4);
});

it('rows all of which are wrong: each is told of, whatever they say', () => {
  const all = `WHERE source = ${source.id}`;
  const wrong = [
    `UPDATE entry_row SET ordinal = ordinal + 1000, offset = offset + 100000 ${all}`,
    `UPDATE entry_row SET ordinal = 9007199254740993, offset = 9007199254740993 ${all}`,
    `UPDATE entry_row SET ordinal = -ordinal - 2, offset = -1 ${all}`,
    `UPDATE entry_row SET ordinal = 7, offset = 9999999 ${all}`,
  ];
  const many = `WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 5000)
    INSERT INTO duplicate SELECT NULL, ${source.id}, 8, n, 9007199254740993, 1, 1 FROM n`;
  for (const sql of wrong) expect(told([sql]).length).toBeGreaterThanOrEqual(entries);
  for (const sql of wrong) {
    const found = told([sql, many]);
    expect(found.length).toBeGreaterThan(5000 + entries);
    expect(found.length).toBeLessThan(5000 + 8 * records);
  }
});
