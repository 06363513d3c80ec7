import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columns } from '../../shared/domain/columns.ts';
import { paths } from '../../shared/pack/layout.ts';
import { readRow } from '../../shared/table/read-row.ts';
import { Staging, stagedBytes } from './staging.ts';
import { Spreadsheet } from './tables/spreadsheet.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';
import { unpack } from './testing/unpack.ts';

let small: SmallCase;
let folder: string;
const note = '=1+1 & <b>"þ"</b>\nsecond \u0014line\u0007 \u{1f600}';

beforeAll(async () => {
  const lines = ['a', 'b', 'c'].map((id, minute) =>
    trailLine({ id: `log_${id}`, claim: 'CLM-1', note, minute }),
  );
  small = await SmallCase.make('For people', [lines]);
  const { pack } = await small.seal({ caseId: 'CLM-1' }, { bates: { prefix: 'ABC', start: 7 } });
  folder = unpack(pack);
}, 120_000);
afterAll(() => small.remove());

const file = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('the workbook', () => {
  async function rows(path: string, sheet = 1): Promise<unknown[][]> {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    const found: unknown[][] = [];
    workbook.worksheets[sheet - 1]?.eachRow((row) => {
      const values = row.values as unknown[];
      found.push(columns.map((_, i) => values[i + 1] ?? null));
    });
    return found;
  }

  test('says what the table says, text as text', async () => {
    const [header, ...found] = await rows(join(folder, paths.spreadsheet));
    expect(header).toEqual(columns.map(({ name }) => name));
    const place = (name: string) => columns.findIndex((column) => column.name === name);
    expect(found.map((row) => row[place('entry_id')])).toEqual(['log_a', 'log_b', 'log_c']);
    expect(found.map((row) => row[place('confidence')])).toEqual([0.92, 0.92, 0.92]);
    // What XML cannot carry is spelled as ECMA-376 has it.
    expect(found[0]?.[place('note')]).toBe(note.replace('\u0014', '_x0014_').replace('\u0007', '_x0007_'));
  });

  test('goes on in another sheet where one is full, and cuts what no cell holds', async () => {
    const staging = new Staging(join(small.folder, 'workbook'));
    const long = 'x'.repeat(40_000);
    const workbook = new Spreadsheet(staging, 'many.xlsx', 3);
    for (const id of [1, 2, 3, 4, 5]) {
      const sheet = workbook.textForm(`${id}${long}`);
      workbook.add(columns.map((_, i) => ({ sheet: i === 0 ? sheet : null })));
    }
    workbook.finish();
    const path = join(small.folder, 'many.xlsx');
    writeFileSync(
      path,
      Buffer.concat(
        staging.members.flatMap((member) => [...stagedBytes(member)].map((bytes) => Buffer.from(bytes))),
      ),
    );
    const sheets = await Promise.all([1, 2, 3].map((sheet) => rows(path, sheet)));
    expect(sheets.map((sheet) => sheet.slice(1).map(([first]) => String(first)[0]))).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5'],
    ]);
    expect(String(sheets[0]?.[1]?.[0])).toHaveLength(32_767);
    expect(String(sheets[0]?.[1]?.[0])).toMatch(/cut: whole in entries\.csv\]$/);
    expect(execFileSync('python3', ['-m', 'zipfile', '-t', path]).toString()).toContain('Done testing');
  });
});

test('the load file has a line for each record, whose values end where they end', () => {
  const text = file(paths.loadFile);
  expect(text.startsWith('\ufeffþBEGBATESþ\u0014þENDBATESþ')).toBe(true);
  const [head = '', ...lines] = text.slice(1).trimEnd().split('\r\n');
  const cells = (line: string) => line.slice(1, -1).split('þ\u0014þ');
  expect(lines).toHaveLength(3);
  expect(lines.map((line) => cells(line)[0])).toEqual(['ABC000007', 'ABC000008', 'ABC000009']);
  for (const line of lines) expect(cells(line)).toHaveLength(cells(head).length);
  const said = cells(lines[0] ?? '')[cells(head).indexOf('NOTE')];
  expect(said).toBe('=1+1 & <b>"th"</b>®second  line  \u{1f600}');
});

test('the certification fills in what can be looked up, and no statement', () => {
  const text = file(paths.certification);
  const { sha256 } = JSON.parse(file(paths.sources)).sources[0];
  expect(text).toContain(`SHA-256 \`${sha256}\``);
  expect(text).toContain('numbered ABC000007 to ABC000009');
  for (const [, path = ''] of text.matchAll(/`((?:data|verification)\/[\w./-]+|VERIFY\.md)`/g))
    expect(() => file(path), path).not.toThrow();
  expect(text).toContain('I, ____________________ (name)');
});

test('the page names the numbers, of the pack and of each entry', () => {
  const page = file(paths.page);
  expect(page).toContain('ABC000007 to ABC000009');
  expect(page).toContain('log_b<div class="small">ABC000008</div>');
});

test('the chain profile is there, and says where none was found', () => {
  expect(JSON.parse(file(paths.chainProfile))).toMatchObject({ chain: { profile: null } });
});

test('the table is read by the rules of CSV', () => {
  const [header = ''] = file(paths.table).split('\r\n');
  expect(readRow(header, ',')).toEqual(columns.map(({ name }) => name));
});
