import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { SourceComparison } from '../../shared/domain/source-comparison.ts';
import { verifyConsistency } from '../../shared/proof/consistency.ts';
import { leafHash, treeRoot } from '../../shared/proof/merkle.ts';
import { openReadable } from '../case/open.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { importInto } from '../import/import-into.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { importFiles, temporaryFolder, write } from '../verify/testing/chained-case.ts';
import { compareSources } from './compare-sources.ts';

interface Logged {
  readonly id: number;
  readonly minute: number;
  readonly version?: number;
}

const timeOf = (minute: number) => new Date(Date.UTC(2025, 10, 4, 10, minute)).toISOString();

function line({ id, minute, version = 0 }: Logged): string {
  return JSON.stringify({
    log_id: `log_${id}`,
    request_id: `det_${id}`,
    product: 'frame_detect',
    model_version: 'origin-1.2',
    timestamp: timeOf(minute),
    image_id: 'img_1',
    result: { verdict: 'authentic', confidence: 0.5, reviewer_note: `version ${version}` },
    context: { case_id: 'CLM-1' },
    action_recorded: 'escalated',
  });
}

const file = (lines: readonly string[]) => lines.map((each) => `${each}\n`).join('');

async function comparison(
  first: readonly string[],
  second: readonly string[],
  { partial = [false, false] }: { partial?: readonly boolean[] } = {},
): Promise<SourceComparison> {
  const folder = temporaryFolder();
  const caseFile = join(folder, 'a.casebound');
  await importFiles(caseFile, [write(folder, 'first.ndjson', file(first))], partial[0]);
  // With an empty line more: the same bytes again would make no source.
  await importFiles(caseFile, [write(folder, 'second.ndjson', `${file(second)}\n`)], partial[1]);
  const db = openReadable(caseFile);
  try {
    return compareSources(db, { first: 1, second: 2 }, unwatched);
  } finally {
    db.close();
    rmSync(caseFile);
  }
}

const lines = (...minutes: number[]) => minutes.map((minute) => line({ id: minute, minute }));
const kinds = ({ differences }: SourceComparison) =>
  differences.map(({ kind, first, second }) => `${kind} ${(first ?? second)?.entryId}`);

