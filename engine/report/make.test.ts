import { describe, expect, it } from 'vitest';
import { type ReportQuestion, reportQuestions } from '../../shared/domain/guided-report.ts';
import { openReadable } from '../case/open.ts';
import { caseOf, figuresOf, recounted, reportOn, type Stated } from './testing/made.ts';

const entries: readonly Stated[] = [
  {
    time: '2025-11-03T10:00:00.000Z',
    product: 'frame_detect',
    model_version: '1',
    verdict: 'ai_generated',
    confidence: 0.9,
    action: 'escalated',
    image_id: 'img_1',
    case_id: 'C-1',
    actor: 'ann',
  },
  {
    time: '2025-11-03T11:00:00.000Z',
    product: 'frame_detect',
    verdict: 'Authentic',
    confidence: 0.1,
    action: 'approved',
    image_id: 'img_1',
    case_id: 'C-1',
    actor: 'ann',
  },
  {
    time: '2025-12-07T11:00:00.000Z',
    product: 'frame_detect',
    model_version: '2',
    verdict: 'AI_EDITED',
    image_id: 'img_2',
    case_id: 'C-2',
  },
  {
    time: '2025-12-08T11:00:00.000Z',
    event_type: 'image.labelled',
    image_id: 'img_2',
    status: 'success',
    actor: 'bob',
  },
  { time: '2025-12-08T12:00:00.000Z', event_type: 'image.labelled', image_id: 'img_1', status: 'failed' },
  { time: '2025-12-08T13:00:00.000Z', event_type: 'moderation.escalated', case_id: 'C-2', actor: 'bob' },
  { time: 'soon', event_type: 'case.reviewed', case_id: 'C-3', actor: 'bob' },
  {
    time: '2025-12-09T00:00:00.000Z',
    product: 'risk',
    verdict: 'high',
    risk_score: 91,
    severity: 'HIGH',
    image_id: 'img_3',
  },
  { time: '2025-12-09T00:00:00.000Z', event_type: 'api_key.revoked', actor: 'root' },
  { time: '2025-12-10T00:00:00.000Z', product: 'a "quoted" \\ product\n', verdict: 'verified_mismatch' },
];
const made = () => caseOf(entries.slice(0, 5), entries.slice(5));
const wishOf = (question: ReportQuestion) =>
  question === 'claim' ? { subject: 'C-1' } : question === 'image' ? { subject: 'img_1' } : {};
const countedIn = async (question: ReportQuestion) => {
  const report = await reportOn(await made(), question, wishOf(question));
  return Object.fromEntries(figuresOf(report).map(({ id, value }) => [id, value]));
};

describe.each(reportQuestions)('a report on %s', (question) => {
  it('has figures that their queries show, with ids of their own', async () => {
    const path = await made();
    const report = await reportOn(path, question, wishOf(question));
    const figures = figuresOf(report);
    const db = openReadable(path);
    for (const figure of figures) expect(recounted(db, figure), figure.id).toEqual(partOf(figure));
    db.close();
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  });

  it('is the same each time', async () => {
    const path = await made();
    expect(await reportOn(path, question, wishOf(question))).toEqual(
      await reportOn(path, question, wishOf(question)),
    );
  });
});

function partOf({ value, entries, digest }: ReturnType<typeof figuresOf>[number]) {
  return { value, entries, digest };
}

it('counts what was identified, labelled and documented', async () => {
  expect(await countedIn('ai-act-50')).toMatchObject({
    'examined.results': 5,
    'examined.images': 3,
    'identified.entries': 2,
    'identified.images': 2,
    'identified.genuine': 1,
    'identified.open': 2,
    'labelled.entries': 1,
    'labelled.identified': 1,
    'labelled.denied': 1,
    'labelled.intact': 1,
    'labelled.broken': 0,
    'labelled.unacted': 1,
    'documented.model': 3,
    'oversight.entries': 2,
    'oversight.actors': 1,
    'months.identified.2025-11': 1,
    'months.identified.2025-12': 1,
    'coverage.timeless': 1,
  });
});

it('counts risks, and what was done about them', async () => {
  expect(await countedIn('dsa-34-35')).toMatchObject({
    'signals.entries': 3,
    'signals.severe': 1,
    'signals.score': 1,
    'signals.origin': 2,
    'flagged.entries': 2,
    'escalations.entries': 2,
    'escalations.unanswered': 1,
    'administration.entries': 1,
  });
});
