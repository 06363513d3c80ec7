import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReportQuestion, reportQuestions } from '../../shared/domain/guided-report.ts';
import { createCase } from '../case/create.ts';
import { openReadable, openWritable } from '../case/open.ts';
import { appendCustody } from '../custody/log.ts';
import { unwatched } from '../task.ts';
import { tamper, temporaryFolder } from '../verify/testing/chained-case.ts';
import { makeReport } from './make.ts';
import { caseOf, figuresOf, reportOn, type Stated, verifying } from './testing/made.ts';

const ofWhole: readonly ReportQuestion[] = ['ai-act-50', 'dsa-34-35'];

describe('a case without entries', () => {
  it.each(ofWhole)('has a report on %s in which everything is none', async (question) => {
    const path = join(temporaryFolder(), 'empty.casebound');
    await createCase(path, { title: 'Empty', examiner: 'Ann' });
    const report = await reportOn(path, question);
    expect(figuresOf(report).every(({ value, entries }) => value === 0 && entries === 0)).toBe(true);
    expect(report.coverage).toMatchObject({ sources: [], period: null, gaps: [] });
    expect(report.sections.flatMap(({ lists }) => lists.map(({ total }) => total))).not.toContain(1);
  });

  it.each(['claim', 'image'] as const)('has no %s to report on', async (question) => {
    const path = join(temporaryFolder(), 'empty.casebound');
    await createCase(path, { title: 'Empty', examiner: 'Ann' });
    await expect(reportOn(path, question, { subject: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('no entry of the case names'),
    });
  });
});

it('entries without a time that is understood are counted, and are in no month', async () => {
  const path = await caseOf([
    { verdict: 'ai_generated', case_id: 'C' },
    { verdict: 'real', time: 'yesterday', case_id: 'C' },
  ]);
  const report = await reportOn(path, 'ai-act-50');
  expect(report.coverage.period).toBeNull();
  expect(report.coverage.figures.at(-1)).toMatchObject({ id: 'coverage.timeless', value: 2 });
  const months = report.sections.find(({ id }) => id === 'months')?.breakdowns;
  expect(months?.map(({ figures, more }) => [figures, more])).toEqual([
    [[], 0],
    [[], 0],
  ]);
  const claim = await reportOn(path, 'claim', { subject: 'C' });
  const around = claim.sections.find(({ id }) => id === 'administration');
  expect(around?.statements.map(({ code }) => code)).toEqual(['NO_TIMES']);
});

it('days without entries are told, the longest first, as dates of UTC', async () => {
  const path = await caseOf([
    { time: '2025-11-01T23:59:59.999Z' },
    { time: '2025-11-03T00:30:00+01:00' },
    { time: '2025-11-05T00:00:00Z' },
    { time: '2025-11-09T00:00:00Z' },
  ]);
  expect((await reportOn(path, 'ai-act-50')).coverage).toMatchObject({
    period: { from: '2025-11-01T23:59:59.999Z', to: '2025-11-09T00:00:00.000Z' },
    gaps: [
      { from: '2025-11-06', to: '2025-11-08', days: 3 },
      { from: '2025-11-03', to: '2025-11-04', days: 2 },
    ],
    moreGaps: 0,
  });
});

it('a claim of more entries than its history examines has no last decision, and says why', async () => {
  const entries = Array.from(
    { length: 20_001 },
    (_, n): Stated => ({
      time: new Date(1_762_000_000_000 + n * 1000).toISOString(),
      case_id: 'C',
      image_id: `i${n % 7}`,
      verdict: 'authentic',
      action: 'approved',
    }),
  );
  const path = await caseOf(entries);
  const { sections, coverage } = await reportOn(path, 'claim', { subject: 'C' });
  expect(coverage.figures.find(({ id }) => id === 'coverage.scope')?.value).toBe(20_001);
  const codes = sections.flatMap(({ statements }) => statements.map(({ code }) => code));
  expect(codes).toEqual(['NOT_ALL_EXAMINED']);
  expect(sections[0]?.lists[0]).toMatchObject({ total: 20_001 });
  expect(sections[0]?.lists[0]?.entries).toHaveLength(1_000);
}, 120_000);

it('values beyond what is listed are counted, and a value too long for a query is one of them', async () => {
  const values = Array.from({ length: 25 }, (_, n) => `model ${String(n).padStart(2, '0')}`);
  const long = 'm'.repeat(1_001);
  const path = await caseOf(
    [...values, long, long].map((model_version) => ({ verdict: 'x', model_version })),
  );
  const { sections } = await reportOn(path, 'ai-act-50');
  const byModel = sections[0]?.breakdowns.find(({ id }) => id === 'examined.model');
  expect(byModel?.figures.map(({ label }) => label)).toEqual(values.slice(0, 20));
  expect(byModel?.more).toBe(6);
});

it('texts of any length stand in a list, cut between characters', async () => {
  const actor = `${'a'.repeat(998)}💥💥`;
  const path = await caseOf([{ verdict: 'fake', actor }]);
  const { sections } = await reportOn(path, 'ai-act-50');
  const [entry] = sections.find(({ id }) => id === 'identified')?.lists[0]?.entries ?? [];
  expect(entry?.actor).toBe(`${'a'.repeat(998)}…`);
});

describe('refuses', () => {
  const wishes = [
    ['ai-act-50', { subject: 'C' }, /about no single claim/],
    ['claim', {}, /needs the id/],
    ['claim', { subject: 'C', query: 'verdict:x' }, /looks at all of its entries/],
    ['image', { subject: '\ud800' }, /lone surrogate/],
    ['claim', { subject: 'x'.repeat(10_001) }, /too long/],
    ['dsa-34-35', { query: 'x'.repeat(20_001) }, /too long/],
    ['dsa-34-35', { query: 'verdict:' }, /position 9/],
  ] as const;
  it.each(wishes)('%s of %j', async (question, wish, message) => {
    const path = await caseOf([{ verdict: 'real' }]);
    await expect(reportOn(path, question, wish)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(message),
    });
  });

  it('a case whose entries are not all there, or not in their order', async () => {
    const damages = [
      'DELETE FROM entry_row WHERE id = 2',
      'UPDATE entry_row SET ordinal = 9 WHERE id = 1',
      "UPDATE entry_row SET content = x'00' WHERE id = 2",
    ];
    for (const damage of damages) {
      const path = await caseOf([{ verdict: 'a' }, { verdict: 'b' }, { verdict: 'c' }]);
      tamper(path, (db) => db.exec(damage));
      await expect(reportOn(path, 'ai-act-50'), damage).rejects.toMatchObject({ code: 'CASE_CORRUPT' });
    }
  });
});

