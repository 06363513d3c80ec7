import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromUtf8, toHex, utf8 } from '../bytes/encoding.ts';
import { type JsonNode, parseJson } from '../json/parse.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound } from './evaluate.ts';
import { ChainFollower } from './follow.ts';
import { linkAt } from './link-list.ts';
import type { ChainHasher, ChainProfile } from './profile.ts';
import { readProfile } from './profile-schema.ts';
import { serializeEntry } from './serialize.ts';

const hasher: ChainHasher = {
  digest: (algorithm, key, input) =>
    algorithm.startsWith('hmac-')
      ? key && createHmac(algorithm.slice(5), key).update(input).digest()
      : createHash(algorithm).update(input).digest(),
};
/** The same, as a host has it that writes digests where they are wanted. */
const writing: ChainHasher = {
  ...hasher,
  sha256Into: (input, out, at) => out.set(createHash('sha256').update(input).digest(), at),
};

function profile(serialize: 'jcs' | 'sorted', algorithm: string, output = {}): ChainProfile {
  return readProfile({
    name: serialize,
    hash: 'h',
    previous: 'p',
    algorithm,
    output,
    preimage: { join: ['entry'], entry: { serialize, asciiOnly: serialize === 'sorted', omit: ['h'] } },
  }) as ChainProfile;
}

const key = utf8('a key of some length');
const methods: readonly (readonly [string, ChainMethod])[] = [
  ['RFC 8785', { profile: profile('jcs', 'sha256'), alike: [], key: null }],
  ['a sorted form of ASCII', { profile: profile('sorted', 'sha256'), alike: [], key: null }],
  ['a prefix', { profile: profile('jcs', 'sha256', { prefix: 'sha256:' }), alike: [], key: null }],
  ['base64', { profile: profile('jcs', 'sha384', { encoding: 'base64' }), alike: [], key: null }],
  ['a key', { profile: profile('jcs', 'hmac-sha256'), alike: [], key }],
];

/** Texts of values: most of them are JSON, many of them nothing that a fast way would take. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }).map((text) => JSON.stringify(text)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('12', '0.5', '-7', 'null', 'true', '{}', '[]', '[1,{"z":0,"y":[]}]'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['"é😀 \u2028"', '"\u007f"', '"\\ud800"', '"\\u0061\\/"', '"\\""', '1.0', '-0', '1e-07', '1E400'],
      ...['9007199254740993', '0.1', '{"b":1,"a":{"b":2,"b":3}}', '{"b":1,"a":{"d":2,"c":3}}'],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('"\u0000"', '"quo"te"', '01', '.5', '+1', 'NaN', 'nul') },
);
/** Names that stand twice, are escaped, look like others or are none. */
const name = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .string({ unit: fc.constantFrom('a', 'b', 'Z', '~'), minLength: 1 })
      .map((text) => `"${text}"`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('"a"', '"\\u0061"', '"p"', '"h"', '"é"', '"__proto__"', '""', 'a'),
  },
);

const hashes = ['own', 'upper', 'escaped', 'padded', 'other', 'none'] as const;
const previousHashes = ['before', 'upper', 'escaped', 'padded', 'other', 'none'] as const;

interface Draft {
  readonly members: readonly (readonly [string, string])[];
  /** With the names of the plain one: a shape that was met before. */
  readonly isAlike: boolean;
  readonly space: string;
  readonly hash: (typeof hashes)[number];
  /** Whether it stands before all others. */
  readonly hashFirst: boolean;
  readonly previous: (typeof previousHashes)[number];
  readonly byte: number | null;
}
const draft: fc.Arbitrary<Draft> = fc.record({
  members: fc.array(fc.tuple(name, value), { maxLength: 4 }),
  isAlike: fc.boolean(),
  space: fc.constantFrom('', '', '', '', '', ' ', '\t'),
  hash: fc.constantFrom('own', 'own', 'own', 'own', 'own', ...hashes),
  hashFirst: fc.boolean(),
  previous: fc.constantFrom('before', 'before', 'before', 'before', 'before', ...previousHashes),
  /** Put in at some place: no UTF-8, as a rule. */
  byte: fc.oneof(
    { weight: 15, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 0x80, max: 0xff }) },
  ),
});
/** One that nothing is unusual about, so that its kind is known by what follows. */
const plain: Draft = {
  members: [
    ['"b"', '"text"'],
    ['"a"', '1'],
  ],
  isAlike: false,
  space: '',
  hash: 'own',
  hashFirst: false,
  previous: 'before',
  byte: null,
};

/** With the letters of the digest itself as capitals: the same where it is hex. */
function upper(hash: string): string {
  return hash.replace(/[^:]+$/, (digits) => digits.toUpperCase());
}

/** A hash as it stands in an entry, quotes and all. */
function stated(hash: string, how: Draft['hash'] | Draft['previous']): string {
  if (how === 'escaped')
    return `"${hash.replace(/.$/, (last) => `\\u00${last.charCodeAt(0).toString(16)}`)}"`;
  if (how === 'padded') return `"${hash} "`;
  return how === 'upper' ? `"${upper(hash)}"` : JSON.stringify(how === 'other' ? 'aa'.repeat(32) : hash);
}

