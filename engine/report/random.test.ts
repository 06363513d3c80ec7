import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReportQuestion, ReportWish } from '../../shared/domain/guided-report.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { appendCustody } from '../custody/log.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { makeReport } from './make.ts';
import { figuresOf, recounted } from './testing/made.ts';
import { rules, unanswered } from './testing/meaning.ts';
import { stated } from './testing/random.ts';

/** At length: CASEBOUND_RUNS=2000 */
const numRuns = Number(process.env['CASEBOUND_RUNS'] ?? 40);
const unverified: VerifyReport = {
  ok: true,
  kind: 'case',
  axes: [],
  chain: null,
  findings: [],
  findingsTotal: 0,
};

const entries = fc.array(fc.record({ values: stated, literal: fc.boolean() }), { maxLength: 60 });
const wish = fc.oneof(
  fc.record({
    question: fc.constantFrom<ReportQuestion>('ai-act-50', 'dsa-34-35'),
    subject: fc.constant(null),
    query: fc.constantFrom('', 'verdict:* OR action:*', '-"a"', 'raw:label', 'time:2025-11'),
  }),
  fc.record({
    question: fc.constantFrom<ReportQuestion>('claim', 'image'),
    subject: fc.constantFrom('1', '"', ''),
    query: fc.constant(''),
  }),
);

function caseWith(made: readonly { readonly values: object; readonly literal: boolean }[]) {
  // The first half of one source, the others of the next: as imports number them.
  const db = makeCase(made.map((entry, n) => ({ ...entry, source: n < made.length / 2 ? 1 : 2 })));
  appendCustody(db, 'Tester', 'create', {});
  return db;
}

const make = (db: ReturnType<typeof caseWith>, asked: ReportWish) =>
  makeReport(db, asked, async () => unverified, unwatched);

it('every figure is what its query shows, in cases and for wishes of any kind', async () => {
  await fc.assert(
    fc.asyncProperty(entries, wish, async (made, asked) => {
      const db = caseWith(made);
      const column = asked.question === 'claim' ? 'case_id' : 'image_id';
      const isThere = made.some(({ values }) => values[column] === asked.subject);
      if (asked.subject !== null && !isThere) {
        await expect(make(db, asked)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        return;
      }
      const report = await make(db, asked);
      const figures = figuresOf(report);
      for (const { id, value, entries: shown, digest, query, unit } of figures)
        expect({ id, value, entries: shown, digest }).toEqual({
          id,
          ...recounted(db, { query, unit }),
        });
      expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
      for (const { statements, lists } of report.sections) {
        for (const { query } of statements) if (query !== null) parseQuery(query);
        for (const list of lists)
          expect(list.total).toBe(recounted(db, { query: list.query, unit: 'entries' }).entries);
      }
      expect(await make(db, asked)).toEqual(report);
    }),
    { numRuns },
  );
});

it('figures count what the rules say, read naively', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (made) => {
      const db = caseWith(made);
      const counted = new Map<string, number>();
      for (const question of ['ai-act-50', 'dsa-34-35'] as const) {
        const report = await make(db, { question, subject: null, query: '' });
        for (const { id, entries: shown, value } of figuresOf(report))
          counted.set(id, id === 'escalations.unanswered' ? value : shown);
      }
      const meant = Object.entries(rules).map(([id, rule]) => [
        id,
        made.filter(({ values }) => rule(values)).length,
      ]);
      expect(Object.keys(rules).map((id) => [id, counted.get(id)])).toEqual(meant);
      expect(counted.get('escalations.unanswered')).toBe(unanswered(made.map(({ values }) => values)));
    }),
    { numRuns },
  );
});
