import { describe, expect, it } from 'vitest';
import { matchedIds } from '../query/results.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { relatedEntries } from './related.ts';

const at = (minute: number) => new Date(Date.UTC(2025, 10, 1, 12, minute)).toISOString();
const db = makeCase([
  { values: { entry_id: 'a', image_id: 'img "1"', case_id: 'C', request_id: 'r', actor: 'u', time: at(30) } },
  { values: { entry_id: 'b', image_id: 'img "1"', case_id: 'C', actor: 'u', time: at(16) } },
  { values: { entry_id: 'c', image_id: 'img "1"', actor: 'u', time: at(14) } },
  { values: { entry_id: 'a', image_id: 'img "1"', time: at(40) }, conflictsWith: 1 },
  { values: { entry_id: 'd', image_id: 'other', request_id: 'r', time: 'soon', actor: 'u' } },
]);
db.exec(
  'INSERT INTO duplicate (source, ordinal, line, offset, length, entry) VALUES (2, 6, 7, 0, 0, 1), (2, 8, 9, 0, 0, 1)',
);
const ask = (id: number, first = 10) => relatedEntries(db, { id, first, minutes: 15 }, unwatched);

describe('what belongs to an entry', () => {
  it('is grouped by what they have in common, in the order of time', () => {
    const groups = ask(1).groups.map(({ entries, ...group }) => ({
      ...group,
      entries: entries.map(({ id }) => id),
    }));
    expect(groups).toEqual([
      {
        kind: 'image',
        value: 'img "1"',
        count: 3,
        query: 'image_id:"img \\"1\\""',
        entries: [3, 2, 4],
        previous: 2,
        next: 4,
      },
      { kind: 'case', value: 'C', count: 1, query: 'case_id:C', entries: [2], previous: 2, next: null },
      { kind: 'request', value: 'r', count: 1, query: 'request_id:r', entries: [5], previous: null, next: 5 },
      {
        kind: 'actor',
        value: 'u',
        count: 1,
        query: 'actor:u time:2025-11-01T12:15:00.000Z..2025-11-01T12:45:00.000Z',
        entries: [2],
        previous: 2,
        next: null,
      },
      {
        kind: 'conflicts',
        value: 'a',
        count: 1,
        query: 'entry_id:a is:conflicting',
        entries: [4],
        previous: null,
        next: 4,
      },
    ]);
  });

  it('is as many as its query shows, beside the entry itself', () => {
    for (const id of [1, 2, 3, 4, 5]) {
      for (const { query, count } of ask(id).groups)
        expect(matchedIds(db, { query }, unwatched).length, query).toBe(count + 1);
    }
  });

  it('lists those around it where there are more', () => {
    const image = ask(1, 1).groups.find(({ kind }) => kind === 'image');
    expect(image?.count).toBe(3);
    expect(image?.entries).toHaveLength(1);
  });

  it('counts where its bytes stand again', () => {
    expect(ask(1, 1).duplicates).toEqual({
      count: 2,
      first: [{ source: 2, sourceName: 'second.ndjson', line: 7 }],
    });
    expect(ask(2).duplicates.count).toBe(0);
  });

  it('leaves out the actor where the time is not understood', () => {
    expect(ask(5).groups.map(({ kind }) => kind)).toEqual(['image', 'request']);
  });

  it('refuses an entry that is not there', () => {
    expect(() => ask(6)).toThrow('no entry number 6');
  });
});
