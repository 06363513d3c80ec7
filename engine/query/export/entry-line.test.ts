import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Encoding, encodeText } from '../../../shared/bytes/encoded-text.ts';
import { printRow } from '../../../shared/table/print-row.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { entryLine } from './entry-line.ts';

const encodings = fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be');
const anyText = fc.string({ unit: 'binary', maxLength: 20 });
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One line of strict UTF-8. */
function lineOf(...of: Parameters<typeof entryLine>): string {
  const line = utf8.decode(entryLine(...of));
  expect(line).not.toMatch(/[\r\n]/);
  return line;
}

describe('an entry of JSON', () => {
  const written = fc
    .tuple(
      fc.dictionary(anyText, fc.jsonValue()),
      fc.constantFrom(undefined, 2, '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([value, indent, lineBreak]) => JSON.stringify(value, null, indent).replaceAll('\n', lineBreak));

  test('parses from its line to what it was, however it was laid out and encoded', () => {
    fc.assert(
      fc.property(
        written,
        encodings,
        fc.constantFrom('ndjson' as const, 'json' as const),
        (text, encoding, form) => {
          const layout: Layout =
            form === 'json' ? { form, encoding, array: true, records: [] } : { form, encoding };
          const line = lineOf(layout, Buffer.from(encodeText(encoding, text)));
          expect(JSON.parse(line)).toEqual(JSON.parse(text));
          // Nothing but line breaks is left out: numbers keep their spelling, white space its place.
          expect(line).toBe(text.replaceAll(/[\r\n]/g, ''));
        },
      ),
    );
  });

  test('keeps lone surrogates of UTF-16 as the escapes that mean them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0xd7fe, max: 0xe001 }), fc.constant(0x5c)), { maxLength: 8 }),
        fc.constantFrom('utf-16le', 'utf-16be'),
        (units, encoding) => {
          const value = String.fromCharCode(...units);
          const text = `{"note":"${value.replaceAll('\\', '\\\\')}"}`;
          const line = lineOf({ form: 'ndjson', encoding }, Buffer.from(encodeText(encoding, text)));
          expect(JSON.parse(line)).toEqual({ note: value });
        },
      ),
    );
    const lone = Buffer.from(encodeText('utf-16le', '{"a":"\ud83dx"}'));
    expect(lineOf({ form: 'ndjson', encoding: 'utf-16le' }, lone)).toBe('{"a":"\\ud83dx"}');
  });
});

describe('a row of a table', () => {
  test('is an object of its columns and their texts, in the order of the file', () => {
    const layout = { form: 'table', encoding: 'utf-8', delimiter: ';', header: ['b', '10', '9'] } as const;
    const line = lineOf({ ...layout, header: [...layout.header] }, Buffer.from('1.0;"two\r\nlines; ""x""";'));
    expect(line).toBe('{"b":"1.0","10":"two\\r\\nlines; \\"x\\"","9":""}');
  });

  test('loses no cell where headings repeat, are empty, or are names that objects treat apart', () => {
    const heading = fc.constantFrom('id', 'id#2', '', 'column 2', '__proto__', 'constructor', '7', 'ü');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(heading, anyText), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        encodings,
        (cells, delimiter, encoding) => {
          const header = cells.map(([name]) => name);
          const row = printRow(
            cells.map(([, text]) => text),
            delimiter,
          );
          const line = lineOf(
            { form: 'table', encoding, delimiter, header },
            Buffer.from(encodeText(encoding, row)),
          );
          expect(Object.values(JSON.parse(line)).toSorted()).toEqual(
            cells.map(([, text]) => text).toSorted(),
          );
        },
      ),
    );
  });
});
