import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PackedTerms, packedTerms, startOf, TermList } from './term-list.ts';
import { type NewTerm, Terms } from './terms.ts';

const read = (packed: PackedTerms): [number, string][] =>
  Array.from({ length: packed.count }, (_, n) => [
    packed.codes?.[n] ?? n,
    Buffer.from(packed.bytes.slice(startOf(packed, n), packed.ends[n])).toString(),
  ]);

const value = fc.string({ unit: 'grapheme', maxLength: 40 });

it('gives back what was added, and goes on giving what it gave before', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300, size: 'max' }), fc.nat(), (values, cut) => {
      const list = new TermList();
      const some = cut % (values.length + 1);
      for (const [n, each] of values.slice(0, some).entries()) list.add(n, each);
      const before = list.packed;
      for (const [n, each] of values.slice(some).entries()) list.add(some + n, each);
      expect(read(list.packed)).toEqual([...values.entries()]);
      expect(read(before)).toEqual([...values.slice(0, some).entries()]);
      expect(before.codes).toBeNull();
    }),
    { numRuns: 50 },
  );
});

it('keeps the codes of a case file that numbers its terms otherwise', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(value, { maxLength: 50 }),
      fc.infiniteStream(fc.maxSafeNat()),
      (values, codes) => {
        const terms = values.map((each): [number, string] => [codes.next().value as number, each]);
        const known = packedTerms(terms);
        expect(read(known)).toEqual(terms);
        const table = new Terms('verdict', known);
        const added: NewTerm[] = [];
        const found = terms.map(([, each]) => {
          const bytes = Buffer.from(each);
          return table.code(bytes, 0, bytes.length, added);
        });
        expect(found).toEqual(terms.map(([code]) => code));
        expect(added).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});
