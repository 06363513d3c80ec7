import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRow } from '../../../shared/table/print-row.ts';
import { inBlocks, placed } from '../testing/blocks.ts';
import type { Located } from './located.ts';
import { splitTable, TableState } from './split-table.ts';

const split = (
  source: Buffer | string,
  cuts: readonly number[] = [],
  limit?: number,
  delimiter = ',',
): Located[] => [
  ...splitTable(
    inBlocks(Buffer.from(source), cuts),
    { delimiter: Buffer.from(delimiter), columns: 2 },
    limit,
  ),
];
/** The text of what is found, or its fault and text. */
const found = (source: string, limit?: number, delimiter?: string) =>
  split(source, [], limit, delimiter).map(({ bytes, offset, length, fault }) =>
    fault === null
      ? bytes.toString()
      : [fault, Buffer.from(source).toString('utf8', offset, offset + length)],
  );

describe('rows', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('end with %s outside quotes, and the last one with the file', (_, end) => {
    const rows = ['1,2', `"a${end}b",""`, '"""",","', `"${end}${end}"`, ' 3 , "x" '];
    expect(found(`a,b${end}${rows.join(end)}`)).toEqual(rows.with(3, rows[3] as string));
    expect(found(`\ufeffa,b${end}${rows.join(end)}${end}`)).toEqual(rows);
    expect(found(`"a","b"${end}${end}${rows.join(end + end)}${end}`)).toEqual(rows);
  });

  it('know the line that they begin on', () => {
    const lines = split('\ufeffa,b\r\n\r\n"x\r\ny",1\r\n2,3\r\n').map(({ line, offset }) => [line, offset]);
    expect(lines).toEqual([
      [3, 10],
      [5, 20],
    ]);
  });

  it('are none where a line is the heading, blank, or tells the delimiter', () => {
    expect(found('sep=,\n \na,b\n1,2\n\t\na,b\n \t \n3,4\n')).toEqual(['1,2', '3,4']);
    for (const none of ['', '\n\n', 'a,b', 'a,b\r\n', '\ufeff', '\ufeffa,b\n'])
      expect(found(none)).toEqual([]);
    expect(found('a\tb\n\t\n', undefined, '\t')).toEqual(['\t']);
  });

  it('of tables that were joined are rows, whatever marks and headings stand between', () => {
    expect(found('\ufeff"a","b"\n1,2\n\ufeff"a","b"\n3,4\n\ufeff\n')).toEqual(['1,2', '3,4']);
  });

  it('take a quote for a character where it does not begin a cell', () => {
    expect(found('a,b\n5" disk,1\nx ,"y\n",2\nz"",3\n')).toEqual(['5" disk,1', 'x ,"y\n",2', 'z"",3']);
  });

  it('may have cells between characters of several bytes', () => {
    expect(found('a\u00a6b\n1\u00a6"2\n3"\n4\u00a65\n', undefined, '\u00a6')).toEqual([
      '1\u00a6"2\n3"',
      '4\u00a65',
    ]);
  });
});

describe('a quote that is not closed', () => {
  it('makes a fault of its line alone, where the file ends before it closes', () => {
    expect(found('a,b\n1,"x\n2,y\n3,z\n')).toEqual([['QUOTE_OPEN', '1,"x'], '2,y', '3,z']);
    expect(found('a,b\n1,2\n3,"x')).toEqual(['1,2', ['QUOTE_OPEN', '3,"x']]);
  });

  it('makes a fault of its line alone, where it does not close within the limit', () => {
    const rows = Array.from({ length: 10 }, (_, n) => `${n},row`);
    expect(found(`a,b\n1,"x\n${rows.join('\n')}\n2,"y"\n`, 40)).toEqual([
      ['QUOTE_OPEN', '1,"x'],
      ...rows,
      '2,"y"',
    ]);
  });

  it('leaves lines behind it that may be of its text, up to the next whole row', () => {
    const text = 'a,b,c\n1,2,"Dear all\nwe think, that\n4,5,6\n7,8\n';
    const rows = [...splitTable([Buffer.from(text)], { delimiter: Buffer.from(','), columns: 3 })];
    expect(rows.map(({ fault, bytes }) => fault ?? bytes.toString())).toEqual([
      'QUOTE_OPEN',
      'CELLS_TOO_FEW',
      '4,5,6',
      '7,8',
    ]);
  });

  it('takes what it closes with along, whatever that is', () => {
    expect(found('a,b\n1,"x\n2,"y"\n3,z\n')).toEqual(['1,"x\n2,"y"', '3,z']);
  });
});

describe('a line longer than the limit', () => {
  it('is located and skipped; the next one is read', () => {
    const long = 'x'.repeat(50);
    for (const line of [long, `1,"${long}"`, `"${long}`])
      expect(found(`a,b\n${line}\n1,2\n${line}`, 40)).toEqual([
        ['TOO_LONG', line],
        '1,2',
        ['TOO_LONG', line],
      ]);
  });

  it('of nothing but quotes, or of quotes that open again and again, costs no time', () => {
    for (const line of ['"', '""\n', ',"\n', ',""\n', '"""\n', 'a""\n']) {
      const source = `a,b\n${line.repeat((1 << 20) / line.length)}`;
      expect(split(source, [], 1 << 17).length).toBeGreaterThan(0);
    }
  });

  it('does not pile up in memory', () => {
    const block = Buffer.alloc(1 << 20, 'x');
    block[0] = 0x22;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    function* blocks() {
      yield Buffer.from('a,b\n');
      for (let i = 0; i < 64; i++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield block;
      }
    }
    expect([...splitTable(blocks(), { delimiter: Buffer.from(','), columns: 2 })].map(placed)).toEqual([
      [4, 64 << 20, 2, 'TOO_LONG'],
    ]);
    expect(most).toBeLessThan(512 << 20);
  });
});

