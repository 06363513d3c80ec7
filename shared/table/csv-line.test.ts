import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell, csvLine, csvText } from './csv-line.ts';

const formula = /^[\t\r\n]*[=+\-@＝＋－＠]/;

it.each([
  ["=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"],
  ["a;=cmd|'/c calc'!A0;b", "a;'=cmd|'/c calc'!A0;b"],
  ['a;"=1+1;b', 'a;\'"=1+1;b'],
  ['a\n=1+1', "a\n'=1+1"],
  ['a\t＝1', "a\t'＝1"],
  ['\t=1', "'\t'=1"],
  ['a; =1, b=2;c', 'a; =1, b=2;c'],
  ['1;-', "1;'-"],
])('%j stands in a table as %j', (value, text) => {
  expect(csvText(value)).toBe(text);
});

it('leaves numbers alone', () => {
  expect([csvText(-5), csvText(null)]).toEqual(['-5', '']);
});

/** As programs read a line that split it elsewhere: quotes count where a cell begins with one, and up to where they are closed. */
function cellsAt(text: string, separator: RegExp): string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (isQuoted && sign === '"') {
      if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (!isQuoted && sign === '"' && cell === '' && !/"/.test(text[at - 1] ?? '')) isQuoted = true;
    else if (!isQuoted && separator.test(sign)) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...cells, cell];
}

it('holds no formula for programs that split at commas, semicolons or tabs', () => {
  const piece = fc.constantFrom('a', '=', '-', '＋', ';', '\t', '\n', '\r', '"', ',', "'", ' ');
  const value = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
      const line = csvLine(values.map(csvText));
      expect(line).toBe(`${values.map((each) => csvCell(each)).join(',')}\r\n`);
      for (const separator of [/[,\r\n]/, /[;\r\n]/, /[\t\r\n]/, /[,;\t\r\n]/])
        for (const cell of cellsAt(line, separator)) expect(cell).not.toMatch(formula);
    }),
    { numRuns: 2000 },
  );
});
