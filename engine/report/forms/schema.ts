import { z } from 'zod';
import { type GuidedReport, reportQuestions } from '../../../shared/domain/guided-report.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const text = z.string();
const maybe = text.nullable();
const maybeNumber = z.number().nullable();

const figure = z.strictObject({
  id: text,
  label: text,
  value: count,
  unit: z.enum(['entries', 'images', 'claims', 'actors', 'models', 'products']),
  query: text,
  entries: count,
  digest: hash,
});

const breakdown = z.strictObject({
  id: text,
  title: text,
  heading: text,
  figures: z.array(figure),
  more: count,
});

const statement = z.strictObject({ code: text, text, query: maybe });

const entry = z.strictObject({
  source: count,
  ordinal: count,
  line: count.nullable(),
  id: maybe,
  time: maybe,
  product: maybe,
  modelVersion: maybe,
  verdict: maybe,
  confidence: maybeNumber,
  riskScore: maybeNumber,
  event: maybe,
  action: maybe,
  actor: maybe,
  image: maybe,
  claim: maybe,
  content: hash,
});

const section = z.strictObject({
  id: text,
  title: text,
  rule: text,
  figures: z.array(figure),
  breakdowns: z.array(breakdown),
  statements: z.array(statement),
  lists: z.array(
    z.strictObject({ id: text, title: text, query: text, total: count, entries: z.array(entry) }),
  ),
});

const coverage = z.strictObject({
  sources: z.array(
    z.strictObject({
      id: count,
      name: text,
      system: text,
      format: text,
      sha256: hash,
      bytes: count,
      entries: count,
      inScope: count,
      duplicates: count,
      quarantined: count,
      conflicts: count,
    }),
  ),
  period: z.strictObject({ from: text, to: text }).nullable(),
  figures: z.array(figure),
  gaps: z.array(z.strictObject({ from: text, to: text, days: count })),
  moreGaps: count,
  unproven: z.array(
    z.strictObject({
      axis: text,
      subject: text,
      status: z.enum(['fail', 'unverifiable', 'absent']),
      reason: text,
    }),
  ),
  passed: count,
  findings: count,
});

/** What every form of a report carries. The order of the names here is their order in a file. */
export const reportSchema: z.ZodType<GuidedReport> = z.strictObject({
  format: z.literal('casebound-report/1'),
  version: text,
  case: z.strictObject({ uuid: text, title: text }),
  state: z.strictObject({ seq: count, hash, time: text }),
  wish: z.strictObject({ question: z.enum(reportQuestions), subject: maybe, query: text }),
  title: text,
  question: text,
  scope: text,
  sections: z.array(section),
  coverage,
});
