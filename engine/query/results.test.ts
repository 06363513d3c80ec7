import { describe, expect, it } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import { cancelled } from '../../shared/errors.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { unwatched } from '../task.ts';
import { countEntries, matchedIds, pageOfEntries, positionOfEntry } from './results.ts';
import { type MadeEntry, makeCase, recordVerification } from './testing/memory-case.ts';

const author = 'R';

describe('a page of a result', () => {
  const db = makeCase([
    { values: { entry_id: 'log_1', verdict: 'b', confidence: 0.5, time: '2025-11-01T10:00:00.0000002Z' } },
    { values: { entry_id: 'log_2', verdict: 'a', time: '2025-11-01T10:00:00.0000001Z' } },
    {
      values: { entry_id: 'log_1', verdict: 'a', confidence: 0.1, time: '2025-11-01T12:00:00+02:00' },
      conflictsWith: 1,
    },
    { values: { verdict: 'c', confidence: 0.5, time: 'noon' }, literal: true, source: 2 },
    { values: {}, source: 2 },
  ]);
  const sorted = (column: (typeof columns)[number]['name'], descending: boolean) => [
    ...matchedIds(db, { query: '', sort: { column, descending } }, unwatched),
  ];

  it('stands in the order of the sources by default', () => {
    expect([...matchedIds(db, { query: '' }, unwatched)]).toEqual([1, 2, 3, 4, 5]);
  });

  it('is sorted with entries without a value last and equal ones in the order of the sources', () => {
    expect(sorted('verdict', false)).toEqual([2, 3, 1, 4, 5]);
    expect(sorted('verdict', true)).toEqual([4, 1, 2, 3, 5]);
    expect(sorted('confidence', false)).toEqual([3, 1, 4, 2, 5]);
    expect(sorted('confidence', true)).toEqual([1, 4, 3, 2, 5]);
    expect(sorted('time', false)).toEqual([3, 2, 1, 4, 5]);
    expect(sorted('time', true)).toEqual([1, 2, 3, 4, 5]);
    expect(sorted('entry_id', false)).toEqual([1, 3, 2, 4, 5]);
  });

  it('has readable values, conflicts on both sides, tags and notes', () => {
    addAnnotation(db, { on: { entries: [4] }, mark: { tag: 'hot' }, author });
    addAnnotation(db, { on: { entries: [4] }, mark: { note: 'see' }, author });
    const { rows, matched, total } = pageOfEntries(
      db,
      { query: 'verdict:*', offset: 1, limit: 3 },
      unwatched,
    );
    expect({ matched, total }).toEqual({ matched: 4, total: 5 });
    expect(rows.map(({ id, source, ordinal, conflict }) => ({ id, source, ordinal, conflict }))).toEqual([
      { id: 2, source: 1, ordinal: 1, conflict: false },
      { id: 3, source: 1, ordinal: 2, conflict: true },
      { id: 4, source: 2, ordinal: 3, conflict: false },
    ]);
    const blank = Object.fromEntries(columns.map(({ name }) => [name, null]));
    expect(rows[2]).toMatchObject({
      tags: ['hot'],
      notes: 1,
      values: { ...blank, verdict: 'c', confidence: 0.5, time: 'noon' },
    });
    expect(rows[1]?.values.time).toBe('2025-11-01T12:00:00+02:00');
    expect(
      pageOfEntries(db, { query: 'id:log_1', offset: 0, limit: 9 }, unwatched).rows.map(
        ({ conflict }) => conflict,
      ),
    ).toEqual([true, true]);
    expect(pageOfEntries(db, { query: '', offset: 5, limit: 9 }, unwatched).rows).toEqual([]);
  });

  it('knows where an entry stands', () => {
    const sort = { column: 'verdict' as const, descending: false };
    expect(positionOfEntry(db, { query: '-verdict:b', sort, entry: 4 }, unwatched)).toBe(2);
    expect(positionOfEntry(db, { query: 'verdict:a', sort, entry: 4 }, unwatched)).toBe(-1);
  });
});

describe('a result', () => {
  const some = (count: number): MadeEntry[] =>
    Array.from({ length: count }, (_, n) => ({
      values: { entry_id: `e${n}`, verdict: n % 3 === 0 ? 'x' : 'y' },
    }));

  it('is the same until something that it depends on changes', () => {
    const db = makeCase(some(10));
    const before = matchedIds(db, { query: 'verdict:x' }, unwatched);
    expect(matchedIds(db, { query: '  verdict:"x"' }, unwatched)).toEqual(before);
    expect(countEntries(db, 'tag:hot', unwatched).matched).toBe(0);
    expect(countEntries(db, 'integrity:verified', unwatched).matched).toBe(0);
    addAnnotation(db, { on: { query: 'verdict:x' }, mark: { tag: 'hot' }, author });
    expect(countEntries(db, 'tag:hot', unwatched)).toMatchObject({ matched: 4, total: 10 });
    expect(matchedIds(db, { query: 'verdict:x' }, unwatched)).toEqual(before);
    recordVerification(db, { sources: { 1: 'pass' } });
    expect(countEntries(db, 'integrity:verified', unwatched).matched).toBe(10);
    db.exec(
      "INSERT INTO entry_row (source, ordinal, line, offset, length, content, verdict) VALUES (1, 10, 11, 0, 1, zeroblob(32), 'x')",
    );
    expect(countEntries(db, 'verdict:x', unwatched)).toMatchObject({ matched: 5, total: 11 });
  });

  it('can be cancelled while it is searched, and searched again after it', () => {
    const db = makeCase(some(5_000));
    let looks = 0;
    const stops = {
      progress() {},
      checkCancelled() {
        if (++looks > 2) throw cancelled('nothing was changed');
      },
    };
    for (const query of ['verdict:x', 'raw:x', 'spectral']) {
      looks = 0;
      expect(() => matchedIds(db, { query }, stops)).toThrow(expect.objectContaining({ code: 'CANCELLED' }));
    }
    expect(countEntries(db, 'verdict:x', unwatched).matched).toBe(1_667);
    looks = 0;
    expect(() =>
      matchedIds(db, { query: '', sort: { column: 'entry_id', descending: true } }, stops),
    ).toThrow('cancelled');
    expect(matchedIds(db, { query: '', sort: { column: 'entry_id', descending: true } }, unwatched)[0]).toBe(
      1_000,
    );
  });
});

describe('integrity', () => {
  it('is what the last recorded verification said', () => {
    const db = makeCase([{ values: {} }, { values: {} }, { values: {}, source: 2 }]);
    const said = () =>
      pageOfEntries(db, { query: '', offset: 0, limit: 9 }, unwatched).rows.map(({ integrity }) => integrity);
    expect(said()).toEqual(['unchecked', 'unchecked', 'unchecked']);
    recordVerification(db, { sources: { 1: 'fail' }, broken: [2], remarked: [1] });
    expect(said()).toEqual(['verified', 'broken', 'unchecked']);
    recordVerification(db, { sources: { 1: 'pass', 2: 'absent' }, remarked: [1, 2, 3] });
    expect(said()).toEqual(['verified', 'verified', 'unverifiable']);
  });

  it('calls no entry verified in a source with faults that were not pinned to entries', () => {
    const db = makeCase([{ values: {} }, { values: {} }]);
    recordVerification(db, { sources: { 1: 'fail' }, broken: [2], unlocated: 1 });
    expect([...matchedIds(db, { query: 'integrity:verified' }, unwatched)]).toEqual([]);
    expect([...matchedIds(db, { query: 'integrity:unverifiable' }, unwatched)]).toEqual([1]);
  });
});
