import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  type Figure,
  type ReportSection,
  reportFormats,
  type Unproven,
} from '../../../shared/domain/guided-report.ts';
import { elements, find, reportTree, textOf } from '../../document/pdf/markup.ts';
import { madeReport } from '../testing/made-report.ts';
import { randomReport } from '../testing/random-report.ts';
import { readForm, writeForm } from './forms.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebound-forms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = madeReport();
/** Without the places where lines break. */
const dense = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '');

async function written(format: (typeof reportFormats)[number]): Promise<string> {
  const path = join(folder, `report.${format}`);
  writeFileSync(path, await writeForm(report, format));
  return path;
}

test.each(['html', 'xlsx', 'json'] as const)(
  'any report is read from %s as it was written',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(randomReport, async (any) => {
        const bytes = await writeForm(any, format);
        const read = await readForm(bytes);
        expect(read).toStrictEqual({ report: any, format, bytes });
        expect((await writeForm(read.report, format)).equals(bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  },
);

test('any report is read from PDF as it was written', async () => {
  await fc.assert(
    fc.asyncProperty(randomReport, async (any) => {
      const bytes = await writeForm(any, 'pdf');
      const read = await readForm(bytes);
      expect(read).toStrictEqual({ report: any, format: 'pdf', bytes });
      expect((await writeForm(read.report, 'pdf')).equals(bytes)).toBe(true);
    }),
    { numRuns: 3 },
  );
});

test('a report is read from a path too, whatever its name says', async () => {
  const path = join(folder, 'named.txt');
  writeFileSync(path, await writeForm(report, 'xlsx'));
  expect(await readForm(path)).toMatchObject({ report, format: 'xlsx' });
});

test('the order in which a report was put together does not matter', async () => {
  const turned = Object.fromEntries(Object.entries(report).reverse()) as typeof report;
  for (const format of ['html', 'xlsx', 'json'] as const)
    expect((await writeForm(turned, format)).equals(await writeForm(report, format))).toBe(true);
});

test('the bytes are the same whatever the zone, the language and the process', { timeout: 120_000 }, () => {
  const program = join(folder, 'write.mjs');
  const here = import.meta.dirname;
  writeFileSync(
    program,
    `import { createHash } from 'node:crypto';
import { madeReport } from ${JSON.stringify(join(here, '../testing/made-report.ts'))};
import { writeForm } from ${JSON.stringify(join(here, 'forms.ts'))};
for (const format of ['html', 'pdf', 'xlsx', 'json'])
  console.log(format, createHash('sha256').update(await writeForm(madeReport(), format)).digest('hex'));
`,
  );
  // At no moment is it the same day in the first two.
  const printed = [
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'de_DE.UTF-8' },
    { TZ: 'Pacific/Niue', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Asia/Kathmandu', LC_ALL: 'C' },
  ].map((environment) =>
    execFileSync(process.execPath, ['--no-warnings', program], {
      env: { ...process.env, ...environment },
    }).toString(),
  );
  expect(printed[0]?.match(/[0-9a-f]{64}/g)).toHaveLength(4);
  expect(new Set(printed).size).toBe(1);
});

test('JSON is indented, ends with a line feed, and has its names in the order of the report', async () => {
  const text = (await writeForm(report, 'json')).toString();
  expect(JSON.parse(text)).toStrictEqual(report);
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(text.match(/^ {2}"\w+"/gm)?.map((name) => name.trim().slice(1, -1))).toEqual([
    ...['format', 'version', 'case', 'state', 'wish', 'title', 'question', 'scope', 'sections', 'coverage'],
  ]);
});

test('the pages of a PDF say what the page says, and the attached file is the JSON form', async () => {
  const [page, pdf] = [await written('html'), await written('pdf')];
  const text = dense(execFileSync('pdftotext', ['-raw', pdf, '-']).toString());
  const main = reportTree(readFileSync(page, 'utf8'));
  const said = main
    .flatMap((part) => [...cells(part)])
    .map(dense)
    .filter((each) => each !== '' && !each.includes('casebound-report'));
  expect(said.length).toBeGreaterThan(300);
  expect(said.filter((each) => !text.includes(each))).toEqual([]);
  expect(text).toContain(`casebound-report.json`);
  execFileSync('pdfdetach', ['-saveall', '-o', folder, pdf]);
  expect(readFileSync(join(folder, 'casebound-report.json')).equals(await writeForm(report, 'json'))).toBe(
    true,
  );
});

/** Texts that stand by themselves: a cell's lines, a heading, a paragraph. */
function* cells(element: ReturnType<typeof reportTree>[number]): Generator<string> {
  const whole = ['h1', 'h2', 'h3', 'p', 'li'].includes(element.tag);
  if (whole) yield textOf(element);
  else for (const child of element.children) yield* typeof child === 'string' ? [child] : cells(child);
}

test('a page of a PDF names the case and the state that it is of', async () => {
  const pages = execFileSync('pdftotext', ['-layout', await written('pdf'), '-'])
    .toString()
    .split('\f')
    .slice(0, -1);
  expect(pages.length).toBeGreaterThan(3);
  for (const [n, page] of pages.entries()) {
    expect(dense(page)).toContain(`${n + 1}/${pages.length}`);
    expect(dense(page)).toContain(`case${report.case.uuid}`);
    expect(page).toContain(report.state.hash);
  }
});

test('each figure of the page has its query and digest, and leads to its entries where they are listed', async () => {
  const markup = (await writeForm(report, 'html')).toString();
  const [first, , unlisted] = report.sections[0]?.figures ?? [];
  for (const { query, digest, label } of report.sections.flatMap(({ figures }) => figures))
    for (const text of [label, digest, query]) expect(markup).toContain(text);
  const rows = reportTree(markup).flatMap((part) => tagged(part, 'tr'));
  const rowOf = (label = '') => rows.find((each) => textOf(each).includes(label));
  const linkIn = (row = rows[0]) => (row === undefined ? null : find(row, 'a'));
  expect(textOf(rowOf(first?.label) ?? '')).toContain('12,704');
  const link = linkIn(rowOf(first?.label));
  expect(link?.attributes['href']).toBe('#s1-l1');
  expect(markup).toContain('<h3 id="s1-l1">');
  expect(linkIn(rowOf(unlisted?.label))).toBeNull();
});

test('a breakdown says in how many entries values were counted only where it counts something else', async () => {
  const [section] = report.sections;
  const counting = (unit: Figure['unit']) => ({
    ...report,
    sections: [
      {
        ...(section as ReportSection),
        breakdowns: (section as ReportSection).breakdowns.map((each) => ({
          ...each,
          figures: each.figures.map((figure) => ({ ...figure, unit })),
        })),
      },
    ],
  });
  expect((await writeForm(counting('entries'), 'html')).toString()).not.toContain('<th>Counted in</th>');
  expect((await writeForm(counting('claims'), 'html')).toString()).toContain('<th>Counted in</th>');
});

test('what fails is told before what cannot be known, and what is not there last and as no failure', async () => {
  const answer = (status: Unproven['status'], subject: string, reason = 'why') => ({
    ...{ axis: 'tail', status, subject, reason },
  });
  const unproven = [
    ...[answer('absent', 'source 1'), answer('unverifiable', 'source 1'), answer('absent', 'source 2')],
    ...[answer('absent', 'source 3', 'another'), answer('fail', 'source 4')],
  ];
  const markup = (
    await writeForm({ ...report, coverage: { ...report.coverage, unproven, passed: 2 } }, 'html')
  ).toString();
  expect(markup).toContain(
    'Of 7 answers, 1 fails, 1 cannot be verified, 3 have nothing to check (absent), and 2 pass.',
  );
  const [table] = reportTree(markup)
    .flatMap((part) => tagged(part, 'table'))
    .filter(({ classes }) => classes.includes('unproven'));
  const told =
    table === undefined ? [] : tagged(table, 'tr').map((row) => elements(row).map((cell) => textOf(cell)));
  expect(told.slice(1)).toEqual([
    ['\u2715 fail', 'tail', 'why', 'source 4'],
    ['? cannot be verified', 'tail', 'why', 'source 1'],
    ['\u2013 absent', 'tail', 'why', 'source 1, source 2'],
    ['\u2013 absent', 'tail', 'another', 'source 3'],
  ]);
});

test('the sign before a term of a query stays on the line of its term', async () => {
  const query = Array.from({ length: 24 }, (_, n) => `${'a'.repeat(n + 1)} -verdict:authentic`).join(' ');
  const long = { ...report, scope: query, wish: { ...report.wish, query } };
  const path = join(folder, 'long-query.pdf');
  writeFileSync(path, await writeForm(long, 'pdf'));
  const text = execFileSync('pdftotext', ['-raw', path, '-']).toString();
  expect(text.match(/-verdict:authen/g)?.length).toBeGreaterThanOrEqual(48);
  expect(text).not.toMatch(/(?:^|\s)-\s*$/m);
  const pictured = { ...report, scope: `-note:${'x'.repeat(9)}\u{1f600}` };
  expect((await writeForm(pictured, 'html')).toString()).toContain('\u{1f600}');
});

function tagged(element: ReturnType<typeof reportTree>[number], tag: string): ReturnType<typeof reportTree> {
  return [
    ...(element.tag === tag ? [element] : []),
    ...elements(element).flatMap((each) => tagged(each, tag)),
  ];
}

test('a workbook holds figures as numbers and texts as texts', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await written('xlsx'));
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    ...['Report', 'Figures', 'Breakdowns', 'Statements', 'Lists', 'Entries', 'Coverage'],
  ]);
  const figures = rowsOf(book, 'Figures');
  const all = [...report.sections, report.coverage].flatMap(({ figures: of }) => of);
  expect(
    figures.map(([, label, value, unit, query, entries, digest]) => [
      label,
      value,
      unit,
      query,
      entries,
      digest,
    ]),
  ).toEqual(
    all.map(({ label, value, unit, query, entries, digest }) => [
      ...[label, value, unit, query || undefined, entries, digest],
    ]),
  );
  const listed = report.sections.flatMap(({ lists }) => lists).flatMap(({ entries }) => entries);
  expect(rowsOf(book, 'Entries').map((row) => [row[2], row[3], row[10], row[17]])).toEqual(
    listed.map(({ source, ordinal, confidence, content }) => [
      source,
      ordinal,
      confidence ?? undefined,
      content,
    ]),
  );
});

