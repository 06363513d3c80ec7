import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRow } from './print-row.ts';
import { readRow } from './read-row.ts';

describe('the cells of a row', () => {
  it('are those that were printed, for any cells and delimiter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t', '|', '\u00a6'),
        (cells, delimiter) => {
          expect(readRow(printRow(cells, delimiter), delimiter)).toEqual(cells);
        },
      ),
    );
  });

  it('may be quoted without need, empty, and hold quotes where none opens them', () => {
    expect(readRow('"a",,"",5" x, "y"', ',')).toEqual(['a', '', '', '5" x', ' "y"']);
    expect(readRow('', ',')).toEqual(['']);
    expect(readRow(',', ',')).toEqual(['', '']);
    expect(readRow('"a""b"', ',')).toEqual(['a"b']);
  });

  it('cannot be told where a quote is not closed, or the cell goes on behind it', () => {
    for (const open of ['"', 'a,"b', '"a""', '"a","b""']) expect(readRow(open, ','), open).toBe('QUOTE_OPEN');
    for (const stray of ['"a"b', '"a" ,b', '"he said "hi", then"', '"a"""b"c'])
      expect(readRow(stray, ','), stray).toBe('QUOTE_STRAY');
  });
});