describe('two acquisitions of one trail', () => {
  test('that are the same say so', async () => {
    const same = await comparison(lines(1, 2, 3), lines(1, 2, 3));
    expect(same).toMatchObject({ relation: 'same', kept: 3, changed: 0, moved: 0, differencesTotal: 0 });
  });

  test('of which the later goes on where the earlier ends are grown, with a proof that anybody can check', async () => {
    const [before, after] = [lines(1, 2, 3, 4, 5), lines(1, 2, 3, 4, 5, 6, 7, 8)];
    const grown = await comparison(before, after);
    expect(grown).toMatchObject({
      relation: 'grown',
      kept: 5,
      onlySecond: { later: 3, earlier: 0, appeared: 0 },
      differencesTotal: 0,
      overlap: { from: timeOf(1), to: timeOf(5) },
    });
    const { consistency } = grown;
    const bytes = (hex: string | undefined) => new Uint8Array(Buffer.from(hex ?? '', 'hex'));
    const rootOf = (texts: readonly string[]) =>
      treeRoot(
        nodeDigest,
        texts.map((text) => leafHash(nodeDigest, createHash('sha256').update(text).digest())),
      );
    expect(consistency?.first.root).toBe(toHex(rootOf(before)));
    expect(consistency?.second.root).toBe(toHex(rootOf(after)));
    const proof = consistency?.proof.map(bytes) ?? [];
    expect(verifyConsistency(nodeDigest, 5, 8, rootOf(before), rootOf(after), proof)).toBe(true);
  });

  test('taken the other way round are shortened', async () => {
    const cut = await comparison(lines(1, 2, 3), lines(1, 2));
    expect(cut).toMatchObject({
      relation: 'shortened',
      // It ends earlier: nothing says that what came later is gone.
      onlyFirst: { vanished: 0, outside: 1 },
      consistency: { first: { size: 3 }, second: { size: 2 } },
    });
  });

  test('show both versions of what changed', async () => {
    const changed = await comparison(lines(1, 2, 3), [
      line({ id: 1, minute: 1 }),
      line({ id: 2, minute: 2, version: 1 }),
      line({ id: 3, minute: 3 }),
    ]);
    expect(changed).toMatchObject({ relation: 'different', kept: 2, changed: 1, consistency: null });
    const [{ kind, first, second } = { kind: '' }] = changed.differences;
    expect({ kind, line: first?.line, at: first?.byteOffset }).toEqual({
      kind: 'changed',
      line: 2,
      at: line({ id: 1, minute: 1 }).length + 1,
    });
    expect(first?.entryId).toBe(second?.entryId);
    expect(first?.content).not.toBe(second?.content);
  });

  test('say that an entry vanished only where the other covers its time', async () => {
    const gone = await comparison(lines(1, 2, 3, 4, 5, 6), lines(2, 3, 5));
    expect(gone.onlyFirst).toEqual({ vanished: 1, outside: 2, onBound: 0, unselected: 0, undated: 0 });
    expect(kinds(gone)).toEqual(['vanished log_4']);
    const selected = await comparison(lines(1, 2, 3, 4, 5, 6), lines(2, 3, 5), { partial: [false, true] });
    expect(selected.onlyFirst).toEqual({ vanished: 0, outside: 2, onBound: 0, unselected: 1, undated: 0 });
    expect(selected.differencesTotal).toBe(0);
  });

  test('say what appeared in between', async () => {
    const more = await comparison(lines(2, 4, 6), lines(1, 2, 3, 4, 6, 7));
    expect(more.onlySecond).toEqual({
      later: 1,
      earlier: 1,
      appeared: 1,
      onBound: 0,
      unselected: 0,
      undated: 0,
    });
    expect(kinds(more)).toEqual(['appeared log_3']);
  });

  test('say neither that it vanished nor that it is outside where a file may have been cut at the very time', async () => {
    const first = lines(1, 2, 3).concat(line({ id: 11, minute: 1 }), line({ id: 13, minute: 3 }));
    const { onlyFirst, differencesTotal } = await comparison(first, lines(1, 2, 3));
    expect(onlyFirst).toMatchObject({ vanished: 0, outside: 0, onBound: 2 });
    expect(differencesTotal).toBe(0);
    const { onlySecond } = await comparison(lines(1, 2, 3), first);
    expect(onlySecond).toMatchObject({ appeared: 0, earlier: 0, later: 0, onBound: 2 });
  });

  describe('within the millisecond in which one begins or ends', () => {
    const at = (id: number, time: string) =>
      line({ id, minute: 1 }).replace(timeOf(1), `2025-11-04T10:${time}Z`);
    const between = [at(2, '02:00'), at(3, '03:00')];
    const told = [at(1, '01:00.000500'), ...between, at(4, '04:00.000500')];
    const none = { vanished: 0, outside: 0, onBound: 0 };
    test.each([
      ['before the first', '01:00.000499999', { ...none, outside: 1 }],
      ['with the first', '01:00.000500000', { ...none, onBound: 1 }],
      ['after the first', '01:00.000501', { ...none, vanished: 1 }],
      ['as exact as the first is not', '01:00.000', { ...none, onBound: 1 }],
      ['before the last', '04:00.000499', { ...none, vanished: 1 }],
      ['with the last', '04:00.000500', { ...none, onBound: 1 }],
      ['after the last', '04:00.000500001', { ...none, outside: 1 }],
    ])('finer times tell: %s', async (_, time, expected) => {
      expect((await comparison([...told, at(9, time)], told)).onlyFirst).toMatchObject(expected);
    });

    test('finer times of all but one tell nothing', async () => {
      const untold = [...told, at(5, '04:00')];
      const { onlyFirst } = await comparison([...untold, at(9, '04:00.000499')], untold);
      expect(onlyFirst).toMatchObject({ ...none, onBound: 1 });
    });

    test('finer times of entries that another source brought first tell as well', async () => {
      const { onlyFirst } = await comparison([at(9, '04:00.000499'), ...told], told.toReversed());
      expect(onlyFirst).toMatchObject({ ...none, vanished: 1 });
    });

    test('all of it may be one millisecond', async () => {
      const moment = [at(1, '01:00.000100'), at(2, '01:00.000300')];
      const more = [...moment, at(3, '01:00.000200'), at(4, '01:00.000050'), at(5, '01:00.000400')];
      const { onlyFirst } = await comparison(more, moment);
      expect(onlyFirst).toMatchObject({ vanished: 1, outside: 2, onBound: 0 });
    });
  });

  test('say what moved, and which runs newest first', async () => {
    const moved = await comparison(lines(1, 2, 3, 4), lines(4, 1, 2, 3));
    expect(moved).toMatchObject({ reversed: false, moved: 1, kept: 4, relation: 'different' });
    expect(moved.differences).toMatchObject([
      { kind: 'moved', first: { entryId: 'log_4', ordinal: 3 }, second: { ordinal: 0 } },
    ]);
    const reversed = await comparison(lines(1, 2, 3, 4), lines(4, 3, 2, 1));
    expect(reversed).toMatchObject({ reversed: true, moved: 0, differencesTotal: 0 });
  });

  test('without any common time find nothing vanished', async () => {
    const apart = await comparison(lines(1, 2), lines(8, 9));
    expect(apart).toMatchObject({
      overlap: null,
      kept: 0,
      onlyFirst: { outside: 2 },
      onlySecond: { later: 2 },
    });
  });

  test('are never one and the same source, nor one that is not there', async () => {
    const folder = temporaryFolder();
    const caseFile = join(folder, 'a.casebound');
    await importFiles(caseFile, [write(folder, 'a.ndjson', file(lines(1, 2)))]);
    const db = openReadable(caseFile);
    for (const ids of [
      { first: 1, second: 1 },
      { first: 1, second: 9 },
    ])
      expect(() => compareSources(db, ids, unwatched)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      );
    db.close();
  });

  test('can be cancelled', async () => {
    const folder = temporaryFolder();
    const caseFile = join(folder, 'a.casebound');
    const paths = [
      write(folder, 'a.ndjson', file(lines(1, 2))),
      write(folder, 'b.ndjson', file(lines(1, 3))),
    ];
    const request = { path: caseFile, paths, partial: false, live: false, actor: 'Tester' };
    await importInto(request, unwatched, new StopFlag());
    const stop = new StopFlag();
    stop.set();
    const db = openReadable(caseFile);
    const context = { progress: () => {}, checkCancelled: () => stop.check() };
    expect(() => compareSources(db, { first: 1, second: 2 }, context)).toThrow(
      expect.objectContaining({ code: 'CANCELLED' }),
    );
    db.close();
  });
});

