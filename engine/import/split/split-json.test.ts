import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversEveryByte, placed } from '../testing/blocks.ts';
import { found, within } from '../testing/json-records.ts';
import type { Located } from './located.ts';
import { splitJson } from './split-json.ts';

const split = (source: Buffer | string, cuts: readonly number[] = [], limit?: number): Located[] =>
  within(source, [], cuts, limit);
const texts = (source: string) => split(source).map(({ bytes, fault }) => fault ?? bytes.toString());

/** What may stand between records of arrays and documents. */
const separators = /^[\ufeff\s[\],]*$/;

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
    expect([...splitJson(blocks(), [])].map(placed)).toEqual([[1, (40 << 20) - 1, 1, 'TOO_LONG']]);
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
          coversEveryByte(source, whole, separators);
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

describe('documents one after the other', () => {
  const a = '{"a":1}';
  const b = '{\n  "a": "}{",\n  "b": [{}]\n}';

  it('are records, however they follow each other', () => {
    for (const between of ['', ' ', '\n', '\r\n\r\n', ',', ',\n', '\ufeff'])
      expect(found(`${a}${between}${b}${between}${a}\n`), JSON.stringify(between)).toEqual([a, b, a]);
  });

  it('may be arrays, whose elements are records', () => {
    expect(found(`[${a},${b}]\n[${a}]\n[]${b}`)).toEqual([a, b, a, b]);
  });

  it('end before the line that the next one begins on, where something stands between them', () => {
    expect(found(`${a}} x ${a}\n  {"nested":1}\n${b}\n]\n${a} null`)).toEqual([
      a,
      ['STRAY', `} x ${a}\n  {"nested":1}`],
      b,
      ['STRAY', ']'],
      a,
      ['STRAY', 'null'],
    ]);
    expect(found(`[${a}] \n${b}\n]\n`)).toEqual([a, b, ['STRAY', ']']]);
    expect(found('text\n\n')).toEqual([['STRAY', 'text']]);
  });

  it('are not parted by half a byte order mark', () => {
    for (const half of [[0xef], [0xef, 0xbb]]) {
      for (const after of ['', '\n', 'x']) {
        const source = Buffer.concat([
          Buffer.from(`${a}\n`),
          Buffer.from(half),
          Buffer.from(`${after}\n${a}`),
        ]);
        const stray = half.length + (after === 'x' ? 1 : 0);
        for (const cuts of [[], [9], [9, 10, 11]])
          expect(within(source, [], cuts).map(placed)).toEqual([
            [0, 7, 1, null],
            [8, stray, 2, 'STRAY'],
            [9 + half.length + after.length, 7, after === '\n' ? 4 : 3, null],
          ]);
      }
    }
    expect(within(Buffer.from([0xef, 0xbb]), []).map(placed)).toEqual([[0, 2, 1, 'STRAY']]);
  });

  it('that the file ends in are truncated', () => {
    expect(found(`${a}\n{"a":`)).toEqual([a, ['TRUNCATED', '{"a":']]);
    expect(within(`${a}\n{"a":${'['.repeat(40)}`, [], [], 16).map(placed)).toEqual([
      [0, 7, 1, null],
      [8, 45, 2, 'TOO_LONG'],
    ]);
  });
});

describe('a torn record', () => {
  const records = [1, 2, 3, 4, 5].map((n) => ({ id: n, of: [{ id: 'x' }], text: 'y' }));
  const torn = { bracket: '"of":[{"id":"x"}],"text":"y"', quote: '"text":"y' };
  const whole = records.map((record) => JSON.stringify(record));

  it.each([
    ['a lost brace', (text: string) => text.slice(0, -1)],
    ['a lost quote', (text: string) => text.replace('"y"', '"y')],
    ['a lost bracket', (text: string) => text.replace('],', ',')],
    ['a cut', (text: string) => `${text.slice(0, -torn.quote.length - 4)}"`],
  ])('by %s ends where the next must begin', (_, tear) => {
    const third = tear(whole[2] as string);
    const parts = whole.with(2, third);
    const heads = [whole[0], whole[1]];
    for (const [open, between, close] of [
      ['[', ',', ']'],
      ['[\n  ', ',\n  ', '\n]\n'],
      ['', '\n', '\n'],
      ['', '', ''],
    ] as const) {
      const texts = found(`${open}${parts.join(between)}${close}`);
      expect(texts.slice(0, 2)).toEqual(heads);
      // A record without its last brace takes the next one with it: only behind a brace does another begin.
      expect(texts.at(-1)).toBe(whole[4]);
      expect(texts.length).toBeGreaterThanOrEqual(4);
    }
  });

  it('takes the rest with it where records that begin alike stand in records', () => {
    const nested = '{"id":1,"of":[{"id":2},{"id":3}]}';
    const source = `[${nested},${nested},{"id":1,"of":{"id":2},${nested}]`;
    expect(found(source)).toEqual([nested, nested, ['TRUNCATED', `{"id":1,"of":{"id":2},${nested}]`]]);
    expect(found(`[${nested},${nested},${nested}]`)).toEqual([nested, nested, nested]);
  });
});

describe('any bytes at all', () => {
  const piece = fc.constantFrom(
    ...[
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      ':',
      '\\',
      ' ',
      '\n',
      'null',
      '1',
      '{"a":1}',
      '{"logs":[',
      ']}',
      '"logs"',
    ],
    ...['"data":{', '{"a":"x","b":[{"a":2}]}', '\n{"a":', '\ufeff', '\u00e9', '{"logs":[{"a":1},{"a":2}]}\n'],
  );
  const records = fc.constantFrom<string[][]>([], ['logs'], ['data', 'logs']);

  it('are the same however they come in blocks; places are in order, inside, and hold no record beside', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        records,
        fc.array(fc.nat({ max: 200 })),
        (pieces, path, cuts) => {
          const source = Buffer.from(pieces.join(''));
          const whole = within(source, path, [], 48);
          expect(within(source, path, cuts, 48)).toEqual(whole);
          let at = 0;
          for (const { offset, length, bytes, fault } of whole) {
            expect(offset).toBeGreaterThanOrEqual(at);
            expect(length).toBeGreaterThanOrEqual(0);
            if (fault === null) expect(bytes.equals(source.subarray(offset, offset + length))).toBe(true);
            at = offset + length;
          }
          expect(at).toBeLessThanOrEqual(source.length);
          if (path.length === 0) coversEveryByte(source, whole, separators);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
