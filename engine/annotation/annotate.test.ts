import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { codingLayoutSchema, proposedLayout } from '../../shared/annotation/layout.ts';
import type { Mark } from '../../shared/annotation/mark.ts';
import { eventBreaks } from '../../shared/custody/events.ts';
import type { WritableDb } from '../case/database.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { addAnnotation, setCodingLayout, undoAnnotation } from './annotate.ts';
import { annotationLog } from './annotation-log.ts';
import { annotationBreaks } from './breaks.ts';
import { isPrivileged, isReviewed } from './coding.ts';
import { entrySet } from './entry-set.ts';
import { storedAnnotations } from './events.ts';
import { annotationHistory, annotationsOn, layoutAnswer, marksOfEntry, summarize } from './history.ts';
import { unmarked } from './marks.ts';
import { findTargets } from './targets.ts';

const author = 'Ada Reviewer';

function threeEntries(): WritableDb {
  return makeCase(['a', 'b', 'a'].map((verdict, n) => ({ values: { entry_id: `log_${n}`, verdict } })));
}

function contentOf(db: WritableDb, id: number): Buffer {
  return db.prepare<[number], Buffer>('SELECT content FROM entry_row WHERE id = ?').pluck().get(id) as Buffer;
}

const setOf = (...ids: number[]) => entrySet(ids).toString('base64');

function marksOf(db: WritableDb, id: number) {
  return annotationLog(db).marks.get(id);
}

describe('adding', () => {
  it('makes one event for many entries, which commits to their sorted content hashes under a salt', () => {
    const db = threeEntries();
    const { event, entries } = addAnnotation(db, {
      on: { query: 'verdict:a' },
      mark: { tag: 'hot' },
      author,
    });
    expect(entries).toBe(2);
    const [stored] = [...storedAnnotations(db)];
    const sorted = [contentOf(db, 1), contentOf(db, 3)].sort(Buffer.compare);
    expect(stored?.entries).toEqual(entrySet([1, 3]));
    expect(stored?.others).toHaveLength(0);
    expect(stored?.salt).toHaveLength(16);
    const digest = createHash('sha256')
      .update(stored?.salt ?? '')
      .update(Buffer.concat(sorted))
      .digest('hex');
    expect(event).toMatchObject({
      seq: 1,
      actor: author,
      action: 'tag',
      details: { mark: { tag: 'hot' }, targets: { count: 2, digest } },
    });
    expect(stored?.event).toEqual(event);
  });

  it('is about what was found before, whatever matches by now, and stores one spelling of it', () => {
    const db = threeEntries();
    const found = findTargets(db, { query: '-tag:hot verdict:a' }, unwatched);
    expect(found).toEqual({ set: setOf(1, 3), entries: 2, first: 1 });
    addAnnotation(db, { on: { set: found.set }, mark: { tag: 'hot' }, author });
    // Entries 1 and 2 as two runs, the number of the second in more bytes than it takes.
    const other = Buffer.from([0, 0, 0x80, 0, 0]).toString('base64');
    addAnnotation(db, { on: { set: other }, mark: { tag: 'cold' }, author });
    expect(addAnnotation(db, { on: { set: found.set }, mark: { tag: 'late' }, author }).entries).toBe(2);
    expect([...storedAnnotations(db)].map(({ entries }) => entries)).toEqual([
      ...[entrySet([1, 3]), entrySet([1, 2]), entrySet([1, 3])],
    ]);
  });

  it('writes its custody event in the same transaction', () => {
    const db = threeEntries();
    addAnnotation(db, { on: { entries: [1, 2] }, mark: { note: 'seen' }, author });
    undoAnnotation(db, { author: 'Bob' });
    expect([...custodyEvents(db)]).toMatchObject([
      { actor: author, action: 'annotate', details: { annotation: 1, action: 'note', count: 2 } },
      { actor: 'Bob', action: 'annotate', details: { annotation: 2, action: 'undo', count: 2 } },
    ]);
    db.exec("CREATE TRIGGER refuse BEFORE INSERT ON custody BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(() => addAnnotation(db, { on: { entries: [1] }, mark: { tag: 'x' }, author })).toThrow();
    expect([...storedAnnotations(db)]).toHaveLength(2);
  });

  it.each<[string, Parameters<typeof addAnnotation>[1], string]>([
    [
      'no entry has the id',
      { on: { entryId: 'nope' }, mark: { tag: 'x' }, author },
      'no entry carries the id "nope"',
    ],
    ['nothing matches', { on: { query: 'verdict:z' }, mark: { tag: 'x' }, author }, 'no entry matches'],
    ['a row is not there', { on: { entries: [1, 99] }, mark: { tag: 'x' }, author }, 'not in this case'],
    ['a set goes beyond', { on: { set: setOf(2, 4) }, mark: { tag: 'x' }, author }, 'not in this case'],
    ['a set is none', { on: { set: 'gA==' }, mark: { tag: 'x' }, author }, 'not in this case'],
    ['a set is empty', { on: { set: '' }, mark: { tag: 'x' }, author }, 'not in this case'],
    ['text has no UTF-8 form', { on: { entries: [1] }, mark: { note: 'a\ud800' }, author }, 'lone surrogate'],
    [
      'a code has no UTF-8 form',
      { on: { entries: [1] }, mark: { code: { field: 'f', value: '\udfff' } }, author },
      'lone surrogate',
    ],
    ['the author is nobody', { on: { entries: [1] }, mark: { tag: 'x' }, author: ' ' }, 'needs an author'],
    ['a tag is empty', { on: { entries: [1] }, mark: { tag: '' }, author }, 'cannot be said'],
    ['the mark is none', { on: { entries: [1] }, mark: {} as Mark, author }, 'cannot be said'],
  ])('is refused where %s', (_, question, message) => {
    const db = threeEntries();
    expect(() => addAnnotation(db, question)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(message) }),
    );
    expect([...storedAnnotations(db)]).toEqual([]);
  });

  it('keeps notes of a megabyte, in any script, byte for byte', () => {
    const db = threeEntries();
    const note = `${'検証 "\\\u0000💥'.repeat(80_000)}`;
    addAnnotation(db, { on: { entryId: 'log_1' }, mark: { note }, author });
    expect(marksOf(db, 2).notes).toEqual([{ seq: 1, text: note }]);
    expect([...annotationBreaks(db)]).toEqual([]);
  });
});

