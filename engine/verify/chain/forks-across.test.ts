import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import {
  type ChainedEntry,
  chained,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verified,
  verifiedExport,
  verifiedKeeping,
  write,
} from '../testing/chained-case.ts';
import { ChainLinks } from './chain-links.ts';
import { forksAcross } from './forks-across.ts';

const entries = trail(30);
const at = (n: number) => entries[n] as ChainedEntry;
const edited = (n: number) => ({ ...makeEntry(n), action_recorded: 'approved' });
/** All hashes made anew from entry 14 on. */
const anew = [
  ...entries.slice(0, 14),
  ...chained([edited(14), ...Array.from({ length: 15 }, (_, n) => makeEntry(15 + n))], at(13).entry_hash),
];
const [forged] = chained([edited(14)], at(13).entry_hash) as [ChainedEntry];

/** The same of a folder of exports, a case, and a case whose verification goes on from others of fewer sources. */
async function allOf(...files: readonly (readonly object[])[]): Promise<VerifyReport[]> {
  const folder = temporaryFolder();
  const beside = temporaryFolder();
  const [path, state] = [`${beside}/c.casebound`, `${beside}/kept.state`];
  for (const [n, file] of files.entries()) {
    await importFiles(path, [write(folder, `${n}.ndjson`, ndjson(file))]);
    await verifiedKeeping(path, state);
  }
  return [await verifiedExport(folder), await verified(path), await verifiedKeeping(path, state)];
}

describe('a copy that goes on differently behind an entry is told,', () => {
  it.each<[string, readonly (readonly object[])[]]>([
    ['where all hashes were made anew from an altered entry on', [entries, anew]],
    ['in whichever order', [anew, entries]],
    ['where the earlier copy ends before it does', [entries.slice(0, 20), anew]],
    ['where it is newest first', [entries, anew.toReversed()]],
    ['where both are newest first', [entries.toReversed(), anew.toReversed()]],
    ['where the copies begin in the middle', [entries.slice(3), anew.slice(8)]],
    ['where one entry was altered and hashed again', [entries, entries.with(14, forged)]],
    ['where an entry is missing elsewhere', [[...entries.slice(0, 5), ...entries.slice(6)], anew, [at(5)]]],
    ['where a third copy agrees with one', [entries.slice(0, 18), entries, anew]],
  ])('%s', async (_, files) => {
    for (const report of await allOf(...files)) {
      expect(new Set(failing(report).map((each) => each.replace(/ source.*/, '')))).toEqual(
        new Set(['linkage']),
      );
      const forks = report.findings.filter(({ code }) => code === 'CHAIN_FORK');
      expect(forks.map(({ expected }) => expected)).toContain(at(14).entry_hash);
      expect(forks.map(({ actual }) => actual)).toContain(at(14).entry_hash);
      expect(forks).toHaveLength(2);
    }
  });

  it('but not one in which only the hash that an entry states was changed: that is told of its content', async () => {
    const altered = entries.with(5, { ...at(5), entry_hash: 'ab'.repeat(32) });
    for (const report of await allOf(entries, altered)) expect(failing(report)).toEqual(['content source 2']);
  });

  it.each<[string, readonly (readonly object[])[]]>([
    ['the same twice', [entries, entries]],
    ['the next part, which overlaps', [entries.slice(0, 20), entries.slice(10)]],
    ['parts in either direction', [entries, entries.slice(0, 20).toReversed(), entries.slice(5, 25)]],
    ['its beginning behind the rest', [[...entries.slice(10), ...entries.slice(0, 10)], entries]],
    ['every other four', [entries.filter((_, n) => n % 8 < 4), entries]],
  ])('and no other is: %s', async (_, files) => {
    for (const report of await allOf(...files)) expect(failing(report)).toEqual([]);
  });
});

it('an entry put in before the one that it names is told as one put in behind it', async () => {
  for (const list of [
    [...entries.slice(0, 13), forged, at(13), ...entries.slice(14)],
    [...entries.slice(0, 13), forged, at(13), ...entries.slice(14)].toReversed(),
  ]) {
    const report = await verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(list)));
    expect(failing(report)).toEqual(['linkage source 1']);
    expect(report.findings.map(({ code }) => code)).toContain('CHAIN_FORK');
    expect(statusOf(report, 'content')).toBe('pass');
  }
});

const profile = {
  name: 'any',
  hash: 'h',
  previous: 'p',
  genesis: 'any',
  algorithm: 'sha256',
  output: { encoding: 'hex', prefix: '' },
} as unknown as ConstructorParameters<typeof ChainLinks>[0];
const hashOf = (n: number) => (n + 1).toString(16).padStart(64, '9');

it('forks between sources are those that are found by all followers of every hash', () => {
  // Entry n > 0 follows one before it: most often the last.
  const tree = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });
  const file = fc.array(fc.tuple(fc.nat(12), fc.nat(12), fc.boolean()), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(tree, fc.array(file, { minLength: 2, maxLength: 4 }), (steps, drafts) => {
      const before = steps.map((step, n) => (n === 0 ? -1 : Math.max(0, n - 1 - (step === 3 ? 1 : 0))));
      const branch = (tip: number): number[] => (tip < 0 ? [] : [...branch(before[tip] as number), tip]);
      const files = drafts.map((pieces) =>
        pieces.slice(0, 1).flatMap(([tip, length, isReversed]) => {
          const all = branch(tip % steps.length).slice(-1 - length);
          return isReversed ? all.toReversed() : all;
        }),
      );
      const sources = files.map((numbers) => {
        const links = new ChainLinks(profile);
        for (const [n, each] of numbers.entries()) {
          const place = { entryId: null, ordinal: n, line: n + 1, byteOffset: n, time: Number.NaN };
          const previous = each === 0 ? '0'.repeat(64) : hashOf(before[each] as number);
          links.add({ hash: hashOf(each), previous, recomputed: hashOf(each) }, place, () => null);
        }
        links.finish();
        return links;
      });
      const followers = new Map<number, Set<number>>();
      for (const numbers of files)
        for (const each of numbers) {
          const own = before[each] as number;
          // Where the first entry of a file names one that is in another, that is told of it alone.
          if (numbers.includes(own)) followers.set(own, (followers.get(own) ?? new Set()).add(each));
        }
      const isForked = [...followers.values()].some(({ size }) => size > 1);
      expect(forksAcross(sources).length > 0).toBe(isForked);
    }),
    { numRuns: 500 },
  );
});
