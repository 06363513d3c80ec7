import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { columns } from '../../../shared/domain/columns.ts';
import { cancelled } from '../../../shared/errors.ts';
import { unwatched } from '../../task.ts';
import { makeCase } from '../testing/memory-case.ts';
import { exportEntries, exportRows } from './export.ts';
import { cutMark } from './sheet-text.ts';
import { writeXlsx } from './xlsx.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const column = (name: string) => columns.findIndex((each) => each.name === name);
const long = 'é💥'.repeat(20_000);
const hostile = [
  '=1+1',
  '+1',
  '-1',
  '@x',
  '\tx',
  '\rx',
  '＝1',
  'a=b',
  'say "hi", all',
  'two\r\nlines',
  '\u001b[31mred\u202eevil\u0000',
  '_x0041_',
  ' edge ',
];
const db = makeCase([
  ...hostile.map((note, n) => ({ values: { entry_id: `log_${n}`, note, confidence: -0.5 } })),
  { values: { entry_id: 'pretty' }, raw: Buffer.from('{\r\n  "a": "b\\n",\n  "ü": 1.0\n}') },
  { values: { entry_id: 'long', note: long, time: '2025-11-01T00:00:00.000Z' } },
]);

function text(format: 'ndjson' | 'csv' | 'table', query = ''): string {
  return Buffer.concat([...exportRows(db, { query, format }, unwatched)]).toString();
}

describe('ndjson', () => {
  it('is the exact bytes of each entry, one a line, line breaks between tokens left out', () => {
    expect(text('ndjson', 'id:pretty')).toBe('{  "a": "b\\n",  "ü": 1.0}\n');
    const first = JSON.stringify({ n: 0, entry_id: 'log_0', note: '=1+1', confidence: -0.5 });
    expect(text('ndjson', 'id:log_0')).toBe(`${first}\n`);
    expect(text('ndjson').trimEnd().split('\n')).toHaveLength(hostile.length + 2);
  });

  it('keeps the order asked for, and the limit', () => {
    const pieces = exportRows(
      db,
      { query: '', sort: { column: 'entry_id', descending: true }, limit: 2, format: 'ndjson' },
      unwatched,
    );
    const ids = Buffer.concat([...pieces])
      .toString()
      .trimEnd()
      .split('\n');
    expect(ids.map((each) => JSON.parse(each).entry_id)).toEqual([undefined, 'long']);
    expect([...exportRows(db, { query: '', limit: 0, format: 'ndjson' }, unwatched)]).toEqual([]);
  });
});

describe('csv', () => {
  it('has all columns, CRLF, and no cell that a spreadsheet would run', () => {
    const lines = text('csv').split(/\r\n(?=log_|pretty|long|$)/);
    expect(lines[0]).toBe(columns.map(({ name }) => name).join(','));
    const notes = lines
      .slice(1, 1 + hostile.length)
      .map((each) => each.split(',').slice(column('note')).join(','));
    expect(notes).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      '"\'\rx"',
      "'＝1",
      'a=b',
      '"say ""hi"", all"',
      '"two\r\nlines"',
      '\u001b[31mred\u202eevil\u0000',
      '_x0041_',
      ' edge ',
    ]);
    expect(lines[1]?.split(',')[column('confidence')]).toBe('-0.5');
  });
});

describe('table', () => {
  it('shows controls instead of sending them to the terminal, and cuts what is long', () => {
    const table = text('table');
    expect(table).toContain('␛[31mred<U+202E>evil␀');
    expect(table).toMatch(/é💥é💥.*…/u);
    expect(table.replaceAll('\n', '')).toMatch(/^\P{Cc}*$/u);
    expect(table.split('\n')[0]).toMatch(/^ID +Time +Confidence +Note$/);
    expect(text('table', 'verdict:none')).toBe('');
  });
});

