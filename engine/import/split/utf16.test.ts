import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Encoding, encodeText } from '../../../shared/bytes/encoded-text.ts';
import { recordLimit } from '../../case/record-limit.ts';
import type { Layout } from '../layout/layout.ts';
import { readerFor, splitterFor } from '../reading/formats.ts';
import { inBlocks } from '../testing/blocks.ts';

const encodings = ['utf-16le', 'utf-16be'] as const;
const split = (layout: Layout, source: Buffer, cuts: readonly number[] = []) => [
  ...splitterFor(layout)(inBlocks(source, cuts)),
];

/** A layout and a text in it, with the texts of its records. */
interface Sample {
  readonly layout: (encoding: Encoding) => Layout;
  readonly text: string;
  readonly records: readonly string[];
}
const record = fc
  .dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2, noUnicodeString: false }))
  .map((value) => JSON.stringify(value));
const records = fc.array(record, { maxLength: 6 });
const cell = fc.stringMatching(/^[a-z\u00e9\u4e2d]{1,5}$/u);
const sample: fc.Arbitrary<Sample> = fc.oneof(
  records.map((records) => ({
    layout: (encoding: Encoding) => ({ form: 'ndjson' as const, encoding }),
    text: records.join('\r\n'),
    records,
  })),
  records.map((records) => ({
    layout: (encoding: Encoding) => ({ form: 'json' as const, encoding, array: true, records: [] }),
    text: `[${records.join(',\n')}]\n`,
    records,
  })),
  records.map((records) => ({
    layout: (encoding: Encoding) => ({
      form: 'json' as const,
      encoding,
      array: false,
      records: ['\u00e9\u{1f512}'],
    }),
    text: `{"\u4e2d":"]","\u00e9\u{1f512}":[${records.join(',')}],"x":{}}`,
    records,
  })),
  fc.array(fc.tuple(cell, cell), { maxLength: 6 }).map((rows) => ({
    layout: (encoding: Encoding) => ({
      form: 'table' as const,
      encoding,
      delimiter: '\u00a6',
      header: ['\u4e2d', 'b'],
    }),
    text: `\u4e2d\u00a6b\n${rows.map((row) => `"${row.join('"\u00a6"')}"\n`).join('')}`,
    records: rows.map((row) => `"${row.join('"\u00a6"')}"`),
  })),
);

describe('records in UTF-16', () => {
  it('are found at their own bytes in every form, with a byte order mark and without, in any blocks', () => {
    fc.assert(
      fc.property(
        sample,
        fc.constantFrom(...encodings),
        fc.boolean(),
        fc.array(fc.nat({ max: 1000 })),
        ({ layout, text, records }, encoding, mark, cuts) => {
          const source = Buffer.from(encodeText(encoding, (mark ? '\ufeff' : '') + text));
          const found = split(layout(encoding), source, cuts);
          const expected = records.map((each) => Buffer.from(encodeText(encoding, each)));
          expect(found.map(({ bytes }) => bytes)).toEqual(expected);
          const read = readerFor(layout(encoding));
          let at = 0;
          for (const located of found) {
            const { bytes, offset, length } = located;
            expect(offset).toBeGreaterThanOrEqual(at);
            expect(bytes.equals(source.subarray(offset, offset + length))).toBe(true);
            expect(located.line).toBe(lineOf(encoding, source.subarray(0, offset)));
            expect(read(located).fault).toBe(null);
            at = offset + length;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of any units are the same in any blocks, in order and inside', () => {
    const unit = fc.constantFrom(...'{}[]",:\\\n\r a\u00e9\ufeff\ud83d\udd12\u0022\u2200\u0a0a');
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }),
        fc.constantFrom(...encodings),
        fc.constantFrom<Exclude<Layout['form'], 'empty'>>('ndjson', 'json', 'table'),
        fc.boolean(),
        fc.array(fc.nat({ max: 150 })),
        (units, encoding, form, odd, cuts) => {
          const layout: Layout =
            form === 'ndjson'
              ? { form, encoding }
              : form === 'json'
                ? { form, encoding, array: false, records: [] }
                : { form, encoding, delimiter: ',', header: ['a', 'b'] };
          const text = Buffer.from(encodeText(encoding, units.join('')));
          const source = odd ? Buffer.concat([text, Buffer.from([0x0a])]) : text;
          const whole = split(layout, source);
          expect(split(layout, source, cuts)).toEqual(whole);
          let at = 0;
          for (const { offset, length, bytes, fault } of whole) {
            expect(offset).toBeGreaterThanOrEqual(at);
            if (fault === null) expect(bytes.equals(source.subarray(offset, offset + length))).toBe(true);
            at = offset + length;
          }
          expect(at).toBeLessThanOrEqual(source.length);
          if (odd)
            expect(whole.at(-1)).toMatchObject({ offset: source.length - 1, length: 1, fault: 'NOT_UTF16' });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('may be as long as in UTF-8, in bytes, across many blocks', () => {
    const layout: Layout = { form: 'ndjson', encoding: 'utf-16le' };
    const exact = Buffer.alloc(recordLimit, 'x\0');
    const end = Buffer.from('\n\0');
    const source = Buffer.concat([exact, end, exact, Buffer.from('x\0'), end, Buffer.from('1\0')]);
    const cuts = Array.from({ length: 100 }, (_, n) => n * 333_333);
    const found = split(layout, source, cuts);
    expect(found.map(({ length, fault }) => [length, fault])).toEqual([
      [recordLimit, null],
      [recordLimit + 2, 'TOO_LONG'],
      [2, null],
    ]);
    expect(found[0]?.bytes.equals(exact)).toBe(true);
  });

  it('with lone surrogates are not read', () => {
    const layout: Layout = { form: 'ndjson', encoding: 'utf-16be' };
    const [located] = split(layout, Buffer.from(encodeText('utf-16be', '{"a":"\ud800"}')));
    expect(located && readerFor(layout)(located).fault).toBe('NOT_UTF16');
  });
});

function lineOf(encoding: Encoding, before: Buffer): number {
  const high = encoding === 'utf-16le' ? 1 : 0;
  let line = 1;
  for (let i = 0; i < before.length; i += 2) {
    if (before[i + high] === 0 && before[i + 1 - high] === 0x0a) line++;
  }
  return line;
}
