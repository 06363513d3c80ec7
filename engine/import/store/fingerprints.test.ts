import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprints } from './fingerprints.ts';

const different = () => false;

describe('fingerprints', () => {
  it('find the first that is really the same, however many collide', () => {
    const prints = new Fingerprints();
    for (let id = 1; id <= 1000; id++) expect(prints.findOrAdd(42, id, different)).toBe(0);
    expect(prints.findOrAdd(42, 1001, (id) => id >= 500)).toBe(500);
    expect(prints.findOrAdd(43, 1001, () => true)).toBe(0);
    expect(prints.findOrAdd(43, 1002, () => true)).toBe(1001);
  });

  it('hold what was added while they grow, at the ends of their range too', () => {
    const prints = new Fingerprints();
    const count = 200_000;
    const printOf = (id: number) =>
      id % 3 === 0 ? 0xffffffff - id : id % 3 === 1 ? id : Math.imul(id, 0x9e3779b1) >>> 0;
    for (let id = 1; id <= count; id++) prints.findOrAdd(printOf(id), id, different);
    for (let id = 1; id <= count; id += 7)
      expect(prints.findOrAdd(printOf(id), count + 1, (each) => each === id)).toBe(id);
  });

  it('agree with a list, for any additions', () => {
    const addition = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(fc.array(addition), (additions) => {
        const prints = new Fingerprints();
        const kept: [number, number][] = [];
        for (const [print, value] of additions) {
          const expected = kept.findIndex(([p, v]) => p === print && v === value) + 1;
          const isSame = (id: number) => kept[id - 1]?.[1] === value;
          expect(prints.findOrAdd(print, kept.length + 1, isSame)).toBe(expected);
          if (expected === 0) kept.push([print, value]);
        }
      }),
    );
  });
});
