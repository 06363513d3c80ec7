import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Located } from './located.ts';
import { splitArray } from './split-array.ts';
import { coversEveryByte, inBlocks, placed } from './testing/blocks.ts';

const split = (source: Buffer | string, cuts: readonly number[] = [], limit?: number): Located[] => [
  ...splitArray(inBlocks(Buffer.from(source), cuts), limit),
];
const texts = (source: string) => split(source).map(({ bytes, fault }) => fault ?? bytes.toString());

describe('the elements of an array', () => {
  it('are records, whatever brackets and escapes their strings hold', () => {
    const elements = ['{"a":"]},{["}', '{"b":"\\"]\\\\"}', '{"c":[[{}],[]]}', '"text, ]"', '12', '[]'];
    expect(texts(` \n[${elements.join(' ,\r\n\t')} ] \n`)).toEqual(elements);
    expect(texts(`\ufeff[${elements.join(',')}]`)).toEqual(elements);
  });

  it('know the line that they begin on', () => {
    const source = '[\n  {\n  "a": 1\n  },\n\n  {"b": 2}\n]\n';
    expect(split(source).map(({ line, offset }) => [line, offset])).toEqual([
      [2, 4],
      [6, 23],
    ]);
  });

  it('may be none', () => {
    for (const empty of ['[]', ' [ ] ', '\ufeff[\n]\n']) expect(texts(empty)).toEqual([]);
  });

  it.each<[string, string, unknown[]]>([
    [
      'inside an element',
      '[{"a":1},{"b":',
      [
        [1, 7, 1, null],
        [9, 5, 1, 'TRUNCATED'],
      ],
    ],
    [
      'inside a string',
      '[{"a":1},{"b":"]}',
      [
        [1, 7, 1, null],
        [9, 8, 1, 'TRUNCATED'],
      ],
    ],
    [
      'after an element',
      '[{"a":1},{"b":2}',
      [
        [1, 7, 1, null],
        [9, 7, 1, null],
        [16, 0, 1, 'TRUNCATED'],
      ],
    ],
    [
      'after an element and white space',
      '[{"a":1}\n',
      [
        [1, 7, 1, null],
        [9, 0, 2, 'TRUNCATED'],
      ],
    ],
    [
      'after a comma',
      '[{"a":1},',
      [
        [1, 7, 1, null],
        [9, 0, 1, 'TRUNCATED'],
      ],
    ],
    ['at its opening', '[', [[1, 0, 1, 'TRUNCATED']]],
    ['before it', '  ', [[2, 0, 1, 'TRUNCATED']]],
  ])('that ends %s is told as truncated; what is whole is kept', (_, source, found) => {
    expect(split(source).map(placed)).toEqual(found);
  });

  it('are followed by nothing: what stands after the end is told as one span', () => {
    expect(split('[{"a":1}] \n{"b":2}\n]').map(placed)).toEqual([
      [1, 7, 1, null],
      [11, 9, 2, 'STRAY'],
    ]);
    expect(split('{"a":1}').map(placed)).toEqual([[0, 7, 1, 'STRAY']]);
  });

  it('longer than the limit are located and skipped; the next one is read', () => {
    const long = `{"a":"${'x'.repeat(20)}"}`;
    expect(split(`[${long} ,{"b":2},${'['.repeat(40)}`, [], 16).map(placed)).toEqual([
      [1, long.length + 1, 1, 'TOO_LONG'],
      [long.length + 3, 7, 1, null],
      [long.length + 11, 40, 1, 'TOO_LONG'],
    ]);
  });

  it('of bottomless nesting do not pile up in memory', () => {
    const block = Buffer.alloc(1 << 20, '[');
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    function* blocks() {
      for (let i = 0; i < 40; i++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield block;
      }
    }
    expect([...splitArray(blocks())].map(placed)).toEqual([[1, (40 << 20) - 1, 1, 'TOO_LONG']]);
    expect(most).toBeLessThan(512 << 20);
  });

  it('are the same however the bytes come in blocks, and no byte is lost', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        '\\',
        ' ',
        '\r\n',
        '{"a":1}',
        ',{"b":"]"}',
        'é',
        '\ufeff',
      ),
      fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
    );
    const prefix = fc.constantFrom('[', '\ufeff[', ' \n[', '');
    fc.assert(
      fc.property(
        prefix,
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.nat({ max: 400 })),
        (first, pieces, cuts) => {
          const source = Buffer.from(first + pieces.join(''));
          const whole = split(source, [], 48);
          expect(split(source, cuts, 48).map(placed)).toEqual(whole.map(placed));
          coversEveryByte(source, whole, /^[\ufeff\s[\],]*$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are those that JSON.parse finds, for any array', () => {
    const element = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.array(element),
        fc.nat({ max: 3 }),
        fc.array(fc.nat({ max: 800 })),
        (elements, indent, cuts) => {
          const found = split(JSON.stringify(elements, null, indent), cuts);
          expect(found.every(({ fault }) => fault === null)).toBe(true);
          expect(found.map(({ bytes }) => JSON.parse(bytes.toString()))).toEqual(
            JSON.parse(JSON.stringify(elements)),
          );
        },
      ),
    );
  });
});
