import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainLink } from '../../shared/chain/evaluate.ts';
import { LinkLister, linkAt } from '../../shared/chain/link-list.ts';
import type { ChainProfile } from '../../shared/chain/profile.ts';
import { readProfile } from '../../shared/chain/profile-schema.ts';
import type { Batch } from '../import/batch/batch.ts';
import { ChainCheck } from './chain/chain-check.ts';
import type { ChainSample } from './chain/chain-sample.ts';
import { Findings } from './findings.ts';
import { placeOf } from './record-place.ts';
import { trailAxes } from './trail-axes.ts';
import { TrailCheck } from './trail-check.ts';

const axesOf = (trail: TrailCheck) =>
  trailAxes([{ trail, axes: (carried) => trail.axes(carried) }], async () => new Set());

const digests = ['aa', 'bb', 'cc', 'dd', 'ee', '00'].map((pair) => pair.repeat(32));

function profileWith(genesis: string): ChainProfile {
  return readProfile({
    name: 'jcs',
    hash: 'h',
    previous: 'p',
    genesis,
    algorithm: 'sha256',
    preimage: { join: ['entry'], entry: { serialize: 'jcs', omit: ['h'] } },
  }) as ChainProfile;
}

/** Mostly a chain, with whatever may be wrong with one. */
const link = fc.record({
  hash: fc.option(fc.constantFrom(...digests), { freq: 20 }),
  /** Null: that of the link before. */
  previous: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...digests, '', 'GENESIS', 'other') },
  ),
  isSound: fc.nat({ max: 12 }).map((n) => n > 0),
  /** Null: the one behind that of the record before. */
  number: fc.oneof(
    { weight: 8, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat({ max: 40 }) },
  ),
  isRepetition: fc.nat({ max: 12 }).map((n) => n === 0),
});

type Draft = typeof link extends fc.Arbitrary<infer T> ? T : never;
interface MadeRecord extends ChainLink {
  readonly number: number;
  readonly isRepetition: boolean;
}

function recordsOf(drafts: readonly Draft[]): MadeRecord[] {
  let before: string | null = null;
  let last = 0;
  return drafts.map(({ hash, previous, isSound, number, isRepetition }) => {
    const recomputed = isSound ? hash : 'ff'.repeat(32);
    const made = { hash, previous: previous ?? before, recomputed, number: number ?? last + 1, isRepetition };
    before = hash;
    last = made.number;
    return made;
  });
}

function batchOf(first: number, records: readonly MadeRecord[]): Batch {
  const count = records.length;
  const places = Float64Array.from({ length: count }, (_, n) => first + n);
  return {
    count,
    first,
    offsets: places.map((place) => place * 100),
    lengths: new Float64Array(count).fill(99),
    lines: places,
    contents: new Uint8Array(count * 32),
    columns: { time: { kind: 'time', ms: places.map((place) => place * 1000), ns: null, spans: null } },
    texts: new Uint8Array(),
    newTerms: [],
    quarantined: [],
    numbers: Float64Array.from(records, ({ number }) => number),
  };
}

function sampleOf(profile: ChainProfile): ChainSample {
  return {
    detected: {
      profile,
      alike: [],
      key: null,
      recompute: 2,
      looked: 2,
      covers: [],
      omits: [],
      uncovered: [],
    },
    unknown: null,
    wish: { keys: [], profile: null },
    claims: 0,
    deepintshield: false,
    numbers: ['seq'],
  };
}

describe('the links of a batch', () => {
  it.each(['any', '0'.repeat(64), digests[1] as string])(
    'tell the same of a trail all at once as one by one, where %s is before the first',
    async (genesis) => {
      const profile = profileWith(genesis);
      const sample = sampleOf(profile);
      const between = (from: number) => (from % 300 === 0 ? 'remains' : null);
      const check = async (parts: readonly (readonly MadeRecord[])[], atOnce: boolean) => {
        const findings = new Findings();
        const trail = new TrailCheck('source 1', sample, { partial: false, acquired: 1e12 }, findings);
        const lister = new LinkLister(profile);
        let first = 0;
        for (const part of parts) {
          for (const each of part) lister.add(each);
          const batch = batchOf(first, part);
          const links = lister.take();
          let from = 0;
          for (const [i, { isRepetition }] of part.entries()) {
            if (!isRepetition && atOnce) continue;
            if (atOnce) trail.addAll(batch, from, i, links, between);
            if (isRepetition) trail.repeated(placeOf(batch, i));
            trail.add(batch, i, links, between);
            from = i + 1;
          }
          if (atOnce) trail.addAll(batch, from, part.length, links, between);
          first += part.length;
        }
        return {
          state: trail.state(),
          axes: await axesOf(trail),
          findings: findings.listed,
          total: findings.total,
        };
      };
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(link, { maxLength: 30 }), { maxLength: 4 }), async (drafts) => {
          const all = recordsOf(drafts.flat());
          const parts = drafts.map((draft, d) => {
            const from = drafts.slice(0, d).flat().length;
            return all.slice(from, from + draft.length);
          });
          expect(await check(parts, true)).toEqual(await check(parts, false));
        }),
        { numRuns: 500 },
      );
    },
  );

  it('count a record that stands twice once: neither its number nor its link is another one', async () => {
    const profile = profileWith('any');
    const drafts = [0, 1, 1, 2].map((n, i) => ({
      hash: digests[n] ?? null,
      previous: digests[n - 1] ?? '',
      isSound: true,
      number: n + 1,
      isRepetition: i === 2,
    }));
    const records = recordsOf(drafts);
    const findings = new Findings();
    const trail = new TrailCheck('source 1', sampleOf(profile), { partial: false, acquired: 1e12 }, findings);
    const lister = new LinkLister(profile);
    for (const each of records) lister.add(each);
    const [batch, links] = [batchOf(0, records), lister.take()];
    for (const [i, { isRepetition }] of records.entries()) {
      if (isRepetition) trail.repeated(placeOf(batch, i));
      trail.add(batch, i, links, () => null);
    }
    expect(trail.state()).toMatchObject({
      records: 4,
      repeats: 1,
      numbered: { first: 1, last: 3, gaps: 0, repeated: 0 },
    });
    const linkage = (await axesOf(trail)).find(({ axis }) => axis === 'linkage');
    expect(linkage).toMatchObject({ status: 'pass' });
    expect(findings.listed.map(({ code }) => code)).toEqual(['RECORD_REPEATED']);
    expect(trail.chain?.links).toMatchObject({ loose: [{ repeated: true }] });
  });

  it('are taken all at once where each names the one before it', () => {
    const profile = profileWith('any');
    const lister = new LinkLister(profile);
    const hashes = Array.from({ length: 50 }, (_, n) => (n + 16).toString(16).repeat(32));
    for (const [n, hash] of hashes.entries())
      lister.add({ hash, previous: hashes[n - 1] ?? '', recomputed: hash });
    const links = lister.take();
    const chain = new ChainCheck('source 1', { profile, uncovered: [] }, false, new Findings());
    const place = { entryId: null, ordinal: 0, line: 1, byteOffset: 0, time: Number.NaN };
    expect(chain.addRun(links, 1, 50, place)).toBe(false);
    chain.add(linkAt(links, 0), place, () => null);
    expect(chain.addRun(links, 1, 50, place)).toBe(true);
    expect(chain.links).toMatchObject({ count: 50, forwards: 49, beginnings: 1, loose: [] });
    expect(hashes.map((_, n) => chain.links.hashOf(n))).toEqual(hashes);
  });
});
