import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '../../../shared/annotation/mark.ts';
import type { WritableDb } from '../../case/database.ts';
import { custodyEvents } from '../../custody/log.ts';
import { makeCase } from '../../query/testing/memory-case.ts';
import { unwatched } from '../../task.ts';
import { addAnnotation, setCodingLayout, undoAnnotation } from '../annotate.ts';
import { annotationLog } from '../annotation-log.ts';
import { annotationBreaks } from '../breaks.ts';
import { storedAnnotations } from '../events.ts';
import { exportAnnotations } from './export-annotations.ts';
import { importAnnotations, previewAnnotations } from './merge.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-exchange-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** The path of a file with all that a copy says. */
function exported(db: WritableDb): string {
  const out = join(folder, `${files++}.ndjson`);
  exportAnnotations(db, { out }, unwatched);
  return out;
}
/** What was said to come of it, and came. */
function taken(db: WritableDb, path: string) {
  const before = db.serialize();
  const preview = previewAnnotations(db, path, unwatched);
  expect(db.serialize().equals(before)).toBe(true);
  const merged = importAnnotations(db, { path, actor: 'Importer' }, unwatched);
  expect(merged).toEqual(preview);
  return merged;
}

const made = (n: number) => ({ values: { entry_id: `log_${n}` }, raw: Buffer.from(`entry ${n}`) });
const ids = [1, 2, 3, 4, 5, 6];
const original = () => makeCase(ids.map(made));
const copyOf = (db: WritableDb) => new Database(db.serialize()) as WritableDb;

const say = (db: WritableDb, author: string, mark: Mark, entries: number[] = [1]) =>
  addAnnotation(db, { on: { entries }, mark, author });
const code = (value: string, field = 'relevance'): Mark => ({ code: { field, value } });

function told(db: WritableDb) {
  const { marks } = annotationLog(db);
  return ids.map((id) => {
    const { tags, codes, notes, reviewed } = marks.get(id);
    return {
      tags: tags.toSorted(),
      codes: [...codes].sort(),
      notes: notes.map(({ text }) => text).sort(),
      reviewed,
    };
  });
}