describe('xlsx', () => {
  async function read(path: string): Promise<ExcelJS.Workbook> {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    return workbook;
  }

  /** Of a cell that holds text and no formula. */
  function textOf({ type, value }: ExcelJS.Cell): string | null {
    if (type === ExcelJS.ValueType.String) return String(value);
    if (type !== ExcelJS.ValueType.RichText) return null;
    return (value as ExcelJS.CellRichTextValue).richText.map(({ text }) => text).join('');
  }

  it('holds text as text, numbers as numbers, and what a cell cannot hold on the overflow sheet', async () => {
    const out = join(folder, 'out.xlsx');
    expect(await exportEntries(db, { query: '', format: 'xlsx', out }, unwatched)).toEqual({
      out,
      entries: hostile.length + 2,
    });
    const workbook = await read(out);
    const sheet = workbook.getWorksheet('Entries') as ExcelJS.Worksheet;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect((sheet.getRow(1).values as unknown[]).slice(1)).toEqual(columns.map(({ name }) => name));
    hostile.forEach((note, n) => {
      const cell = sheet.getCell(n + 2, column('note') + 1);
      expect(textOf(cell)).toBe(note);
    });
    expect(sheet.getCell(2, column('confidence') + 1).value).toBe(-0.5);
    const cut = String(sheet.getCell(hostile.length + 3, column('note') + 1).value);
    expect(cut.length).toBeLessThanOrEqual(32_767);
    expect(cut.endsWith(cutMark) && long.startsWith(cut.slice(0, -cutMark.length))).toBe(true);
    const overflow = workbook.getWorksheet('overflow') as ExcelJS.Worksheet;
    const parts = [2, 3].map((row) => overflow.getRow(row).values as unknown[]);
    expect(parts.map(([, ...values]) => values.slice(0, 4))).toEqual([
      ['Entries!U16', 'long', 'note', 1],
      ['Entries!U16', 'long', 'note', 2],
    ]);
    expect(parts.map((values) => values[5]).join('')).toBe(long);
  });

  it('goes on to a further sheet where one is full', async () => {
    const out = join(folder, 'many.xlsx');
    await writeXlsx(
      db,
      Float64Array.from({ length: 12 }, (_, i) => i + 1),
      out,
      unwatched,
      { rowsInSheet: 6 },
    );
    const workbook = await read(out);
    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['Entries', 6],
      ['Entries 2', 6],
      ['Entries 3', 3],
    ]);
  });

  it('is an empty table where nothing matches', async () => {
    const out = join(folder, 'none.xlsx');
    expect(await exportEntries(db, { query: 'verdict:none', format: 'xlsx', out }, unwatched)).toMatchObject({
      entries: 0,
    });
    expect((await read(out)).worksheets.map(({ rowCount }) => rowCount)).toEqual([1]);
  });
});

describe('an export to a file', () => {
  it.each(['ndjson', 'csv', 'xlsx'] as const)(
    'leaves what stood there, and nothing else, when a %s is cancelled',
    async (format) => {
      const out = join(folder, 'out');
      writeFileSync(out, 'before');
      let looks = 0;
      const context = {
        progress() {
          looks++;
        },
        checkCancelled() {
          if (looks > 1) throw cancelled('nothing was written');
        },
      };
      const many = makeCase(
        Array.from({ length: 3_000 }, (_, n) => ({ values: { entry_id: `e${n}`, note: `n${n}` } })),
      );
      await expect(exportEntries(many, { query: '', format, out }, context)).rejects.toMatchObject({
        code: 'CANCELLED',
      });
      expect(readdirSync(folder)).toEqual(['out']);
      expect(readFileSync(out, 'utf8')).toBe('before');
    },
  );

  it('says why it cannot be written', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const inNoFolder = exportEntries(
        db,
        { query: '', format, out: join(folder, 'missing', 'out') },
        unwatched,
      );
      await expect(inNoFolder).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining('folder does not exist'),
      });
      const ontoFolder = exportEntries(db, { query: '', format, out: folder }, unwatched);
      await expect(ontoFolder).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining('it is a folder'),
      });
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(dirname(folder)).filter((name) => name.startsWith(basename(folder)))).toEqual([
      basename(folder),
    ]);
  });
});
