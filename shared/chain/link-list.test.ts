import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes/encoding.ts';
import { digestText, oneSpelling } from './digest-text.ts';
import type { ChainLink } from './evaluate.ts';
import { LinkLister, linkAt } from './link-list.ts';
import type { Algorithm, Output } from './profile.ts';

const kinds: readonly { algorithm: Algorithm; output: Output }[] = [
  { algorithm: 'sha256', output: { encoding: 'hex', prefix: '' } },
  { algorithm: 'hmac-sha384', output: { encoding: 'hex', prefix: 'sha384:' } },
  { algorithm: 'sha512', output: { encoding: 'base64', prefix: '' } },
  { algorithm: 'sha256', output: { encoding: 'base64url', prefix: 'sha256:' } },
];
/** Few, so that entries name each other; the last says that there is none before. */
const bytes = [1, 2, 0xfe, 0];

describe.each(kinds)('a list of links of $algorithm in $output.encoding', ({ algorithm, output }) => {
  const width = new LinkLister({ algorithm, output }).width;
  const digests = bytes.map((byte) => new Uint8Array(width).fill(byte));
  const spelled = digests.map((digest) => digestText(digest, output));
  const [first = ''] = spelled;
  const hash = fc.constantFrom(...spelled, first.toUpperCase(), first.slice(1), 'long', '  ', '');
  const link: fc.Arbitrary<ChainLink> = fc.oneof(
    hash.chain((own) => fc.record({ hash: fc.constant(own), previous: hash, recomputed: fc.constant(own) })),
    fc.record({ hash: fc.option(hash), previous: fc.option(hash), recomputed: fc.option(hash) }),
    fc.record({
      hash,
      previous: hash,
      recomputed: hash,
      doubt: fc.constantFrom('redacted' as const, 'nulls' as const, 'digits' as const),
    }),
  );
  /** An entry that was read from its bytes: which digest is its own, and what it names. */
  const sound = fc.record({ own: fc.nat(digests.length - 1), names: hash });

  it('gives back every link as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(link, sound), { maxLength: 20 }), (links) => {
        const lister = new LinkLister({ algorithm, output });
        for (let turn = 0; turn < 2; turn++) {
          const expected = links.map((each) => put(lister, each));
          const list = structuredClone(lister.take());
          expect(list.count).toBe(links.length);
          expect(links.map((_, n) => linkAt(list, n))).toEqual(expected);
        }
      }),
      { numRuns: 1000 },
    );
  });

  function put(lister: LinkLister, each: ChainLink | { own: number; names: string }): ChainLink {
    if (!('own' in each)) {
      lister.add(each);
      return each;
    }
    lister.reserve();
    lister.digests.set(digests[each.own] as Uint8Array, lister.at);
    const names = utf8(`"${each.names}"`);
    lister.addSound(names, 1, names.length - 1);
    const own = spelled[each.own] as string;
    return { hash: own, previous: oneSpelling(each.names, output), recomputed: own };
  }

  it('keeps of a chain only its digests', () => {
    const lister = new LinkLister({ algorithm, output });
    const texts = Array.from({ length: 100 }, (_, n) =>
      digestText(new Uint8Array(width).fill(n + 1), output),
    );
    for (let n = 1; n < texts.length; n++) {
      const [previous = '', own = ''] = texts.slice(n - 1, n + 1);
      lister.add({ hash: own, previous, recomputed: own });
    }
    expect([...lister.take().others.keys()]).toEqual([0]);
  });

  it('keeps whole what names a digest of zeros, which may say that there is none before', () => {
    const lister = new LinkLister({ algorithm, output });
    const zeros = digestText(new Uint8Array(width), output);
    for (let n = 0; n < 3; n++) lister.add({ hash: zeros, previous: zeros, recomputed: zeros });
    expect(lister.take().others.size).toBe(3);
  });
});