it('a report of a case that is changed while it is made is made again, and given up where that does not end', async () => {
  const path = await caseOf([{ verdict: 'real' }]);
  const tried = async (changes: number) => {
    const db = openReadable(path);
    let left = changes;
    const verify = async () => {
      if (left-- > 0) {
        const writer = openWritable(path);
        writer.transaction(() => appendCustody(writer, 'Bob', 'verify', {})).immediate();
        writer.close();
      }
      return verifying(db)();
    };
    try {
      const report = await makeReport(
        db,
        { question: 'ai-act-50', subject: null, query: '' },
        verify,
        unwatched,
      );
      return report.state.seq;
    } finally {
      db.close();
    }
  };
  expect(await tried(0)).toBe(2);
  expect(await tried(1)).toBe(3);
  await expect(tried(3)).rejects.toMatchObject({ code: 'CASE_LOCKED' });
});

it.each(reportQuestions)(
  'a report on %s counts entries of a claim and an image that are named by nothing',
  async (question) => {
    const path = await caseOf([{ verdict: 'real', case_id: '', image_id: '' }]);
    const isOfOne = question === 'claim' || question === 'image';
    const report = await reportOn(path, question, { subject: isOfOne ? '' : null });
    expect(report.coverage.figures.find(({ id }) => id === 'coverage.scope')?.value).toBe(1);
  },
);

describe('more values than one query can name', () => {
  const figureIds = (report: Awaited<ReturnType<typeof reportOn>>) => figuresOf(report).map(({ id }) => id);
  const codesOf = (report: Awaited<ReturnType<typeof reportOn>>) =>
    report.sections.flatMap(({ statements }) => statements.map(({ code }) => code));

  it.each([
    ['many', 501, (n: number) => `C-${n}`],
    ['long', 25, (n: number) => `${'c'.repeat(1_000)}${n}`],
  ])('of claims (%s) are said, and have no figure', async (_, count, claim) => {
    const path = await caseOf(
      Array.from({ length: count }, (_, n) => ({ case_id: claim(n), event_type: 'moderation.escalated' })),
    );
    const report = await reportOn(path, 'dsa-34-35');
    expect(figureIds(report)).not.toContain('escalations.unanswered');
    const said = report.sections.find(({ id }) => id === 'escalations')?.statements[0];
    expect(said?.text).toContain(`Of ${count} escalated claims`);
    expect(said?.query).not.toBeNull();
  });

  it('of images are said, and have no figure', async () => {
    const path = await caseOf(
      Array.from({ length: 30 }, (_, n) => ({
        image_id: `${'i'.repeat(4_000)}${n}`,
        verdict: 'fake',
        action: 'labelled',
      })),
    );
    const report = await reportOn(path, 'ai-act-50');
    expect(figureIds(report)).not.toContain('labelled.identified');
    expect(codesOf(report)).toContain('MANY_LABELLED');
  });

  it('in a wish are refused in words', async () => {
    const path = await caseOf([{ verdict: 'fake' }]);
    const query = Array.from({ length: 999 }, (_, n) => `v${n}`).join(' ');
    await expect(reportOn(path, 'ai-act-50', { query })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('too many conditions for a report'),
    });
  });
});