/** The same answers from the lines themselves, each looked for among all. */
function naive(first: readonly string[], second: readonly string[]) {
  const [a, b] = [[...new Set(first)], [...new Set(second)]];
  const idOf = (text: string) => JSON.parse(text).log_id as string;
  const time = (text: string) => JSON.parse(text).timestamp as string;
  const [onlyA, onlyB] = [a.filter((each) => !b.includes(each)), b.filter((each) => !a.includes(each))];
  const pairs: [string, string][] = [];
  for (const id of new Set(onlyA.map(idOf))) {
    const after = onlyB.filter((each) => idOf(each) === id);
    for (const [n, text] of onlyA.filter((each) => idOf(each) === id).entries())
      if (after[n] !== undefined) pairs.push([text, after[n]]);
  }
  const paired = new Set(pairs.flat());
  const place = (text: string, other: readonly string[]) => {
    const times = other.map(time).sort();
    if (times.length === 0) return 'undated';
    if (time(text) < (times[0] as string)) return 'earlier';
    if (time(text) > (times.at(-1) as string)) return 'later';
    return time(text) === times[0] || time(text) === times.at(-1) ? 'onBound' : 'within';
  };
  const gone = onlyA.filter((each) => !paired.has(each)).map((each) => place(each, second));
  const added = onlyB.filter((each) => !paired.has(each)).map((each) => place(each, first));
  const count = (list: readonly string[], ...of: string[]) => list.filter((each) => of.includes(each)).length;
  const begins = (x: readonly string[], y: readonly string[]) => x.every((each, n) => y[n] === each);
  return {
    kept: a.filter((each) => b.includes(each)).length,
    changed: pairs.length,
    onlyFirst: {
      vanished: count(gone, 'within'),
      outside: count(gone, 'earlier', 'later'),
      onBound: count(gone, 'onBound'),
      unselected: 0,
      undated: count(gone, 'undated'),
    },
    onlySecond: {
      later: count(added, 'later'),
      earlier: count(added, 'earlier'),
      appeared: count(added, 'within'),
      onBound: count(added, 'onBound'),
      unselected: 0,
      undated: count(added, 'undated'),
    },
    relation: begins(first, second)
      ? begins(second, first)
        ? 'same'
        : 'grown'
      : begins(second, first)
        ? 'shortened'
        : 'different',
  };
}

test('any two acquisitions are compared as by looking for each line among all', async () => {
  const logged = fc.record({
    id: fc.nat({ max: 6 }),
    minute: fc.integer({ min: 1, max: 5 }),
    version: fc.nat({ max: 2 }),
  });
  const trails = fc.array(logged.map(line), { minLength: 1, maxLength: 14 });
  const pairs = fc.oneof(
    fc.tuple(trails, trails),
    fc.tuple(trails, trails).map(([begin, rest]) => [begin, [...begin, ...rest]] as [string[], string[]]),
  );
  await fc.assert(
    fc.asyncProperty(pairs, async ([first, second]) => {
      const found = await comparison(first, second);
      expect(found).toMatchObject(naive(first, second));
      const { kept, changed, onlyFirst, onlySecond, differencesTotal, moved } = found;
      const sum = (counts: object) => Object.values(counts).reduce((total, each) => total + each, 0);
      expect(kept + changed + sum(onlyFirst) + found.first.repeated).toBe(first.length);
      expect(kept + changed + sum(onlySecond) + found.second.repeated).toBe(second.length);
      expect(differencesTotal).toBe(changed + onlyFirst.vanished + onlySecond.appeared + moved);
    }),
    { numRuns: 25 },
  );
}, 60_000);
