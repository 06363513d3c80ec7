import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GuidedReport, ReportCheck } from '../../shared/domain/guided-report.ts';
import { openReadable, openWritable } from '../case/open.ts';
import { appendCustody } from '../custody/log.ts';
import { unwatched } from '../task.ts';
import { checkReport } from './check.ts';
import { writeForm } from './forms/forms.ts';
import { addTo, caseOf, reportOn, type Stated, verifying } from './testing/made.ts';

const entries: readonly Stated[] = [
  {
    time: '2025-11-03T10:00:00.000Z',
    product: 'frame_detect',
    verdict: 'ai_generated',
    image_id: 'i1',
    case_id: 'C',
  },
  {
    time: '2025-11-09T10:00:00.000Z',
    product: 'frame_detect',
    verdict: 'authentic',
    image_id: 'i1',
    case_id: 'C',
  },
  { time: '2025-11-10T10:00:00.000Z', event_type: 'moderation.escalated', image_id: 'i2', case_id: 'C' },
];

async function check(path: string, file: string): Promise<ReportCheck> {
  const db = openReadable(path);
  try {
    return await checkReport(db, file, verifying(db), unwatched);
  } finally {
    db.close();
  }
}

type Changeable<T> = T extends readonly (infer E)[]
  ? Changeable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Changeable<T[K]> }
    : T;
type Report = Changeable<GuidedReport>;

/** A case, a report on it, and what is checked: the report as it was changed, in these bytes. */
async function checked(
  change: (report: Report) => unknown,
  bytesOf: (report: GuidedReport) => Promise<Buffer> = (report) => writeForm(report, 'json'),
): Promise<ReportCheck> {
  const path = await caseOf(entries);
  const report = structuredClone(await reportOn(path, 'ai-act-50')) as Report;
  change(report);
  const file = join(dirname(path), 'report.json');
  writeFileSync(file, await bytesOf(report));
  return check(path, file);
}

function sectionOf({ sections }: Report, id: string): Report['sections'][number] {
  return sections.find((section) => section.id === id) as Report['sections'][number];
}

/** The first of a list that is not empty. */
function first<T>([one]: readonly T[]): T {
  return one as T;
}

it('finds a report as it was made to be the same', async () => {
  expect(await checked(() => {})).toMatchObject({ same: true, form: 'same', differences: [], since: 0 });
});

describe('finds, and names,', () => {
  const named = async (change: (report: Report) => unknown) => {
    const { same, form, differences } = await checked(change);
    expect(same).toBe(false);
    expect(form).toBe('same');
    return differences.map(({ id, file, now }) => [id, file, now]);
  };
  const identified = (report: Report) => first(sectionOf(report, 'identified').figures);

  it('another number', async () => {
    const found = await named((report) => {
      identified(report).value = 7;
    });
    expect(found).toEqual([['identified.entries', '7 entries', '1 entry']]);
  });

  it('another digest, query, label and unit', async () => {
    const others = { digest: '0'.repeat(64), query: '', label: 'x', unit: 'images' } as const;
    const found = await named((report) => Object.assign(identified(report), others));
    expect(found.map(([, file]) => file)).toEqual(['x', '1 image', '', '0'.repeat(64)]);
  });

  it('a figure that is added, removed, twice or elsewhere', async () => {
    const figures = (report: Report) => sectionOf(report, 'examined').figures;
    const surplus = [['What was examined', 'Results: 2 entries', null]];
    const added = (report: Report) => figures(report).push({ ...first(figures(report)), id: 'x' });
    expect(await named(added)).toEqual(surplus);
    expect(await named((report) => figures(report).push(first(figures(report))))).toEqual(surplus);
    const gone = [['What was examined', null, 'Results: 2 entries']];
    expect(await named((report) => figures(report).shift())).toEqual(gone);
    const moved = [['What was examined', 'another order', 'the order of the case']];
    expect(await named((report) => figures(report).reverse())).toEqual(moved);
  });

  it('a row of a list that is removed, or says something else', async () => {
    const rows = (report: Report) => first(sectionOf(report, 'identified').lists).entries;
    const removed = await named((report) => rows(report).pop());
    expect(removed).toMatchObject([['identified.list', null, expect.stringContaining('source 1, record 0')]]);
    const changed = await named((report) => Object.assign(first(rows(report)), { actor: 'Eve' }));
    expect(changed).toEqual([['identified.list', 'Eve', null]]);
  });

  it('statements, sections and the coverage', async () => {
    const found = await named((report) => {
      const { sections, coverage } = report;
      sections.pop();
      sectionOf(report, 'labelled').statements.pop();
      first(coverage.sources).inScope = 1;
      coverage.gaps.pop();
      Object.assign(coverage.period ?? {}, { to: '2026-01-01T00:00:00.000Z' });
      coverage.unproven.pop();
      coverage.passed++;
    });
    expect(found.map(([id]) => id)).toEqual([
      'labelled',
      'sections',
      'coverage.sources.1',
      'coverage.period',
      'coverage.gaps',
      'coverage.unproven',
      'coverage.passed',
    ]);
  });
});

it('finds bytes that Casebound does not write, and another version', async () => {
  const spaced = await checked(
    () => {},
    async (report) => Buffer.from(`${JSON.stringify(report)} `),
  );
  expect(spaced).toMatchObject({ same: false, form: 'edited', differences: [] });
  const older = await checked((report) => Object.assign(report, { version: '0.0.1' }));
  expect(older).toMatchObject({ same: false, form: 'edited', version: '0.0.1', differences: [] });
});

it('makes the report of the state that the file names, whatever was exported since', async () => {
  const path = await caseOf(entries);
  const file = join(dirname(path), 'report.json');
  writeFileSync(file, await writeForm(await reportOn(path, 'claim', { subject: 'C' }), 'json'));
  const db = openWritable(path);
  db.transaction(() => appendCustody(db, 'Ann', 'export', { what: 'query' })).immediate();
  db.close();
  expect(await check(path, file)).toMatchObject({ same: true, since: 0 });
  expect(await writeForm(await reportOn(path, 'claim', { subject: 'C' }), 'json')).toEqual(
    readFileSync(file),
  );
  await addTo(path, [{ case_id: 'C', verdict: 'real' }]);
  const grown = await check(path, file);
  expect(grown).toMatchObject({ same: false, form: 'same', since: 1 });
  expect(grown.differences.map(({ id }) => id)).toContain('entries.all');
});

it.each([
  ['case', (report: Report) => Object.assign(report.case, { uuid: 'x' }), /another case/],
  ['state', (report: Report) => Object.assign(report.state, { hash: 'a'.repeat(64) }), /never had/],
  ['state', (report: Report) => Object.assign(report.state, { time: '2025' }), /never had/],
  ['state', (report: Report) => Object.assign(report.state, { seq: 99 }), /never had/],
])('refuses a report of another %s', async (_, change, message) => {
  const refused = { code: 'INVALID_INPUT', message: expect.stringMatching(message) };
  await expect(checked(change)).rejects.toMatchObject(refused);
});