function rowsOf(book: ExcelJS.Workbook, name: string): unknown[][] {
  const rows: unknown[][] = [];
  book.getWorksheet(name)?.eachRow(({ values }, n) => {
    if (n > 1) rows.push((values as unknown[]).slice(1));
  });
  return rows;
}

test('what a cell or a cell of a page cannot hold is cut, and whole in the data', async () => {
  const said = `${'long '.repeat(20_000)}end`;
  const long = madeReport({ listed: 3, said });
  for (const format of reportFormats) {
    const bytes = await writeForm(long, format);
    expect((await readForm(bytes)).report).toStrictEqual(long);
    if (format === 'html') {
      const [page = ''] = bytes.toString().split('<script');
      expect(page.length).toBeLessThan(100_000);
      expect(page).toContain('[cut: 100,0');
    }
    if (format !== 'xlsx') continue;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const title = String(book.getWorksheet('Report')?.getCell('B2').value);
    expect(title).toHaveLength(32_767);
    expect(title.endsWith('[cut: the whole is in the data of this report]')).toBe(true);
  }
});

test('long lists are whole in every form but on paper, which says how many it shows', async () => {
  const large = madeReport({ listed: 20_000 });
  const [list] = large.sections[0]?.lists ?? [];
  for (const format of ['html', 'xlsx', 'json'] as const) {
    const bytes = await writeForm(large, format);
    expect((await readForm(bytes)).report).toStrictEqual(large);
    const last = list?.entries.at(-1)?.content ?? '';
    expect(bytes.toString().split(last).length - 1).toBe(format === 'json' ? 1 : 2);
  }
  const path = join(folder, 'large.pdf');
  const longer = madeReport({ listed: 1_001 });
  writeFileSync(path, await writeForm(longer, 'pdf'));
  expect((await readForm(path)).report).toStrictEqual(longer);
  const text = execFileSync('pdftotext', ['-raw', path, '-']).toString();
  const { entries = [] } = longer.sections[0]?.lists[0] ?? {};
  expect(text).toContain('The first 1,000 by time of 12,704 entries');
  expect(dense(text)).toContain(entries[999]?.content);
  expect(dense(text)).not.toContain(entries[1_000]?.content);
});
