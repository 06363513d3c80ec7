import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EntryIntegrity } from '../../shared/domain/case.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { matchedIds } from './results.ts';
import { type MadeEntry, makeCase, recordVerification } from './testing/memory-case.ts';
import { holds, type PlainEntry } from './testing/oracle.ts';
import { extra, query, values, word } from './testing/random-cases.ts';

const said = fc.record({
  tags: fc.subarray(['A', 'straße']),
  notes: fc.array(
    word.filter((each) => each !== ''),
    { maxLength: 2 },
  ),
  privilege: fc.constantFrom(null, 'none', 'work product'),
});
const statuses = ['pass', 'fail', 'unverifiable', 'absent'] as const;
const entry = fc.record({
  values,
  extra,
  said,
  literal: fc.boolean(),
  conflicts: fc.boolean(),
  duplicated: fc.boolean(),
  source: fc.constantFrom(1, 2),
  broken: fc.boolean(),
});

type Drawn = typeof entry extends fc.Arbitrary<infer T> ? T : never;

function rawOf(drawn: readonly Drawn[], i: number): string {
  return JSON.stringify({ n: i, ...drawn[i]?.values, ...drawn[i]?.extra });
}

function caseOf(drawn: readonly Drawn[], contents: Record<number, (typeof statuses)[number]> | null) {
  const db = makeCase(
    drawn.map(
      ({ values: stated, literal, source, conflicts }, i): MadeEntry => ({
        values: stated,
        literal,
        source,
        raw: Buffer.from(rawOf(drawn, i)),
        ...(conflicts && i > 0 ? { conflictsWith: 1 } : {}),
      }),
    ),
  );
  drawn.forEach(({ duplicated }, i) => {
    if (duplicated) db.prepare('INSERT INTO duplicate VALUES (NULL, 1, 0, 0, 0, 0, ?)').run(BigInt(i + 1));
  });
  drawn.forEach(({ said: { tags, notes, privilege } }, i) => {
    const on = { entries: [i + 1] };
    for (const tag of tags) addAnnotation(db, { on, mark: { tag }, author: 'R' });
    for (const note of notes) addAnnotation(db, { on, mark: { note }, author: 'R' });
    if (privilege !== null)
      addAnnotation(db, { on, mark: { code: { field: 'privilege', value: privilege } }, author: 'R' });
  });
  const broken =
    contents === null
      ? []
      : drawn.flatMap((each, i) => (each.broken && contents[each.source] === 'fail' ? [i + 1] : []));
  if (contents !== null)
    recordVerification(db, { sources: contents, broken, remarked: drawn.map((_, i) => i + 1) });
  const plain = drawn.map((each, i): PlainEntry => {
    const status = contents?.[each.source];
    const recomputed = status === 'pass' || status === 'fail' ? 'verified' : 'unverifiable';
    const integrity: EntryIntegrity = broken.includes(i + 1)
      ? 'broken'
      : status === undefined
        ? 'unchecked'
        : recomputed;
    return {
      ...each.said,
      values: each.values,
      source: each.source,
      sourceName: each.source === 1 ? 'trail.ndjson' : 'second.ndjson',
      raw: rawOf(drawn, i),
      duplicated: each.duplicated,
      codes: each.said.privilege === null ? {} : { privilege: each.said.privilege },
      conflicting: i > 0 ? each.conflicts : drawn.some(({ conflicts }, later) => later > 0 && conflicts),
      privileged: each.said.privilege === 'work product',
      integrity,
    };
  });
  return { db, plain };
}

it('finds exactly the entries for which the query holds, read naively', () => {
  const contents = fc.option(fc.record({ 1: fc.constantFrom(...statuses) }), { nil: null });
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      contents,
      fc.array(query, { minLength: 1, maxLength: 8 }),
      (drawn, verified, queries) => {
        const { db, plain } = caseOf(drawn, verified);
        for (const text of queries) {
          const expected = plain.flatMap((each, i) => (holds(parseQuery(text), each) ? [i + 1] : []));
          expect([...matchedIds(db, { query: text }, unwatched)], text).toEqual(expected);
        }
        db.close();
      },
    ),
    { numRuns: Number(process.env['CASEBOUND_RUNS'] ?? 60) },
  );
});

it('takes the largest queries that the language allows', () => {
  const db = makeCase([
    { values: { verdict: 'w999', note: 'only w1' } },
    { values: { verdict: 'v9998' } },
    { values: {} },
  ]);
  const words = Array.from({ length: 1_000 }, (_, n) => `w${n}`);
  expect([...matchedIds(db, { query: words.join(' OR ') }, unwatched)]).toEqual([1]);
  expect([...matchedIds(db, { query: words.map((each) => `-${each}`).join(' ') }, unwatched)]).toEqual([
    2, 3,
  ]);
  const list = Array.from({ length: 9_999 }, (_, n) => `v${n}`);
  expect([...matchedIds(db, { query: `verdict:${list}` }, unwatched)]).toEqual([2]);
  const times = Array.from({ length: 9_000 }, () => '2025-11-01');
  expect([...matchedIds(db, { query: `-time:${times}` }, unwatched)]).toEqual([1, 2, 3]);
  const deep = `${'-('.repeat(50)}verdict:v9998${')'.repeat(50)}`;
  expect([...matchedIds(db, { query: deep }, unwatched)]).toEqual([2]);
  const zigzag = `${'x OR -(y '.repeat(49)}verdict:v9998${')'.repeat(49)}`;
  expect([...matchedIds(db, { query: zigzag }, unwatched)]).toEqual([1, 2, 3]);
});

it('finds the same entries where a word stands in more terms than a list may hold', () => {
  const db = makeCase([
    { values: { note: 'other' } },
    { values: { product: 'many' } },
    { values: {} },
    { values: {} },
  ]);
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO term (column, code, value) SELECT 'verdict', i, 'many ' || i FROM n;
    UPDATE entry_row SET verdict = 29999 WHERE id = 1; UPDATE entry_row SET verdict = 'Many', action = 'x' WHERE id = 4`);
  expect([...matchedIds(db, { query: 'many' }, unwatched)]).toEqual([1, 2, 4]);
  expect([...matchedIds(db, { query: '-many OR "many 29999"' }, unwatched)]).toEqual([1, 3]);
});

it('sends no text of the query to SQLite but as a bound value', () => {
  const db = makeCase([
    { values: { verdict: `'; DROP TABLE entry_row; --`, note: "x' OR '1'='1" } },
    { values: { verdict: 'b' } },
  ]);
  expect([...matchedIds(db, { query: `verdict:"'; DROP TABLE entry_row; --"` }, unwatched)]).toEqual([1]);
  expect([...matchedIds(db, { query: `"' OR '1'='1"` }, unwatched)]).toEqual([1]);
});
