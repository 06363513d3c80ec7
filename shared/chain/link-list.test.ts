import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainLink } from './evaluate.ts';
import { linkAt, linkList } from './link-list.ts';

const hash = fc.constantFrom('aa', 'bb', 'cc', 'long', '  ', '');
const link: fc.Arbitrary<ChainLink> = fc.oneof(
  hash.chain((own) => fc.record({ hash: fc.constant(own), previous: hash, recomputed: fc.constant(own) })),
  fc.record({ hash: fc.option(hash), previous: fc.option(hash), recomputed: fc.option(hash) }),
  fc.record({ hash, previous: hash, recomputed: hash, redacted: fc.constant(true) }),
);

describe('a list of links', () => {
  it('gives back every link as it was', () => {
    fc.assert(
      fc.property(fc.array(link, { maxLength: 20 }), (links) => {
        const list = structuredClone(linkList(links));
        expect(list.count).toBe(links.length);
        expect(links.map((_, n) => linkAt(list, n))).toEqual(links);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps of a chain only its hashes', () => {
    const links = Array.from({ length: 100 }, (_, n) => ({
      hash: `h${n + 100}`,
      previous: `h${n + 99}`,
      recomputed: `h${n + 100}`,
    }));
    expect(linkList(links).others.size).toBe(1);
  });
});
