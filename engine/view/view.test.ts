import { describe, expect, it } from 'vitest';
import { viewSchema } from '../../shared/contract/view-operations.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { addSearch, clearSearches, mostSearches, pastSearches } from './past-searches.ts';
import { removeView, renameView, savedViews, saveView } from './saved-views.ts';

const author = 'Ada';
const view = viewSchema.parse({
  name: 'Escalated',
  query: 'action:escalated',
  columns: [
    { name: 'time', width: 120 },
    { name: 'verdict', pinned: true },
  ],
  sort: { column: 'confidence', descending: true },
  zone: 'Europe/Berlin',
});

describe('saved views', () => {
  it('are kept by name with columns, order and zone', () => {
    const db = makeCase([]);
    const saved = saveView(db, { view, author, replace: false });
    expect(saved).toMatchObject({ ...view, author });
    saveView(db, { view: viewSchema.parse({ name: 'all' }), author, replace: false });
    expect(savedViews(db)).toMatchObject([
      { name: 'all', query: '', columns: [], sort: null, zone: 'UTC' },
      view,
    ]);
  });

  it('are not replaced, and no name is taken, by accident', () => {
    const db = makeCase([]);
    saveView(db, { view, author, replace: false });
    const other = { ...view, query: 'verdict:a' };
    expect(() => saveView(db, { view: other, author, replace: false })).toThrow('"Escalated" already');
    expect(savedViews(db)[0]?.query).toBe('action:escalated');
    expect(saveView(db, { view: other, author, replace: true }).query).toBe('verdict:a');
    saveView(db, { view: { ...view, name: 'B' }, author, replace: false });
    expect(() => renameView(db, { name: 'B', to: 'Escalated' })).toThrow('already');
    expect(renameView(db, { name: 'B', to: 'C' }).name).toBe('C');
    expect(() => renameView(db, { name: 'B', to: 'D' })).toThrow('no saved view "B"');
    removeView(db, 'C');
    expect(() => removeView(db, 'C')).toThrow('no saved view');
    expect(savedViews(db)).toHaveLength(1);
  });

  it('are refused with a query, a zone or a name that is none', () => {
    const db = makeCase([]);
    expect(() => saveView(db, { view: { ...view, query: '(' }, author, replace: false })).toThrow('position');
    expect(() => saveView(db, { view: { ...view, name: '\ud800' }, author, replace: false })).toThrow(
      'UTF-8',
    );
    expect(viewSchema.safeParse({ ...view, zone: 'Mars/Olympus' }).success).toBe(false);
    expect(viewSchema.safeParse({ ...view, zone: 'local' }).success).toBe(true);
  });

  it('that another hand made unreadable are left out', () => {
    const db = makeCase([]);
    saveView(db, { view, author, replace: false });
    db.exec("UPDATE view SET columns = '{'");
    expect(savedViews(db)).toEqual([]);
  });
});

describe('past searches', () => {
  const search = (query: string, parent: number | null = null, examiner = author) => ({
    examiner,
    query,
    parent,
    matched: 7,
  });

  it('branch, each knowing the one that it came from, and are of one examiner', () => {
    const db = makeCase([]);
    const first = addSearch(db, search('a'));
    const left = addSearch(db, search('a b', first.id));
    const right = addSearch(db, search('a c', first.id));
    expect([left.parent, right.parent]).toEqual([first.id, first.id]);
    expect(addSearch(db, search('a b', first.id)).id).toBe(left.id);
    expect(addSearch(db, search('x', first.id, 'Bob')).parent).toBeNull();
    const listed = pastSearches(db, { examiner: author, limit: 10 });
    expect(new Set(listed.map(({ query }) => query))).toEqual(new Set(['a', 'a b', 'a c']));
    clearSearches(db, author);
    expect(pastSearches(db, { examiner: author, limit: 10 })).toEqual([]);
    expect(pastSearches(db, { examiner: 'Bob', limit: 10 })).toHaveLength(1);
  });

  it('are the last so many; what branched from one that went begins anew', () => {
    const db = makeCase([]);
    const first = addSearch(db, search('first'));
    db.exec("UPDATE search SET time = '2000-01-01T00:00:00.000Z'");
    const branch = addSearch(db, search('branch', first.id));
    for (let n = 0; n < mostSearches - 1; n++) addSearch(db, search(`n${n}`));
    const kept = pastSearches(db, { examiner: author, limit: 1000 });
    expect(kept).toHaveLength(mostSearches);
    expect(kept.find(({ id }) => id === branch.id)).toMatchObject({ query: 'branch', parent: null });
    expect(kept.some(({ query }) => query === 'first')).toBe(false);
  });
});
