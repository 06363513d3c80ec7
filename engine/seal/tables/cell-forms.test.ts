import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { csvCell } from '../../../shared/table/csv-line.ts';
import type { Cell } from '../../query/rows-scan.ts';
import { CellSpelling } from './cell-forms.ts';
import { loadFileText } from './load-file.ts';
import { Spreadsheet } from './spreadsheet.ts';

/** A workbook that is never written: its forms alone are asked for. */
function spelling() {
  const shared: string[] = [];
  const { numberForm, textForm } = Spreadsheet.prototype;
  return {
    shared,
    spelling: new CellSpelling({
      ...{ numberForm, textForm },
      sharedForm: (text) => `shared ${shared.push(text) - 1}`,
    }),
  };
}

const columnOf = (name: string) => columns.findIndex((column) => column.name === name);
const row = (name: string, value: Cell): Cell[] =>
  columns.map((column) => (column.name === name ? value : null));

test('a text is spelled as each table spells it, however it is found that it needs no spelling', () => {
  const piece = fc.constantFrom(
    'a',
    '9',
    '_',
    '_x',
    '_x0041_',
    '=',
    '+',
    ',',
    '"',
    '\u00fe',
    '\n',
    '\r',
    ' ',
    '<',
    '&',
    '\u0000',
    '\ud800',
    '\uffff',
    '\uff1d',
    '-',
    ':',
    '.',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (value) => {
      const { textForm } = Spreadsheet.prototype;
      for (const name of ['entry_id', 'note']) {
        const forms = spelling().spelling.of(row(name, value))[columnOf(name)];
        expect(forms).toEqual({
          table: csvCell(value),
          loadFile: loadFileText(value),
          sheet: textForm(value, false),
        });
      }
    }),
  );
});

test('a text of a column of few is shared once, and of one of many stands in its cell', () => {
  const { spelling: cells, shared } = spelling();
  const verdicts = ['fake', 'real', 'fake'].map(
    (value) => cells.of(row('verdict', value))[columnOf('verdict')],
  );
  expect(verdicts.map((forms) => forms?.sheet)).toEqual(['shared 0', 'shared 1', 'shared 0']);
  for (let i = 0; i < 5000; i++) cells.of(row('image_id', `img_${i}`));
  expect(shared).toHaveLength(2 + 4096);
  expect(cells.of(row('image_id', 'img_4999'))[columnOf('image_id')]).toMatchObject({
    table: 'img_4999',
    sheet: '" t="inlineStr"><is><t>img_4999</t></is></c>',
  });
});

test('numbers and nothing are what they are', () => {
  const { spelling: cells } = spelling();
  const forms = cells.of(row('confidence', 0.92));
  expect(forms[columnOf('confidence')]).toEqual({
    table: '0.92',
    loadFile: '0.92',
    sheet: '"><v>0.92</v></c>',
  });
  expect(forms[columnOf('note')]).toEqual({ table: '', loadFile: '', sheet: null });
});
