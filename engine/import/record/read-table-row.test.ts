import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../shared/bytes/encoded-text.ts';
import { readerFor } from '../reading/formats.ts';
import { columnNames, rowOf, type TableLayout } from './read-table-row.ts';

const layout = (header: string[], encoding: TableLayout['encoding'] = 'utf-8'): TableLayout => ({
  form: 'table',
  encoding,
  delimiter: ',',
  header,
});
const read = (header: string[], bytes: Buffer | string) =>
  readerFor(layout(header))({
    bytes: Buffer.from(bytes as string),
    offset: 0,
    length: bytes.length,
    line: 1,
    fault: null,
  });

describe('the columns of a table', () => {
  it('have a name each, though headings are alike, empty or look like such a name', () => {
    expect(columnNames(['a', 'a', '', 'a#2', '', 'column 3', 'a'])).toEqual([
      ...['a', 'a#3', 'column 3#2', 'a#2', 'column 5', 'column 3', 'a#4'],
    ]);
    for (const header of [
      ['', ''],
      ['a', 'a', 'a#2', 'a#2'],
      ['__proto__', '__proto__'],
      ['constructor', ''],
    ])
      expect(new Set(columnNames(header)).size).toBe(header.length);
  });
});

describe('a row', () => {
  it('is an object of heading to text, without the empty cells', () => {
    expect(read(['a', 'b', 'c'], '1,,"x,""y"""')).toEqual({ value: { a: '1', c: 'x,"y"' }, fault: null });
    expect(read(['a', 'b', 'c'], ',,')).toEqual({ value: {}, fault: null });
  });

  it('keeps what stands under odd headings as its own', () => {
    const { value } = read(['__proto__', 'constructor', 'a', 'a', ''], '1,2,3,4,5');
    expect(Object.entries(value ?? {})).toEqual([
      ...[
        ['__proto__', '1'],
        ['constructor', '2'],
        ['a', '3'],
        ['a#2', '4'],
        ['column 5', '5'],
      ],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('may end early, but not before its first delimiter', () => {
    expect(read(['a', 'b', 'c'], '1,2').value).toEqual({ a: '1', b: '2' });
    expect(read(['a', 'b', 'c'], '1').fault).toBe('NOT_A_ROW');
    expect(read(['a'], '1').value).toEqual({ a: '1' });
  });

  it.each<[string, Buffer | string, string]>([
    ['more cells than columns', '1,2,3', 'CELLS_TOO_MANY'],
    ['a quote that is not closed', '1,"2', 'QUOTE_OPEN'],
    ['something behind a closing quote', '1,"2"x', 'QUOTE_STRAY'],
    ['bytes that are no UTF-8', Buffer.from([0x31, 0x2c, 0xff]), 'NOT_UTF8'],
  ])('of %s is not read', (_, bytes, fault) => {
    expect(read(['a', 'b'], bytes)).toEqual({ value: null, fault });
  });

  it('has all its cells in the order of the file, the empty ones too', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      const bytes = Buffer.from(encodeText(encoding, '1,,"\u00e9"'));
      expect(rowOf(layout(['b', 'a', 'b'], encoding), bytes)).toEqual([
        ...[
          ['b', '1'],
          ['a', ''],
          ['b#2', '\u00e9'],
        ],
      ]);
    }
  });
});
