import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../shared/contract/client.ts';
import type { CaseInfo } from '../../../shared/domain/case.ts';
import type { GivenMark } from './mark-queue.ts';
import { forgetUnwritten, isWritten, keepUnwritten, keptMarks } from './unwritten-marks.ts';

const caseOf = (uuid: string, path = '/matter.casebound', ...sources: string[]) =>
  ({ uuid, path, sources: sources.map((sha256) => ({ sha256 })) }) as unknown as CaseInfo;
const here = caseOf('one', undefined, 'aa', 'bb');
const tagged = (name: string, entries: number[], after?: number): GivenMark => ({
  ...{ mark: { tag: name }, author: 'Ann', on: Promise.resolve({ entries }) },
  ...(after === undefined ? {} : { after }),
});
const given = (...marks: GivenMark[]) => [here, () => marks] as const;
const ofQuery: GivenMark = { ...tagged('all', [1]), on: Promise.resolve({ query: 'x' }) };

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
    Promise.all(keptMarks(info).map(async ({ on, ...mark }) => ({ ...mark, on: await on })));

  it('come back in their order, but those of a query, which may find others later', async () => {
    await keepUnwritten(...given(tagged('a', [1, 2]), ofQuery, tagged('b', [3], 9)));
    expect(await kept(here)).toEqual([
      { mark: { tag: 'a' }, author: 'Ann', on: { entries: [1, 2] } },
      { mark: { tag: 'b' }, author: 'Ann', on: { entries: [3] }, after: 9 },
    ]);
    forgetUnwritten(here);
    expect(keptMarks(here)).toEqual([]);
  });

  it('come back to no other case, no other file, and not where other sources were imported', async () => {
    await keepUnwritten(...given(tagged('a', [1])));
    expect(keptMarks(caseOf('two', undefined, 'aa', 'bb'))).toEqual([]);
    expect(keptMarks(caseOf('one', '/copy.casebound', 'aa', 'bb'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa', 'cc'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa'))).toEqual([]);
    expect(keptMarks(caseOf('one', undefined, 'aa', 'bb', 'cc'))).toHaveLength(1);
  });

  it('stay as they are once the case was left', async () => {
    await keepUnwritten(...given(tagged('a', [1])));
    await keepUnwritten(here, () => null);
    expect(keptMarks(here)).toHaveLength(1);
  });

  it('are nothing where what is stored is something else', () => {
    sessionStorage.setItem('casebound.unwritten.one', '{"marks":[{"tag":1}]}');
    expect(keptMarks(here)).toEqual([]);
  });

  it('are known as written by an event after they were tried, of the same person on as many entries', async () => {
    const tried = tagged('x', [7], 4);
    expect(await isWritten(clientOf({ seq: 5 }), tried)).toBe(true);
    expect(await isWritten(clientOf({ seq: 4 }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, actor: 'Ben' }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, tag: 'y' }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5, entries: 2 }), tried)).toBe(false);
    expect(await isWritten(clientOf({ seq: 5 }), tagged('x', [7]))).toBe(false);
  });
});