describe('annotations of two copies', () => {
  beforeEach(() => vi.useRealTimers());

  it('are merged without loss, each as its author wrote it, and never twice', () => {
    const mine = original();
    say(mine, 'Ada', { tag: 'common' });
    const theirs = copyOf(mine);
    say(mine, 'Ada', { note: 'mine' });
    say(theirs, 'Bob', { note: 'theirs' }, [1, 2]);
    undoAnnotation(theirs, { author: 'Bob', event: 1 });
    const path = exported(theirs);
    expect(taken(mine, path)).toMatchObject({
      sameCase: true,
      events: 3,
      added: 2,
      authors: [{ author: 'Bob', events: 2 }],
      duplicates: 1,
      entries: 2,
      missing: 0,
      conflictsTotal: 0,
    });
    const events = [...storedAnnotations(mine)].map(({ event }) => event);
    expect(events.map(({ actor, action }) => [actor, action])).toEqual([
      ['Ada', 'tag'],
      ['Ada', 'note'],
      ['Bob', 'note'],
      ['Bob', 'undo'],
    ]);
    const [, first, second] = [...storedAnnotations(theirs)].map(({ event }) => event);
    expect(events[2]).toMatchObject({
      time: first?.time,
      details: { mark: { note: 'theirs' }, origin: { seq: 2, prev: first?.prev, hash: first?.hash } },
    });
    expect(events[3]?.details).toMatchObject({ reverses: 1, origin: { hash: second?.hash, reverses: 1 } });
    expect(told(mine)[0]).toMatchObject({ tags: [], notes: ['mine', 'theirs'] });
    expect(told(mine)[1]).toMatchObject({ notes: ['theirs'] });
    expect([...annotationBreaks(mine)]).toEqual([]);
    expect([...custodyEvents(mine)].at(-1)).toMatchObject({
      actor: 'Importer',
      action: 'annotate',
      details: {
        action: 'import',
        events: 2,
        first: 3,
        annotation: 4,
        hash: events[3]?.hash,
        hashes: [events[2]?.hash, events[3]?.hash],
      },
    });
    expect(taken(mine, path)).toMatchObject({ added: 0, duplicates: 3, conflictsTotal: 0 });
    expect([...storedAnnotations(mine)]).toHaveLength(4);
    expect(taken(theirs, exported(mine))).toMatchObject({ added: 1, duplicates: 3 });
    expect(told(theirs)).toEqual(told(mine));
  });

  it('say the same in the end, whatever was done in which order on clocks that differ', () => {
    const mark = fc.constantFrom<Mark[]>(
      { tag: 'A' },
      { untag: 'A' },
      { note: 'n' },
      code('hot'),
      code('cold'),
      code(''),
      { reviewed: true },
      { reviewed: false },
    );
    const step = fc.record({
      where: fc.constantFrom(0, 1, 2),
      /** The clock of a copy may run ahead, or back. */
      time: fc.integer({ min: 0, max: 5 }),
      what: fc.oneof(
        { weight: 4, arbitrary: fc.record({ mark, on: fc.subarray(ids, { minLength: 1 }) }) },
        { weight: 2, arbitrary: fc.record({ undo: fc.nat() }) },
        { weight: 1, arbitrary: fc.record({ from: fc.constantFrom(0, 1, 2) }) },
      ),
    });
    vi.useFakeTimers({ toFake: ['Date'] });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
        const first = original();
        vi.setSystemTime(0);
        say(first, 'Ada', code('warm'), [1, 2]);
        const copies = [first, copyOf(first), copyOf(first)];
        const written = new Set([[...storedAnnotations(first)][0]?.event.hash]);
        for (const { where, time, what } of steps) {
          const db = copies[where] as WritableDb;
          vi.setSystemTime(time);
          if ('from' in what) {
            if (what.from !== where) taken(db, exported(copies[what.from] as WritableDb));
            continue;
          }
          const before = [...storedAnnotations(db)].length;
          const author = `author ${where}`;
          if ('mark' in what) {
            const { event } = addAnnotation(db, { on: { entries: what.on }, mark: what.mark, author });
            written.add(event.hash);
            // What a person does holds at once, whatever the clocks say.
            if ('code' in what.mark) {
              const { field, value } = what.mark.code;
              for (const id of what.on) {
                expect(annotationLog(db).marks.get(id).codes.get(field) ?? '').toBe(value);
              }
            }
          } else {
            const event = (what.undo % before) + 1;
            if (annotationLog(db).reversedBy.has(event)) continue;
            written.add(undoAnnotation(db, { author, event }).event.hash);
          }
        }
        // All to the first, and from there to all.
        for (const other of [1, 2]) taken(copies[0] as WritableDb, exported(copies[other] as WritableDb));
        for (const other of [1, 2]) taken(copies[other] as WritableDb, exported(copies[0] as WritableDb));
        for (const db of copies) {
          expect(told(db)).toEqual(told(copies[0] as WritableDb));
          expect(new Set(annotationLog(db).all.map(({ id }) => id))).toEqual(written);
          expect(annotationLog(db).all).toHaveLength(written.size);
          expect([...annotationBreaks(db)]).toEqual([]);
          // Told anew, as by whoever opens the file next, it is the same as kept up to date.
          expect(told(copyOf(db))).toEqual(told(db));
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('that contradict each other are both kept, and told', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(1000);
    const mine = original();
    const theirs = copyOf(mine);
    say(mine, 'Ada', code('hot'), [1, 2, 3]);
    say(mine, 'Ada', code('none', 'privilege'), [1]);
    say(mine, 'Ada', { tag: 'same' }, [1]);
    vi.setSystemTime(2000);
    say(theirs, 'Bob', code('cold'), [2, 3, 4]);
    say(theirs, 'Bob', code('none', 'privilege'), [1]);
    say(theirs, 'Bob', { tag: 'same' }, [1]);
    vi.setSystemTime(500);
    say(theirs, 'Bob', { untag: 'same' }, [1]);
    const result = taken(mine, exported(theirs));
    expect(result.conflicts).toEqual([
      {
        about: 'code',
        name: 'relevance',
        here: { value: 'hot', event: 1, author: 'Ada', time: '1970-01-01T00:00:01.000Z' },
        there: { value: 'cold', event: 4, author: 'Bob', time: '1970-01-01T00:00:02.000Z' },
        prevails: 'there',
        entries: 2,
        examples: [2, 3],
      },
      expect.objectContaining({
        about: 'tag',
        name: 'same',
        here: expect.objectContaining({ value: 'on' }),
        // Written on a clock that had gone back, yet after what its author had seen.
        there: expect.objectContaining({ value: 'off', event: 7 }),
        prevails: 'there',
        examples: [1],
      }),
    ]);
    expect(told(mine).map(({ codes }) => Object.fromEntries(codes)['relevance'])).toEqual([
      'hot',
      'cold',
      'cold',
      'cold',
      undefined,
      undefined,
    ]);
    // Knowing what the other said, the next word is no conflict.
    say(mine, 'Ada', code('hot'), [2]);
    expect(taken(theirs, exported(mine)).conflicts).toMatchObject([
      { about: 'code', here: { value: 'cold' }, there: { value: 'hot' }, prevails: 'here', examples: [3] },
      { about: 'tag', here: { value: 'off' }, there: { value: 'on' }, prevails: 'here', examples: [1] },
    ]);
    expect(told(theirs)).toEqual(told(mine));
  });

  it('of two layouts keep both, and tell which holds', () => {
    const mine = original();
    const theirs = copyOf(mine);
    const layout = (name: string) => ({ fields: [{ name, values: [], required: false }], tags: [] });
    setCodingLayout(mine, { layout: layout('a'), author: 'Ada' });
    setCodingLayout(theirs, { layout: layout('b'), author: 'Bob' });
    const { conflicts } = taken(mine, exported(theirs));
    expect(conflicts).toMatchObject([{ about: 'layout', entries: 0 }]);
    taken(theirs, exported(mine));
    expect(annotationLog(mine).layout.layout).toEqual(annotationLog(theirs).layout.layout);
  });

  it('hang on contents: they come back when the same entries arrive later, and are lost in no copy between', () => {
    const mine = original();
    say(mine, 'Ada', { tag: 'hot' }, [5, 6]);
    const other = makeCase([made(5), made(0)]);
    expect(taken(other, exported(mine))).toMatchObject({ added: 1, entries: 2, missing: 1 });
    expect([...annotationBreaks(other)]).toEqual([]);
    const third = makeCase([made(1)]);
    expect(taken(third, exported(other))).toMatchObject({ missing: 2 });
    const { content } =
      mine.prepare<[], { content: Buffer }>('SELECT content FROM entry_row WHERE id = 6').get() ?? {};
    const arrive = (db: WritableDb, id: number) =>
      db
        .prepare(
          'INSERT INTO entry_row (id, source, ordinal, line, offset, length, content) VALUES (?, 1, 9, 9, 0, 0, ?)',
        )
        .run(id, content);
    for (const [db, id] of [
      [other, 3],
      [third, 2],
    ] as const) {
      expect(annotationLog(db).marks.get(id).tags).toEqual([]);
      arrive(db, id);
      expect(annotationLog(db).marks.get(id).tags).toEqual(['hot']);
      undoAnnotation(db, { author: 'Bob', event: 1 });
      expect(annotationLog(db).marks.get(id).tags).toEqual([]);
      expect([...annotationBreaks(db)]).toEqual([]);
    }
    expect(taken(mine, exported(third))).toMatchObject({ added: 1, duplicates: 1, missing: 0 });
    expect(annotationLog(mine).marks.get(5).tags).toEqual([]);
  });
});

describe('a file of annotations that is not what it should be', () => {
  const db = original();
  say(db, 'Ada', { note: '<script>alert(1)</script>\u0000 a \u202e b' }, [1, 2]);
  say(db, 'Ada', code('hot'), [2]);
  undoAnnotation(db, { author: 'Ada', event: 2 });
  const good = readFileSync(exported(db), 'utf8');
  const lines = good.trimEnd().split('\n');

  const refused = (text: string | Buffer) => {
    const path = join(folder, 'hostile.ndjson');
    writeFileSync(path, text);
    const into = original();
    const before = into.serialize();
    try {
      taken(into, path);
    } catch (error) {
      expect(into.serialize().equals(before)).toBe(true);
      return error;
    }
    return null;
  };

  it('is taken as it is, otherwise', () => {
    expect(refused(good)).toBeNull();
  });

  const change = (line: number, from: string | RegExp, to: string) =>
    `${lines.map((each, i) => (i === line ? each.replace(from, to) : each)).join('\n')}\n`;
  it.each<[string, string | Buffer, string]>([
    ['is empty', '', 'line 1: the file ends here'],
    ['is something else', '{"log_id":"log_1"}\n', 'line 1: it does not read'],
    ['is of a later version', change(0, 'annotations/1', 'annotations/2'), 'line 1: it does not read'],
    ['is cut', good.slice(0, -200), 'the file ends here'],
    ['is cut after an event', `${lines.slice(0, 4).join('\n')}\n`, 'line 5: the file ends here'],
    ['goes on', `${good}x`, 'more behind its end'],
    ['is no UTF-8', Buffer.concat([Buffer.from(good.slice(0, 700)), Buffer.from([0xff])]), 'ends here'],
    [
      'names an author who did not say it',
      change(3, '"Ada"', '"Eve"'),
      'chain of its events does not hold at event 2',
    ],
    ['says something else', change(2, 'script', 'scribe'), 'does not hold at event 1'],
    ['has an event too few', `${lines.toSpliced(3, 1).join('\n')}\n`, 'line 5: it does not read'],
    ['has an event of no form', change(2, '"note":', '"shout":'), 'no known form'],
    ['calls an event another', change(2, '"action":"note"', '"action":"tag"'), 'the event is no "tag"'],
    ['is about other entries', change(2, '"about":"AAE="', '"about":"AAA="'), 'commits to'],
    ['is about entries without end', change(2, '"about":"AAE="', '"about":"AP////8P"'), 'does not have'],
    ['is about no set', change(2, '"about":"AAE="', '"about":"gA=="'), 'does not have'],
    ['promises more contents', change(0, '"entries":2', '"entries":9007199254740991'), 'more entries than'],
    [
      'has no whole contents',
      change(1, /"contents":".{4}/, '"contents":"'),
      'line 2: it does not hold 2 content hashes',
    ],
    ['reverses what is to come', change(4, '"reverses":2', '"reverses":3'), 'reverses an event to come'],
    ['has another end', change(5, /"sha256":"../, '"sha256":"00'), 'not those that it was made of'],
  ])('is refused whole where it %s', (_, text, message) => {
    expect(refused(text)).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining(message) });
  });

  it('is refused with a content twice, or an origin that is made up', () => {
    const { contents } = JSON.parse(lines[1] as string);
    const hash = Buffer.from(contents, 'base64').subarray(0, 32);
    const twice = JSON.stringify({ contents: Buffer.concat([hash, hash]).toString('base64') });
    expect(refused(lines.with(1, twice).join('\n'))).toMatchObject({
      message: expect.stringContaining('twice'),
    });
    const second = original();
    taken(second, exported(db));
    const passedOn = readFileSync(exported(second), 'utf8');
    expect(refused(passedOn)).toBeNull();
    expect(refused(passedOn.replace(/"order":\["/, '"order":["9'))).not.toBeNull();
    expect(refused(passedOn.replace(/("origin":\{.*?"hash":")../, '$100'))).toMatchObject({
      message: expect.stringContaining('first copy'),
    });
  });

  it('is refused on a line longer than any', () => {
    expect(refused(`${lines[0]}\n{"contents":"${'A'.repeat((32 << 20) + 10)}`)).toMatchObject({
      message: expect.stringContaining('longer than any line'),
    });
  });

  it('is refused where it is none, or the case is closed or broken', () => {
    expect(() => taken(original(), folder)).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
    expect(() => taken(original(), join(folder, 'none'))).toThrow('no such file');
    const broken = copyOf(db);
    broken.exec('DROP TRIGGER annotation_no_update; UPDATE annotation SET salt = zeroblob(16) WHERE seq = 1');
    expect(() => exported(broken)).toThrow(expect.objectContaining({ code: 'CASE_CORRUPT' }));
  });
});
