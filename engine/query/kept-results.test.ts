import { describe, expect, it } from 'vitest';
import type { Mark } from '../../shared/annotation/mark.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import type { WritableDb } from '../case/database.ts';
import { unwatched } from '../task.ts';
import { KeptResults } from './kept-results.ts';
import { countEntries } from './results.ts';
import { makeCase, recordVerification } from './testing/memory-case.ts';

const marks: readonly Mark[] = [
  { note: 'a gratuitous remark' },
  { tag: 'hot' },
  { code: { field: 'relevance', value: 'high' } },
  { code: { field: 'privilege', value: 'attorney-client' } },
];

/** A number that is left out: such a case has no review index, and the rows answer. */
const gap = `INSERT INTO entry_row (id, source, ordinal, line, offset, length, content, verdict)
  VALUES (9, 1, 8, 9, 0, 1, zeroblob(32), 'y')`;

function made(by: 'index' | 'rows' = 'index'): WritableDb {
  const db = makeCase([
    { values: { verdict: 'x' } },
    { values: { verdict: 'y' } },
    { values: { verdict: 'x' } },
  ]);
  if (by === 'rows') db.exec(gap);
  return db;
}

function annotate(db: WritableDb): void {
  for (const mark of marks) addAnnotation(db, { on: { entries: [1] }, mark, author: 'R' });
}

const matched = (db: WritableDb, query: string) => countEntries(db, query, unwatched).matched;

/** The index answers from the second time on that a column is asked for. */
function matchedTwice(db: WritableDb, query: string): number {
  matched(db, query);
  return matched(db, query);
}

const questions = [
  'tag:hot',
  'tag:h*',
  'tag:/^h.t$/',
  'has:tag',
  'note:gratuitous',
  'note:/grat+uitous/',
  'has:note',
  'gratuitous',
  'gratuit*',
  'word:remark',
  '/gratuitous/',
  'code.relevance:high',
  'code.relevance:*',
  'has:code',
  'is:reviewed',
  'is:privileged',
  'is:conflicting,privileged',
  'verdict:y OR tag:hot',
  'verdict:x tag:hot',
];

describe('an answer that was kept', () => {
  describe.each(['index', 'rows'] as const)('by the %s', (by) => {
    it.each(questions)('is not given again after an annotation that it depends on: %s', (query) => {
      const db = made(by);
      const before = matchedTwice(db, query);
      annotate(db);
      const afresh = made(by);
      annotate(afresh);
      expect(matched(afresh, query)).toBe(before + 1);
      expect(matched(db, query)).toBe(before + 1);
    });

    it('is not given again where what it depends on is denied', () => {
      const db = made(by);
      const before = matchedTwice(db, 'NOT tag:hot');
      annotate(db);
      expect(matched(db, 'NOT tag:hot')).toBe(before - 1);
    });

    it('is not given again after a verification, or where bytes came in again', () => {
      const db = made(by);
      const asked = ['integrity:verified', 'is:duplicated'];
      expect(asked.map((query) => matchedTwice(db, query))).toEqual([0, 0]);
      recordVerification(db, { sources: { 1: 'pass' } });
      db.exec('INSERT INTO duplicate VALUES (NULL, 1, 3, 4, 0, 0, 2)');
      expect(asked.map((query) => matched(db, query))).toEqual([by === 'rows' ? 4 : 3, 1]);
    });

    it('is given again after an annotation that it does not depend on', () => {
      const db = made(by);
      const queries = ['verdict:x', 'raw:verdict', 'integrity:verified'].map((query) => parseQuery(query));
      const kept = new KeptResults<number>(9);
      let answers = 0;
      const ask = () => queries.map((query) => kept.get(db, query, [], () => ++answers));
      expect(ask()).toEqual([1, 2, 3]);
      annotate(db);
      expect(ask()).toEqual([1, 2, 3]);
    });
  });

  it('is the one of its connection, its query and what else it depends on', () => {
    const [one, other] = [made(), made()];
    const kept = new KeptResults<number>(2);
    let answers = 0;
    const ask = (db: WritableDb, query: string, more: readonly unknown[] = []) =>
      kept.get(db, parseQuery(query), more, () => ++answers);
    expect([ask(one, 'verdict:x'), ask(one, 'verdict:x'), ask(one, ' verdict:"x" ')]).toEqual([1, 1, 1]);
    expect(ask(other, 'verdict:x')).toBe(2);
    expect(ask(one, 'verdict:x', [1])).toBe(3);
    expect([ask(one, 'verdict:x', [1]), ask(one, 'verdict:x')]).toEqual([3, 1]);
  });

  it('goes when others were asked for since', () => {
    const db = made();
    const kept = new KeptResults<number>(2);
    let answers = 0;
    const ask = (query: string) => kept.get(db, parseQuery(query), [], () => ++answers);
    expect([ask('a'), ask('b'), ask('a'), ask('c'), ask('a')]).toEqual([1, 2, 1, 3, 1]);
    expect(ask('b')).toBe(4);
  });
});