/** A trail of them: each carries the hash that the method gives it, as far as it can be written. */
function entriesOf(drafts: readonly Draft[], { profile, key }: ChainMethod): Uint8Array[] {
  let before = '';
  return drafts.map(({ members, isAlike, space, hash, hashFirst, previous, byte }) => {
    const drawn = isAlike
      ? plain.members.map(([name], n) => [name, members[n]?.[1] ?? '"x"'] as const)
      : members;
    const parts = drawn.map(([member, text]) => `${member}:${text}`);
    if (previous !== 'none') parts.splice(1, 0, `"p":${stated(before, previous)}`);
    const open = `{${space}${parts.join(`,${space}`)}`;
    const entry = parseJson(`${open}}`);
    const written = entry && serializeEntry(entry, profile.preimage.entry, `${open}}`);
    const digest = written === null ? null : hasher.digest(profile.algorithm, key, utf8(written));
    const { encoding, prefix } = profile.output;
    const own =
      digest === null
        ? 'none'
        : prefix + (encoding === 'hex' ? toHex(digest) : Buffer.from(digest).toString('base64'));
    before = own;
    const all = [...parts];
    if (hash !== 'none') all.splice(hashFirst ? 0 : all.length, 0, `"h":${stated(own, hash)}`);
    const text = `{${space}${all.join(`,${space}`)}}`;
    const bytes = utf8(text);
    const at = bytes.length >> 1;
    return byte === null ? bytes : concat(bytes.subarray(0, at), Uint8Array.of(byte), bytes.subarray(at));
  });
}

/** As import reads a record that is no UTF-8, were it to be read at all. */
function textOf(bytes: Uint8Array): string {
  return fromUtf8(bytes) ?? '';
}

/** A follower looks for reasons also where an entry does not recompute. */
function withoutDoubt({ doubt, ...link }: ChainLink): ChainLink {
  return doubt === 'digits' ? { ...link, doubt } : link;
}

it('an entry of a keyed chain that was altered and hashed again without the key does not recompute', () => {
  const method: ChainMethod = { profile: profile('jcs', 'hmac-sha256'), alike: [], key };
  const entries = entriesOf([plain, plain, plain], method);
  const altered = textOf(entries[1] as Uint8Array).replace('"text"', '"other"');
  const unhashed = altered.replace(/,"h":"[0-9a-f]+"/, '');
  const written = serializeEntry(
    parseJson(unhashed) as JsonNode,
    method.profile.preimage.entry,
    unhashed,
  ) as string;
  const keyless = createHash('sha256').update(written).digest('hex');
  entries[1] = utf8(altered.replace(/"h":"[0-9a-f]+"/, `"h":"${keyless}"`));
  for (const by of [hasher, writing]) {
    const follower = new ChainFollower(by, { method, keys: [] });
    for (const bytes of entries) follower.add(bytes, textOf);
    const { links } = follower.take();
    expect(entries.map((_, n) => isSound(linkAt(links, n)))).toEqual([true, false, true]);
  }
});

describe.each(methods)('a chain with %s', (_, method) => {
  const read = (entries: readonly Uint8Array[]): ChainLink[] => {
    const reader = new ChainReader(hasher, method);
    return entries.map((bytes) => {
      const text = textOf(bytes);
      const link = reader.read(text);
      const unstated = link.hash === null && link.previous !== null ? reader.unstatedOf(text) : [];
      return unstated.length > 0 ? { ...link, unstated } : link;
    });
  };
  const followed = (entries: readonly Uint8Array[], by: ChainHasher): ChainLink[] => {
    const follower = new ChainFollower(by, { method, keys: [] });
    for (const bytes of entries) follower.add(bytes, textOf);
    const { links } = follower.take();
    return entries.map((_, n) => linkAt(links, n));
  };

  it('says the same of hostile entries from their bytes as from their texts', () => {
    let sound = 0;
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 12 }), (drafts) => {
        const entries = entriesOf([plain, ...drafts, plain, plain], method);
        const expected = read(entries);
        for (const by of [hasher, writing]) {
          expect(followed(entries, by).map(withoutDoubt)).toEqual(expected.map(withoutDoubt));
        }
        sound += expected.filter(isSound).length;
      }),
      { numRuns: 300 },
    );
    // More than the plain ones.
    expect(sound).toBeGreaterThan(1200);
  });
});

it('searches for another profile where the chain keeps its hashes, and nowhere else', () => {
  const chain: ChainMethod = { profile: profile('jcs', 'sha256'), alike: [], key: null };
  let digests = 0;
  const counting: ChainHasher = {
    digest: (...of) => {
      digests++;
      return hasher.digest(...of);
    },
  };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const searched = (places: number) => {
    const follower = new ChainFollower(counting, { method: chain, keys: [] });
    // Each names the one before it, and recomputes under nothing; beside that they keep digests which are linked too.
    for (let n = 0; n < 8; n++) {
      const more = Array.from({ length: places }, (_, k) => [`x${k}`, sha256(`${n - (k % 2)} ${k >> 1}`)]);
      const entry = { n, p: sha256(`${n - 1}`), h: sha256(`${n}`), ...Object.fromEntries(more) };
      follower.add(utf8(JSON.stringify(entry)), (bytes) => fromUtf8(bytes) ?? '');
    }
    digests = 0;
    expect(follower.take().found).toEqual([]);
    return digests;
  };
  const without = searched(0);
  expect(without).toBeGreaterThan(100);
  expect(searched(4)).toBeLessThan(2 * without);
});
