import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../shared/contract/client.ts';
import type { CaseInfo } from '../../../shared/domain/case.ts';
import type { GivenMark } from './mark-queue.ts';
import { forgetUnwritten, isWritten, keepUnwritten, keptMarks } from './unwritten-marks.ts';

const caseOf = (uuid: string, path = '/matter.casebound', ...sources: string[]) =>
  ({ uuid, path, sources: sources.map((sha256) => ({ sha256 })) }) as unknown as CaseInfo;
const here = caseOf('one', undefined, 'aa', 'bb');
const tagged = (name: string, entry: number, after?: number): GivenMark => ({
  ...{ mark: { tag: name }, author: 'Ann', about: entry, on: Promise.resolve({ entries: [entry] as const }) },
  ...(after === undefined ? {} : { after }),
});
const given = (...marks: GivenMark[]) => [here, () => marks] as const;
/** As the engine found it: entries 3 to 5, and 9. */
const several = { set: 'AgIDAA==', entries: 4, first: 3 };
const ofSet: GivenMark = { ...tagged('all', 1, 4), on: Promise.resolve(several) };

/** What a case holds on entry 7, the newest first. */
const clientOf = (...events: { seq: number; actor?: string; tag?: string; entries?: number }[]) =>
  ({
    call: async (_name: string, { before = Number.POSITIVE_INFINITY }: { before?: number }) => ({
      events: events
        .filter(({ seq }) => seq < before)
        .map(({ seq, actor = 'Ann', tag = 'x', entries = 1 }) => ({
          ...{ seq, actor, entries },
          details: { mark: { tag } },
        })),
    }),
  }) as unknown as Client;

describe('marks that are not written', () => {
  const storage = globalThis.sessionStorage;
  beforeEach(() => {
    const kept = new Map<string, string>();
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      value: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, text: string) => kept.set(key, text),
        removeItem: (key: string) => kept.delete(key),
      },
    });
  });
  afterEach(() => {
    Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, value: storage });
  });
  const kept = async (info: CaseInfo) =>
    Promise.all(keptMarks(info).map(async ({ on, about: _, ...mark }) => ({ ...mark, on: await on })));

  it('come back in their order, about the same entries', async () => {
    await keepUnwritten(...given(tagged('a', 1), ofSet, tagged('b', 3, 9)));
    expect(await kept(here)).toEqual([
      { mark: { tag: 'a' }, author: 'Ann', on: { entries: [1] } },
      { mark: { tag: 'all' }, author: 'Ann', on: several, after: 4 },
      { mark: { tag: 'b' }, author: 'Ann', on: { entries: [3] }, after: 9 },
    ]);
    forgetUnwritten(here);
    expect(keptMarks(here)).toEqual([]);
  });

  it('come back but for those that there is no room for, or whose entries were not found', async () => {
    const large = { ...ofSet, on: Promise.resolve({ ...several, set: 'A'.repeat(4_000_000) }) };
    const nowhere = { ...ofSet, on: Promise.reject(new Error('not found')) };
    await keepUnwritten(...given(tagged('a', 1), large, nowhere, tagged('b', 3)));
    expect((await kept(here)).map(({ mark }) => mark)).toEqual([{ tag: 'a' }, { tag: 'b' }]);
  });

  it('come back to no other case, no other file, and not where other sources were imported', async () => {
    await keepUnwritten(...given(tagged('a', 1)));
    expect(keptMarks(caseOf('two', undefined, 'aa', 'bb'))).toEqual([]);
    expect(keptMarks(caseOf('one', '/copy.casebound', 'aa', 'bb'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa', 'cc'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa', 'bb', 'cc'))).toHaveLength(1);
  });

  it('stay as they are once the case was left', async () => {
    await keepUnwritten(...given(tagged('a', 1)));
    await keepUnwritten(here, () => null);
    expect(keptMarks(here)).toHaveLength(1);
  });

  it('are nothing where what is stored is something else', () => {
    sessionStorage.setItem('casebound.unwritten.one', '{"marks":[{"tag":1}]}');
    expect(keptMarks(here)).toEqual([]);
  });

  it('are known as written by an event after they were tried, of the same person on as many entries', async () => {
    const tried = tagged('x', 7, 4);
    expect(await isWritten(clientOf({ seq: 5 }), tried)).toBe(true);
    expect(await isWritten(clientOf({ seq: 4 }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, actor: 'Ben' }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, tag: 'y' }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, entries: 2 }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5 }), tagged('x', 7))).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, tag: 'all', entries: 4 }), ofSet)).toBe(true);
    expect(await isWritten(clientOf({ seq: 5, tag: 'all', entries: 3 }), ofSet)).toBe(false);
  });
});
