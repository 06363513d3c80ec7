import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { cutMark } from '../../engine/query/export/sheet-text.ts';
import { writeXlsx } from '../../engine/query/export/xlsx.ts';
import { makeCase } from '../../engine/query/testing/memory-case.ts';
import { writeForm } from '../../engine/report/forms/forms.ts';
import { madeReport } from '../../engine/report/testing/made-report.ts';
import { filesOf } from '../../engine/seal/testing/forge.ts';
import { SmallCase, trailLine } from '../../engine/seal/testing/small-case.ts';
import { unwatched } from '../../engine/task.ts';
import { columns } from '../../shared/domain/columns.ts';
import { paths } from '../../shared/pack/layout.ts';
import { readRow } from '../../shared/table/read-row.ts';
import { Workspace } from '../e2e/workspace.ts';
import { onPath } from '../run/chromium.ts';

/** Too large to be among the programs that the tests install by themselves: `npm test` does without these. */
const office = onPath('soffice') ?? '';
if (office === '') {
  throw new Error('run: sudo apt-get install -y --no-install-recommends libreoffice-calc-nogui');
}

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());

const long = `begins ${'é💥'.repeat(20_000)} ends`;
const notes = [
  '=1+1',
  '@SUM(A1)',
  '-2+3',
  '007',
  '1e5',
  'TRUE',
  '2025-11-01',
  ' edge ',
  '"a", b',
  '_x0041_',
  long,
];
const place = (name: string) => columns.findIndex((each) => each.name === name);

it('a workbook opens in LibreOffice, each cell as it was stated', async () => {
  const made = notes.map((note, n) => ({ values: { entry_id: `000${n}`, note, confidence: n / 8 } }));
  const out = workspace.path('book.xlsx');
  const ids = Float64Array.from(notes, (_, n) => n + 1);
  await writeXlsx(makeCase(made), ids, out, unwatched, { rowsInSheet: 8 });
  convert(out);
  const [first, second, overflow] = ['Entries', 'Entries 2', 'overflow'].map((name) => sheet(name)) as [
    Rows,
    Rows,
    Rows,
  ];
  for (const { header } of [first, second]) expect(header).toEqual(columns.map(({ name }) => name));
  const rows = [...first.rows, ...second.rows];
  expect(rows.map((row) => row[place('entry_id')])).toEqual(made.map(({ values }) => values.entry_id));
  expect(rows.map((row) => Number(row[place('confidence')]))).toEqual(
    made.map(({ values }) => values.confidence),
  );
  const told = rows.map((row) => row[place('note')]);
  expect(told.slice(0, -1)).toEqual(notes.slice(0, -1));
  expect(told.at(-1)?.endsWith(cutMark)).toBe(true);
  expect(overflow.rows.map((row) => row[4]).join('')).toBe(long);
});

it('the workbook of a pack opens in LibreOffice, and says of each entry what its bytes say', async () => {
  const entries = notes.map((note, n) => ({ id: `000${n}`, claim: 'CLM-1', note, minute: n }));
  const small = await SmallCase.make('Workbook', [entries.map(trailLine)]);
  try {
    const { files } = await filesOf(readFileSync((await small.seal({ caseId: 'CLM-1' })).pack));
    const out = workspace.path('pack.xlsx');
    writeFileSync(out, files.get(paths.spreadsheet) ?? '');
    convert(out);
    const { header, rows } = sheet('Entries', 'pack');
    expect(header).toEqual(columns.map(({ name }) => name));
    const exact = (files.get(paths.entries)?.toString() ?? '').trimEnd().split('\n');
    const said = exact.map((line) => JSON.parse(line));
    expect(rows.map((row) => row[place('entry_id')])).toEqual(said.map(({ log_id }) => log_id));
    expect(rows.map((row) => row[place('case_id')])).toEqual(said.map(({ context }) => context.case_id));
    expect(rows.map((row) => Number(row[place('confidence')]))).toEqual(
      said.map(({ result }) => result.confidence),
    );
    const told = rows.map((row) => row[place('note')] ?? '');
    const written = said.map(({ result }): string => result.reviewer_note);
    expect(told.slice(0, -1)).toEqual(written.slice(0, -1));
    // What no cell holds is cut, and says where the whole is.
    const [beginning = ''] = (told.at(-1) ?? '').split('\u2026 [cut: whole in entries.csv]');
    expect(beginning.length).toBeGreaterThan(32_000);
    expect(written.at(-1)?.startsWith(beginning)).toBe(true);
  } finally {
    small.remove();
  }
});

it('the workbook of a report opens in LibreOffice, numbers as numbers and texts as texts that nothing runs', async () => {
  const said = notes.slice(0, -1).join(' | ');
  const report = madeReport({ listed: 30, said });
  const out = workspace.path('report.xlsx');
  writeFileSync(out, await writeForm(report, 'xlsx'));
  convert(out);
  const { rows: figures } = sheet('Figures', 'report');
  const all = [...report.sections, report.coverage].flatMap((each) => each.figures);
  expect(figures.map((row) => [row[1], Number(row[2]), row[4], row[6]])).toEqual(
    all.map(({ label, value, query, digest }) => [label, value, query, digest]),
  );
  const { rows: entries } = sheet('Entries', 'report');
  const listed = report.sections.flatMap(({ lists }) => lists).flatMap((list) => list.entries);
  expect(entries.map((row) => [row[5], row[14], row[17]])).toEqual(
    listed.map(({ id, actor, content }) => [id ?? '', actor ?? '', content]),
  );
  const { rows: facts } = sheet('Report', 'report');
  expect(facts[0]).toEqual(['Case', report.case.title]);
  for (const name of ['Breakdowns', 'Statements', 'Lists', 'Coverage'])
    expect(sheet(name, 'report').rows.length).toBeGreaterThan(1);
});

/** Every sheet as CSV: comma, quotes, UTF-8, text cells quoted, values as they are kept. */
function convert(path: string): void {
  const profile = pathToFileURL(workspace.path('profile'));
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1';
  const args = ['--headless', '--norestore', `-env:UserInstallation=${profile}`, '--convert-to', filter];
  const { status, stderr } = spawnSync(office, [...args, '--outdir', workspace.directory, path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** No cell here holds a line end. */
function sheet(name: string, book = 'book'): Rows {
  const lines = readFileSync(workspace.path(`${book}-${name}.csv`), 'utf8')
    .split('\n')
    .slice(0, -1);
  const [header = [], ...rows] = lines.map((line) => readRow(line, ',') as readonly string[]);
  return { header, rows };
}
