import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EntryNumbers } from './entry-numbers.ts';

const layout = { form: 'lines', encoding: 'utf-8' } as const;

function read(path: readonly string[], ...records: readonly string[]): number[] {
  const numbers = new EntryNumbers(path, layout as never);
  for (const record of records) {
    const bytes = Buffer.from(record);
    numbers.add({ bytes, offset: 0, length: bytes.length, line: 1, fault: null });
  }
  return [...numbers.take()];
}

/** What stands at the path by `JSON.parse`. */
function oracle(path: readonly string[], record: string): number {
  let node: unknown = JSON.parse(record);
  for (const name of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return Number.NaN;
    node = (node as Record<string, unknown>)[name];
  }
  if (typeof node === 'string' && /^\d{1,15}$/.test(node)) return Number(node);
  return Number.isSafeInteger(node) ? (node as number) : Number.NaN;
}

describe('the running number of an entry', () => {
  it.each([
    ['{"a":{"seq":7}}'],
    ['{"seq":1,"a":{"seq":7}}'],
    ['{"a":{"seq":7},"seq":1}'],
    ['{"a":[{"seq":7}]}'],
    ['{"\\u0073eq":3,"a":{"seq":7}}'],
    ['{"seq":1,"\\u0073eq":2}'],
    ['{"seq":1,"seq":2}'],
    ['{ "seq" : 12 , "a" : 1 }'],
    ['{"seq":1.5}'],
    ['{"seq":-1}'],
    ['{"seq":"12"}'],
    ['{"seq":1e3}'],
    ['{"text":"\\"seq\\":5"}'],
    ['{"a":"seq","b":1}'],
    ['{"seq":{"seq":4}}'],
    ['{"seq":12345678901234567}'],
  ])('is that of the stated path, and of no other: %s', (record) => {
    expect(read(['seq'], record)).toEqual([oracle(['seq'], record)]);
    expect(read(['a', 'seq'], record)).toEqual([oracle(['a', 'seq'], record)]);
  });

  it('is what JSON.parse finds there, whatever else the entry holds', () => {
    const name = fc.constantFrom('seq', 'a', 'b', '\\u0061', 's\\u0065q');
    const space = fc.constantFrom('', ' ');
    const { record } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('12', '0', '-1', '7.0', '1e3', 'null', 'true', '"seq"', '"12"', '"}"', '"\\""'),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
        tie('record'),
      ),
      record: fc
        .tuple(space, fc.array(fc.tuple(name, space, tie('value')), { maxLength: 5 }))
        .map(
          ([between, members]) =>
            `{${members.map(([own, before, value]) => `"${own}"${before}:${before}${value}`).join(`${between},`)}${between}}`,
        ),
    }));
    fc.assert(
      fc.property(
        record as fc.Arbitrary<string>,
        fc.constantFrom(['seq'], ['a', 'seq'], ['a', 'a', 'seq']),
        (text, path) => {
          expect(read(path, text)).toEqual([oracle(path, text)]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
