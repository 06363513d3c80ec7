import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../../shared/mapping/path.ts';
import type { Layout } from '../layout/layout.ts';
import { rowReader, type TableLayout } from '../record/read-table-row.ts';
import { Headings } from './headings.ts';
import { JsonValues } from './json-values.ts';
import { TableValues } from './table-values.ts';

const table = (header: string[]): TableLayout => ({
  form: 'table',
  encoding: 'utf-8',
  delimiter: ',',
  header,
});

/** What a path leads to in a row of cells. */
function inRow(header: string[], cells: string[], path: Path) {
  const layout = table(header);
  const bytes = Buffer.from(cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
  const { value } = rowReader(layout)({ bytes, offset: 0, length: bytes.length, line: 1, fault: null });
  if (value === null) throw new Error('no row');
  const values = new TableValues(layout);
  const place = values.place(path);
  values.open(value);
  return [place.value(), place.text(), place.scalar()];
}

function inJson(text: string, path: Path, encoding: 'utf-8' | 'utf-16le' = 'utf-8') {
  const layout: Layout = { form: 'ndjson', encoding };
  const values = new JsonValues(layout);
  const place = values.place(path);
  values.open(JSON.parse(text), Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'));
  return [place.value(), place.text(), place.scalar()];
}

const all = (text: string | null) => [text, text, text];

describe('a path in a table', () => {
  it.each(['context.case_id', 'context_case_id', 'Context Case ID', 'CONTEXT/CASE-ID', 'context[case_id]'])(
    'finds the heading %s',
    (heading) => {
      expect(inRow(['x', heading], ['1', 'C'], ['context', 'case_id'])).toEqual(all('C'));
    },
  );

  it('goes into cells that hold JSON', () => {
    const cell = '{"case_id":"C","n":1.0,"list":[{"a":null},7],"deep":{"x":true},"gone":null}';
    expect(inRow(['x', 'context'], ['', cell], ['context', 'case_id'])).toEqual(all('C'));
    expect(inRow(['x', 'context'], ['', cell], ['context', 'n'])).toEqual(all('1.0'));
    expect(inRow(['x', 'context'], ['', cell], ['context', 'list', '1'])).toEqual(all('7'));
    expect(inRow(['x', 'context'], ['', cell], ['context', 'deep'])).toEqual([
      '{"x":true}',
      '{"x":true}',
      null,
    ]);
    for (const path of [
      ['gone'],
      ['list', '0', 'a'],
      ['list', 'length'],
      ['constructor'],
      ['n', 'x'],
      ['none'],
    ])
      expect(inRow(['x', 'context'], ['', cell], ['context', ...path])).toEqual(all(null));
  });

  it('goes into no cell that holds anything else', () => {
    for (const cell of ['C', '{', "{'case_id':'C'}", '"x"', '1', `${'['.repeat(10_000)}`])
      expect(inRow(['x', 'context'], ['', cell], ['context', 'case_id'])).toEqual(all(null));
  });

  it('finds the heading that is exactly it first, and the next where the cell is empty', () => {
    const header = ['Case ID', 'case_id', 'case.id', 'case'];
    expect(inRow(header, ['a', 'b', 'c', '{"id":"d"}'], ['case', 'id'])).toEqual(all('c'));
    expect(inRow(header, ['', 'b', '', '{"id":"d"}'], ['case', 'id'])).toEqual(all('b'));
    expect(inRow(header, ['', '', '', '{"id":"d"}'], ['case', 'id'])).toEqual(all('d'));
    expect(inRow(header, ['', '', '', ''], ['case', 'id'])).toEqual(all(null));
  });

  it('of signs alone finds nothing but itself', () => {
    expect(inRow(['#', '%'], ['a', 'b'], ['%'])).toEqual(all('b'));
    expect(inRow(['#', '%'], ['a', 'b'], ['$'])).toEqual(all(null));
  });

  it('finds a heading named __proto__ where there is one, and no other', () => {
    expect(inRow(['x', '__proto__'], ['1', 'p'], ['__proto__'])).toEqual(all('p'));
    expect(inRow(['x', 'y'], ['1', 'p'], ['__proto__'])).toEqual(all(null));
    expect(inRow(['x', 'y'], ['1', 'p'], ['constructor', 'name'])).toEqual(all(null));
  });

  it('is found at once among very many headings', () => {
    const headings = new Headings([...Array.from({ length: 200_000 }, (_, n) => `h${n % 1000}`), 'a.b']);
    expect(headings.of(['a', 'b'])).toEqual([{ heading: 'a.b', inside: [] }]);
    expect(headings.of(['h1']).length).toBeLessThanOrEqual(16);
  });

  it('of any headings is one of them', () => {
    const name = fc.oneof(fc.constantFrom('a', 'a.b', 'a_b', 'A B', 'b', ''), fc.string());
    fc.assert(
      fc.property(fc.array(name), fc.array(name, { minLength: 1, maxLength: 4 }), (headings, path) => {
        for (const { heading, inside } of new Headings(headings).of(path as unknown as Path)) {
          expect(headings).toContain(heading);
          expect(path.slice(path.length - inside.length)).toEqual(inside);
        }
      }),
    );
  });
});

describe('a path in JSON', () => {
  it('keeps the digits of numbers, in any encoding', () => {
    expect(inJson('{"a":{"n":1.0}}', ['a', 'n'])).toEqual([1, '1.0', '1.0']);
    expect(inJson('{"é":9007199254740993}', ['é'], 'utf-16le')).toEqual([
      9007199254740992,
      '9007199254740993',
      '9007199254740993',
    ]);
  });

  it('leads into lists by place alone', () => {
    expect(inJson('{"l":["a",{"b":"c"}]}', ['l', '0'])).toEqual(all('a'));
    expect(inJson('{"l":["a",{"b":"c"}]}', ['l', '1', 'b'])).toEqual(all('c'));
    for (const name of ['length', '00', '-1', '2', '1e0'])
      expect(inJson('{"l":["a","b"]}', ['l', name])).toEqual([undefined, null, null]);
    expect(inJson('{"l":{"0":"a"}}', ['l', '0'])).toEqual(all('a'));
  });

  it('leads to what is neither text nor a number, which nothing is joined from', () => {
    expect(inJson('{"a":true}', ['a'])).toEqual([true, 'true', null]);
    expect(inJson('{"a":[1.50]}', ['a'])).toEqual([[1.5], '[1.50]', null]);
    expect(inJson('{"a":null}', ['a'])).toEqual([null, null, null]);
  });
});
