import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprints, textFingerprint } from './fingerprints.ts';

const never = () => false;
const always = () => true;

describe('fingerprints', () => {
  it('find the first that is really the same, however many collide', () => {
    const prints = new Fingerprints();
    for (let id = 1; id <= 1000; id++) prints.add(42, id);
    expect(prints.find(42, (id) => id >= 500)).toBe(500);
    expect(prints.find(42, never)).toBe(0);
    expect(prints.find(43, always)).toBe(0);
  });

  it('hold what was added while they grow, at the ends of their range too', () => {
    const prints = new Fingerprints();
    const count = 200_000;
    const printOf = (id: number) =>
      id % 3 === 0 ? 0xffffffff - id : id % 3 === 1 ? id : Math.imul(id, 0x9e3779b1) >>> 0;
    for (let id = 1; id <= count; id++) prints.add(printOf(id), id);
    for (let id = 1; id <= count; id += 7) expect(prints.find(printOf(id), (each) => each === id)).toBe(id);
    expect(prints.find(0, always)).toBe(0);
  });

  it('agree with a map, for any additions', () => {
    const addition = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(fc.array(addition), (additions) => {
        const prints = new Fingerprints();
        const kept: [number, number][] = [];
        for (const [print, value] of additions) {
          const expected = kept.findIndex(([p, v]) => p === print && v === value) + 1;
          expect(prints.find(print, (id) => kept[id - 1]?.[1] === value)).toBe(expected);
          kept.push([print, value]);
          prints.add(print, kept.length);
        }
      }),
    );
  });
});

describe('the fingerprint of a text', () => {
  it('is of 32 bits, the same for the same text and seed, another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, seed) => {
        const print = textFingerprint(text, seed);
        expect(print).toBe(textFingerprint(text, seed));
        expect(Number.isInteger(print) && print >= 0 && print <= 0xffffffff).toBe(true);
      }),
    );
    const prints = Array.from({ length: 20_000 }, (_, n) => textFingerprint(`log_${n}`, 7));
    expect(new Set(prints).size).toBeGreaterThan(19_990);
    expect(textFingerprint('a', 1)).not.toBe(textFingerprint('a', 2));
  });
});
