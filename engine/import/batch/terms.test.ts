import fc from 'fast-check';
import { expect, it } from 'vitest';
import { termLengthLimit } from '../../case/schema.ts';
import { packedTerms } from './term-list.ts';
import { type NewTerm, Terms } from './terms.ts';

/** The obvious way to number values. */
class PlainTerms {
  private readonly codes = new Map<string, number>();
  private readonly limit: number;
  constructor(limit: number) {
    this.limit = limit;
  }
  code(value: string): number {
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    if (this.codes.size >= this.limit || Buffer.byteLength(value) > termLengthLimit) return -1;
    this.codes.set(value, this.codes.size);
    return this.codes.size - 1;
  }
}

const codeIn = (terms: Terms, value: string, added: NewTerm[]) => {
  const padded = Buffer.from(`<${value}>`);
  return terms.code(padded, 1, padded.length - 1, added);
};

it('numbers values as a map would, whatever they are', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer({ max: 2000 }).map(String),
    fc.constant('x'.repeat(termLengthLimit)),
    fc.constant('x'.repeat(termLengthLimit + 1)),
  );
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 3000, size: 'max' }),
      fc.integer({ min: 1, max: 1500 }),
      (values, limit) => {
        const terms = new Terms('verdict', null, limit);
        const plain = new PlainTerms(limit);
        const added: NewTerm[] = [];
        for (const each of values) expect(codeIn(terms, each, added)).toBe(plain.code(each));
        for (const [column, code, text] of added) {
          expect(column).toBe('verdict');
          expect(plain.code(text)).toBe(code);
        }
        expect(new Set(added.map(([, code]) => code)).size).toBe(added.length);
      },
    ),
    { numRuns: 30 },
  );
});

it('goes on from the terms that a case has', () => {
  const added: NewTerm[] = [];
  const known = packedTerms([
    [0, 'a'],
    [1, 'é'],
  ]);
  const terms = new Terms('verdict', known);
  expect(['é', 'b', 'a', 'b'].map((value) => codeIn(terms, value, added))).toEqual([1, 2, 0, 2]);
  expect(added).toEqual([['verdict', 2, 'b']]);
});