describe('the last row', () => {
  it('is truncated where it has neither its line ending nor all its cells', () => {
    expect(found('a,b\n1,2\n3')).toEqual(['1,2', ['TRUNCATED', '3']]);
    expect(found('a,b\n1,2\n3\n')).toEqual(['1,2', '3']);
    expect(found('a,b\n1,2\n3\r')).toEqual(['1,2', '3']);
    expect(found('a,b\n1,2\n3,')).toEqual(['1,2', '3,']);
  });
});

describe('any table', () => {
  it('gives the rows that were written, at their bytes', () => {
    const cell = fc.stringMatching(/^[a-c" ,;\t\r\n\u00e9]{0,6}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.nat({ max: 300 })),
        (rows, delimiter, end, mark, last, cuts) => {
          const printed = rows.map((row) => printRow(row, delimiter));
          const head = `${mark ? '\ufeff' : ''}one${delimiter}two${end}`;
          const source = Buffer.from(head + printed.join(end) + (last ? end : ''));
          const expected: [offset: number, length: number, row: string][] = [];
          let offset = Buffer.byteLength(head);
          for (const row of printed) {
            const length = Buffer.byteLength(row);
            if (!/^[ \t]*$/.test(row) || delimiter === '\t') expected.push([offset, length, row]);
            offset += length + end.length;
          }
          const located = split(source, cuts, undefined, delimiter);
          expect(located.map(({ offset, length, bytes }) => [offset, length, bytes.toString()])).toEqual(
            expected,
          );
          expect(located.every(({ fault }) => fault === null)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('any bytes at all', () => {
  it('are the same however they come in blocks, and what is no row is heading, line ending or white space', () => {
    const piece = fc.constantFrom(
      ...[
        'a,b\n',
        ',',
        '"',
        '""',
        '\n',
        '\r\n',
        '\r',
        '\r\r\n',
        ' ',
        'x',
        '1,2\n',
        'sep=,\n',
        '"x\ny",',
        '\u00e9',
      ],
      ...['\ufeff', '\n"', ',"', '",', '"\n', 'long enough', '\t'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat({ max: 200 })), (pieces, cuts) => {
        const source = Buffer.from(pieces.join(''));
        const whole = split(source, [], 24);
        expect(split(source, cuts, 24)).toEqual(whole);
        let rest = '';
        let at = 0;
        for (const { offset, length, bytes, fault } of whole) {
          expect(offset).toBeGreaterThanOrEqual(at);
          if (fault === null) expect(bytes.equals(source.subarray(offset, offset + length))).toBe(true);
          rest += `${source.toString('utf8', at, offset)}\0`;
          at = offset + length;
        }
        expect(at).toBeLessThanOrEqual(source.length);
        rest += source.toString('utf8', at);
        // Of what is left, but for white space, there is the hint and the heading, which is one row and its repetitions.
        const left = rest
          .split(/\0/)
          .join('\n')
          .replace(/^\ufeff/, '')
          .replaceAll(/sep=,/g, '');
        const words = left.split('\n').join('');
        const heading = headingOf(source.toString('utf8'), 24);
        if (heading !== null) expect(words.replaceAll(heading.replaceAll('\n', ''), '').trim()).toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});

it('is read alike from the end of any of its rows on', () => {
  const piece = fc.constantFrom(
    ...[
      '1,2\n',
      '"x\ny",3\r\n',
      '"',
      ' \n',
      'sep=,\n',
      '4,"5\n6"\n',
      'a,b\n',
      '\ufeffa,b\r\n',
      'long enough,7\n',
    ],
  );
  const shape = { delimiter: Buffer.from(','), columns: 2 };
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom('\n', '\r'), (pieces, end) => {
      const source = Buffer.from(['a,b\n', ...pieces].join('').replaceAll(/\r?\n/g, end));
      const state = new TableState();
      const whole = [...splitTable([source], shape, 24, state)];
      for (const [n, row] of whole.entries()) {
        const offset = row.offset + row.length;
        if (state.heading === null || offset <= state.headingAt) continue;
        if (state.wasTorn && !state.isWhole(row.bytes)) continue;
        const line = row.line + state.linesIn(row.bytes);
        const from = new TableState(offset, line, state.heading, state.lineEnd);
        expect([...splitTable([source.subarray(offset)], shape, 24, from)]).toEqual(whole.slice(n + 1));
      }
    }),
    { numRuns: 500 },
  );
});

/** The first line that is not blank, where it has no quote and is short enough to be the heading for sure. */
function headingOf(source: string, limit: number): string | null {
  const [first = ''] = source
    .replace(/^\ufeff/, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  return first === '' || /["\s]|sep=/.test(first) || Buffer.byteLength(first) > limit / 2 ? null : first;
}