describe('what is effectively said', () => {
  it('is what the events say in order', () => {
    const db = threeEntries();
    const on = { entries: [1] };
    addAnnotation(db, { on: { query: '' }, mark: { tag: 'all' }, author });
    addAnnotation(db, { on, mark: { tag: 'hot' }, author });
    addAnnotation(db, { on, mark: { untag: 'all' }, author });
    addAnnotation(db, { on, mark: { code: { field: 'privilege', value: 'attorney-client' } }, author });
    addAnnotation(db, { on, mark: { note: 'one' }, author });
    expect(marksOf(db, 1)).toMatchObject({
      tags: ['hot'],
      notes: [{ seq: 5, text: 'one' }],
      codes: new Map([['privilege', 'attorney-client']]),
    });
    expect(marksOf(db, 2)).toBe(marksOf(db, 3));
    expect(annotationsOn(db, 1, unwatched).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(annotationsOn(db, 2, unwatched).map(({ seq }) => seq)).toEqual([1]);
  });
});

describe('undoing', () => {
  it('reverses one event after the other, never an undo', () => {
    const db = threeEntries();
    for (const tag of ['a', 'b']) addAnnotation(db, { on: { entries: [1] }, mark: { tag }, author });
    expect(undoAnnotation(db, { author }).event).toMatchObject({
      seq: 3,
      action: 'undo',
      details: { reverses: 2, targets: { count: 1 } },
    });
    expect(undoAnnotation(db, { author }).event).toMatchObject({ seq: 4, details: { reverses: 1 } });
    expect(marksOf(db, 1).tags).toEqual([]);
    expect(() => undoAnnotation(db, { author })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect([...storedAnnotations(db)]).toHaveLength(4);
  });

  it("takes back a person's own last word where it is asked to, whatever others said since", () => {
    const db = threeEntries();
    addAnnotation(db, { on: { entries: [1] }, mark: { note: 'mine' }, author: 'Ada' });
    addAnnotation(db, { on: { entries: [1] }, mark: { note: 'theirs' }, author: 'Bob' });
    expect(undoAnnotation(db, { author: 'Ada', own: true }).event.details).toMatchObject({ reverses: 1 });
    expect(() => undoAnnotation(db, { author: 'Ada', own: true })).toThrow('no annotation of Ada left');
    expect(undoAnnotation(db, { author: 'Ada' }).event.details).toMatchObject({ reverses: 2 });
  });

  it('takes back any event by its number, an undo too', () => {
    const db = threeEntries();
    for (const tag of ['a', 'b']) addAnnotation(db, { on: { entries: [1] }, mark: { tag }, author });
    undoAnnotation(db, { author, event: 1 });
    expect(marksOf(db, 1).tags).toEqual(['b']);
    expect(() => undoAnnotation(db, { author, event: 1 })).toThrow('taken back, by event 3');
    expect(() => undoAnnotation(db, { author, event: 9 })).toThrow('no annotation event 9');
    expect(undoAnnotation(db, { author, event: 3 }).event.details).toMatchObject({ reverses: 3 });
    expect(marksOf(db, 1).tags).toEqual(['a', 'b']);
    const { events } = annotationHistory(db, { entry: 1, limit: 10 }, unwatched);
    expect(events.map(({ seq, reversedBy, entries }) => [seq, reversedBy, entries])).toEqual([
      [4, null, 1],
      [3, 4, 1],
      [2, null, 1],
      [1, null, 1],
    ]);
    expect(annotationHistory(db, { entry: 2, limit: 10 }, unwatched)).toEqual({ events: [], total: 0 });
    expect(annotationHistory(db, { before: 3, limit: 1 }, unwatched).events).toMatchObject([{ seq: 2 }]);
    expect([...annotationBreaks(db)]).toEqual([]);
  });
});

describe('a coding layout', () => {
  const layout = codingLayoutSchema.parse({
    fields: [
      { name: 'relevance', values: [{ value: 'hot', key: '1' }, { value: 'cold' }], required: true },
      { name: 'remark' },
    ],
    tags: [{ name: 'fraud', color: 'red', key: '2' }],
  });
  const code = (field: string, value: string) => ({
    on: { entries: [1] },
    mark: { code: { field, value } },
    author,
  });

  it('is an event, says what may be coded, and can be undone', () => {
    const db = threeEntries();
    addAnnotation(db, code('Anything', 'goes'));
    expect(layoutAnswer(db, unwatched)).toEqual({ layout: proposedLayout, set: null });
    const { event, entries } = setCodingLayout(db, { layout, author });
    expect([event.action, entries]).toEqual(['layout', 0]);
    expect(layoutAnswer(db, unwatched)).toMatchObject({ layout, set: { event: 2, author } });
    addAnnotation(db, code('relevance', 'hot'));
    addAnnotation(db, code('remark', 'any text'));
    addAnnotation(db, code('Anything', ''));
    expect(() => addAnnotation(db, code('relevance', 'hott'))).toThrow('did you mean "hot"?');
    expect(() => addAnnotation(db, code('relevanc', 'hot'))).toThrow('did you mean "relevance"?');
    expect(marksOfEntry(db, 1, unwatched)).toMatchObject({
      codes: [
        { field: 'relevance', value: 'hot', event: 3, author },
        { field: 'remark', value: 'any text', event: 4 },
      ],
      reviewed: true,
      privileged: false,
    });
    expect(summarize(db, unwatched)).toMatchObject({
      entries: 3,
      reviewed: 1,
      codes: [
        { field: 'relevance', values: [{ value: 'hot', entries: 1 }] },
        { field: 'remark', values: [{ value: 'any text', entries: 1 }] },
      ],
    });
    undoAnnotation(db, { author, event: 2 });
    addAnnotation(db, code('relevance', 'hott'));
    expect(layoutAnswer(db, unwatched).set).toBeNull();
    expect([...annotationBreaks(db)]).toEqual([]);
  });

  it('without the required fields leaves an entry unreviewed', () => {
    const db = threeEntries();
    setCodingLayout(db, { layout, author });
    addAnnotation(db, code('remark', 'seen'));
    expect(summarize(db, unwatched).reviewed).toBe(0);
    addAnnotation(db, { on: { entries: [1, 2] }, mark: { reviewed: true }, author });
    expect(summarize(db, unwatched).reviewed).toBe(2);
  });

  it.each<[string, unknown]>([
    ['a field twice', { fields: [{ name: 'a' }, { name: 'A' }] }],
    ['a value twice', { fields: [{ name: 'a', values: [{ value: 'x' }, { value: 'x' }] }] }],
    ['a tag twice', { fields: [], tags: [{ name: 'a' }, { name: 'a' }] }],
    [
      'a key twice',
      { fields: [{ name: 'a', values: [{ value: 'x', key: '1' }] }], tags: [{ name: 't', key: '1' }] },
    ],
    ['a key that is none', { fields: [{ name: 'a', values: [{ value: 'x', key: '0' }] }] }],
    ['a colour that is none', { fields: [], tags: [{ name: 'a', color: 'puce' }] }],
    ['a name that is no text', { fields: [{ name: '\ud800' }] }],
    ['a name of spaces', { fields: [{ name: ' ' }] }],
  ])('does not have %s', (_, wrong) => {
    expect(codingLayoutSchema.safeParse(wrong).success).toBe(false);
  });
});

describe('coding', () => {
  const coded = (field: string, value: string) => ({ ...unmarked, codes: new Map([[field, value]]) });

  it('makes an entry reviewed, and privileged unless privilege is denied', () => {
    expect(isReviewed(coded('relevance', 'hot'), [])).toBe(true);
    expect(isReviewed(unmarked, [])).toBe(false);
    expect(isReviewed(coded('relevance', 'hot'), ['relevance', 'privilege'])).toBe(false);
    expect(isReviewed(coded('privilege', 'none'), ['privilege'])).toBe(true);
    expect(isReviewed({ ...coded('relevance', 'hot'), reviewed: false }, [])).toBe(false);
    expect(isReviewed({ ...unmarked, reviewed: true }, ['privilege'])).toBe(true);
    for (const value of ['attorney-client', 'yes', 'unsure'])
      expect(isPrivileged(coded('Privilege', value))).toBe(true);
    for (const value of ['none', 'No', 'not_privileged', 'Not Privileged', 'false'])
      expect(isPrivileged(coded('privileged', value))).toBe(false);
    expect(isPrivileged(coded('relevance', 'privileged'))).toBe(false);
  });
});

describe('the chain', () => {
  it('cannot be changed through SQLite without its triggers being dropped', () => {
    const db = threeEntries();
    addAnnotation(db, { on: { entries: [1] }, mark: { tag: 'x' }, author });
    expect(() => db.exec("UPDATE annotation SET actor = 'Eve'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM annotation')).toThrow('append-only');
  });

  it.each([
    [
      'text',
      "UPDATE annotation SET details = replace(details, 'first', 'other') WHERE seq = 1",
      [{ seq: 1, fault: 'hash' }],
    ],
    [
      'details that do not read',
      "UPDATE annotation SET details = '{' WHERE seq = 1",
      [
        { seq: 1, fault: 'hash' },
        { seq: 1, fault: 'targets' },
      ],
    ],
    ['an event taken out', 'DELETE FROM annotation WHERE seq = 2', [{ seq: 3, fault: 'seq' }]],
    ['targets', 'UPDATE annotation SET entries = zeroblob(4) WHERE seq = 2', [{ seq: 2, fault: 'targets' }]],
    ['a salt', 'UPDATE annotation SET salt = zeroblob(16) WHERE seq = 3', [{ seq: 3, fault: 'targets' }]],
  ])('shows a change of %s', (_, change, expected) => {
    const db = threeEntries();
    for (const note of ['first', 'second', 'third'])
      addAnnotation(db, { on: { entries: [1] }, mark: { note }, author });
    db.exec(`DROP TRIGGER annotation_no_update; DROP TRIGGER annotation_no_delete; ${change}`);
    expect([...annotationBreaks(db)]).toMatchObject(expected);
  });

  it('is one chain when two connections append in turn, and busy is told as locked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-annotate-'));
    const path = join(folder, 'a.casebound');
    const first = makeCase([{ values: { entry_id: 'log_0' } }], path);
    const second = new Database(path, { timeout: 20 }) as WritableDb;
    const on = { entries: [1] };
    addAnnotation(first, { on, mark: { tag: 'a' }, author });
    addAnnotation(second, { on, mark: { tag: 'b' }, author });
    expect(marksOf(first, 1).tags).toEqual(['a', 'b']);
    first.exec('BEGIN IMMEDIATE');
    expect(() => addAnnotation(second, { on, mark: { tag: 'c' }, author })).toThrow(
      expect.objectContaining({ code: 'CASE_LOCKED' }),
    );
    first.exec('COMMIT');
    addAnnotation(second, { on, mark: { tag: 'c' }, author });
    expect([...annotationBreaks(first)]).toEqual([]);
    expect([...eventBreaks(nodeDigest, custodyEvents(first))]).toEqual([]);
    expect(marksOf(first, 1).tags).toEqual(['a', 'b', 'c']);
    first.close();
    second.close();
    rmSync(folder, { recursive: true });
  });
});
