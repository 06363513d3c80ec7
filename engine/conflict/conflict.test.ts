import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadableDb } from '../case/database.ts';
import { openReadable } from '../case/open.ts';
import type { Layout } from '../import/layout/layout.ts';
import { importFiles, makeEntry, ndjson, temporaryFolder, write } from '../verify/testing/chained-case.ts';
import { compareConflict, comparedFields } from './compare.ts';
import { fieldLimit, fieldsOf, valueLimit } from './fields.ts';
import { conflicts } from './list.ts';

const lines: Layout = { form: 'ndjson', encoding: 'utf-8' };
const table: Layout = { form: 'table', encoding: 'utf-8', delimiter: ';', header: ['id', 'a.b', 'a.b', ''] };

/** Path, state and both texts, of two records' bytes. */
function compared(first: string, other: string, layout: Layout = lines) {
  const [a, b] = [first, other].map((text) => fieldsOf(layout, Buffer.from(text)));
  if (a === undefined || b === undefined) throw new Error('two records');
  return comparedFields(a, b).map(({ path, state, first, other }) => [
    path,
    state,
    first?.text ?? null,
    other?.text ?? null,
  ]);
}

async function caseOf<T>(files: readonly string[], work: (db: ReadableDb) => T): Promise<T> {
  const folder = temporaryFolder();
  const path = join(folder, 'c.casebound');
  for (const [n, content] of files.entries())
    await importFiles(path, [write(folder, `${n}.ndjson`, content)]);
  const db = openReadable(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('two records, field by field', () => {
  it('are told by every value of either, digit by digit', () => {
    expect(
      compared(
        '{"id":"x","n":1.0,"big":9007199254740993,"o":{"a":1,"b":[1,{"c":2}]},"gone":true}',
        '{"id":"x","n":1,"big":9007199254740992,"o":{"b":[1,{"c":"2"}],"a":1},"new":null}',
      ),
    ).toEqual([
      ['id', 'same', 'x', 'x'],
      ['n', 'different', '1.0', '1'],
      ['big', 'different', '9007199254740993', '9007199254740992'],
      ['o.a', 'same', '1', '1'],
      ['o.b.0', 'same', '1', '1'],
      ['o.b.1.c', 'different', '2', '2'],
      ['gone', 'only-first', 'true', null],
      ['new', 'only-other', null, 'null'],
    ]);
  });

  it('tell apart what is empty, null, and not there', () => {
    expect(compared('{"a":{},"b":[],"c":"","d":null}', '{"a":[],"b":null,"c":null}')).toEqual([
      ['a', 'different', '{}', '[]'],
      ['b', 'different', '[]', 'null'],
      ['c', 'different', '', 'null'],
      ['d', 'only-first', 'null', null],
    ]);
  });

  it('compare a name that stands twice once for each time', () => {
    expect(compared('{"a":1,"a":2}', '{"a":1,"a":3}')).toEqual([
      ['a', 'same', '1', '1'],
      ['"a (2)"', 'different', '2', '3'],
    ]);
    expect(compared('{"a":1,"a":2,"a (2)":0}', '{"a":1,"a":3,"a (2)":0}')).toEqual([
      ['a', 'same', '1', '1'],
      ['"a (3)"', 'different', '2', '3'],
      ['"a (2)"', 'same', '0', '0'],
    ]);
  });

  it('find a member named __proto__ like any other', () => {
    expect(compared('{"__proto__":{"x":1},"constructor":2}', '{"__proto__":{"x":2}}')).toEqual([
      ['__proto__.x', 'different', '1', '2'],
      ['constructor', 'only-first', '2', null],
    ]);
  });

  it('of a table are compared by their columns, the empty cells too', () => {
    expect(compared('1;x;"a;""b""";', '1;;"a;""b""";z', table)).toEqual([
      ['id', 'same', '1', '1'],
      ['"a.b"', 'different', 'x', ''],
      ['"a.b#2"', 'same', 'a;"b"', 'a;"b"'],
      ['"column 4"', 'different', '', 'z'],
    ]);
  });

  it('that are in UTF-16 are compared as what they say', () => {
    const utf16: Layout = { form: 'ndjson', encoding: 'utf-16le' };
    expect([...fieldsOf(utf16, Buffer.from('{"é":1.50}', 'utf16le')).values]).toEqual([
      ['é', { kind: 'number', text: '1.50' }],
    ]);
  });

  it('of hostile size are compared in part, and say so', () => {
    const wide = Buffer.from(JSON.stringify(Array.from({ length: fieldLimit + 1 }, (_, n) => n)));
    const fields = fieldsOf(lines, Buffer.from(`{"a":${wide}}`));
    expect(fields.values.size).toBe(fieldLimit);
    expect(fields.incomplete).toContain(String(fieldLimit));
    const deep = fieldsOf(lines, Buffer.from(`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`));
    expect([deep.values.size, deep.incomplete]).toEqual([0, expect.stringContaining('nested')]);
    const long = `{"a":"${'x'.repeat(valueLimit)}`;
    const [[, state, text] = []] = compared(`${long}1"}`, `${long}2"}`);
    expect(state).toBe('different');
    expect(String(text).length).toBeLessThan(valueLimit + 100);
    expect(text).toContain(`(${valueLimit + 1} characters)`);
  });
});

describe('the conflicts of a case', () => {
  const [a, b, c] = [makeEntry(1), makeEntry(2), makeEntry(3)] as const;
  const files = [
    ndjson([a, b, c]),
    ndjson([{ ...a, product: 'x' }, b, { ...c, request_id: 'r' }, { ...c, request_id: 's' }]),
    `${JSON.stringify(a).replace('{', '{ ')}\n`,
  ];

  it('are listed with where both stand, page by page', () =>
    caseOf(files, (db) => {
      const { rows, total } = conflicts(db, { offset: 0, limit: 10 });
      expect(total).toBe(4);
      expect(
        rows.map(({ entryId, first, other }) => [
          entryId,
          first.source,
          first.line,
          other.source,
          other.line,
        ]),
      ).toEqual([
        ['log_1', 1, 1, 2, 1],
        ['log_3', 1, 3, 2, 3],
        ['log_3', 1, 3, 2, 4],
        ['log_1', 1, 1, 3, 1],
      ]);
      expect(rows[0]?.first).toMatchObject({
        id: 1,
        sourceName: '0.ndjson',
        ordinal: 0,
        time: a['timestamp'],
      });
      expect(rows[0]?.first.content).toMatch(/^[0-9a-f]{64}$/);
      expect(conflicts(db, { offset: 1, limit: 2 })).toEqual({ rows: rows.slice(1, 3), total });
      expect(conflicts(db, { offset: 4, limit: 2 })).toEqual({ rows: [], total });
    }));

  it('are compared by the number of either entry', () =>
    caseOf(files, (db) => {
      const [conflict] = conflicts(db, { offset: 0, limit: 1 }).rows;
      if (conflict === undefined) throw new Error('no conflict');
      const comparison = compareConflict(db, conflict.other.id);
      expect(comparison).toMatchObject({ ...conflict, differing: 1, incomplete: null });
      expect(comparison.fields.filter(({ state }) => state !== 'same')).toEqual([
        {
          path: 'product',
          state: 'different',
          first: { kind: 'text', text: 'risk_score' },
          other: { kind: 'text', text: 'x' },
        },
      ]);
      expect(comparison.fields).toHaveLength(13);
      expect(compareConflict(db, conflict.first.id)).toEqual(comparison);
    }));

  it('that differ in white space alone differ in no field', () =>
    caseOf(files, (db) => {
      const last = conflicts(db, { offset: 3, limit: 1 }).rows[0];
      expect(compareConflict(db, last?.other.id ?? 0).differing).toBe(0);
    }));

  it('are none of an entry that is in none', () =>
    caseOf(files, (db) => {
      expect(() => compareConflict(db, 2)).toThrow('entry number 2 conflicts with no other');
      expect(() => compareConflict(db, 999)).toThrow('entry number 999 conflicts with no other');
    }));
});
