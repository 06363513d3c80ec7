import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../shared/contract/operations.ts';
import { eventBreaks } from '../../shared/custody/events.ts';
import type { WritableDb } from '../case/database.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { addAnnotation, undoAnnotation } from './annotate.ts';
import { annotationBreaks } from './breaks.ts';
import { isPrivileged, isReviewed } from './coding.ts';
import { annotationsOn, storedAnnotations } from './events.ts';
import { markedContents, unmarked } from './marks.ts';

const author = 'Ada Reviewer';

function threeEntries(): WritableDb {
  return makeCase(['a', 'b', 'a'].map((verdict, n) => ({ values: { entry_id: `log_${n}`, verdict } })));
}

function contentOf(db: WritableDb, id: number): Buffer {
  return db.prepare<[number], Buffer>('SELECT content FROM entry_row WHERE id = ?').pluck().get(id) as Buffer;
}

function marksOf(db: WritableDb, id: number) {
  return markedContents(db).byContent.get(contentOf(db, id).toString('hex')) ?? unmarked;
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
    expect(stored?.targets).toEqual(Buffer.concat(sorted));
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
    expect(marksOf(db, 1)).toEqual({
      tags: ['hot'],
      notes: [{ seq: 5, text: 'one' }],
      codes: new Map([['privilege', 'attorney-client']]),
    });
    expect(marksOf(db, 2)).toBe(marksOf(db, 3));
    expect(annotationsOn(db, contentOf(db, 1)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(annotationsOn(db, contentOf(db, 2)).map(({ seq }) => seq)).toEqual([1]);
  });

  it('is the same with events taken in as they come, and told anew', () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          ids: fc.subarray([1, 2, 3], { minLength: 1 }),
          mark: fc.constantFrom<Mark[]>(
            { tag: 'A' },
            { untag: 'A' },
            { tag: 'B' },
            { note: 'n' },
            { code: { field: 'f', value: '1' } },
            { code: { field: 'f', value: '' } },
          ),
        }),
      },
      { weight: 1, arbitrary: fc.constant('undo' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const db = threeEntries();
        // The oracle: events not undone, applied from nothing.
        const done: { ids: number[]; mark: Mark; seq: number }[] = [];
        let seq = 0;
        for (const each of steps) {
          if (each === 'undo') {
            if (done.length === 0) {
              expect(() => undoAnnotation(db, { author })).toThrow('no annotation left to undo');
              continue;
            }
            const undone = done.pop();
            expect(undoAnnotation(db, { author }).event.details['reverses']).toBe(undone?.seq);
            seq++;
          } else {
            addAnnotation(db, { on: { entries: each.ids }, mark: each.mark, author });
            done.push({ ...each, seq: ++seq });
          }
          for (const id of [1, 2, 3]) {
            const expected = { tags: new Set<string>(), notes: 0, codes: new Map<string, string>() };
            for (const { ids, mark } of done) {
              if (!ids.includes(id)) continue;
              if ('tag' in mark) expected.tags.add(mark.tag);
              else if ('untag' in mark) expected.tags.delete(mark.untag);
              else if ('note' in mark) expected.notes++;
              else if (mark.code.value === '') expected.codes.delete(mark.code.field);
              else expected.codes.set(mark.code.field, mark.code.value);
            }
            const { tags, notes, codes } = marksOf(db, id);
            expect({ tags: new Set(tags), notes: notes.length, codes }).toEqual(expected);
          }
        }
        expect([...annotationBreaks(db)]).toEqual([]);
        db.close();
      }),
      { numRuns: 60 },
    );
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
});

describe('coding', () => {
  const coded = (field: string, value: string) => ({ ...unmarked, codes: new Map([[field, value]]) });

  it('makes an entry reviewed, and privileged unless privilege is denied', () => {
    expect(isReviewed(coded('relevance', 'hot'))).toBe(true);
    expect(isReviewed(unmarked)).toBe(false);
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
    ['targets', 'UPDATE annotation SET targets = zeroblob(32) WHERE seq = 2', [{ seq: 2, fault: 'targets' }]],
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
