import { z } from 'zod';
import {
  type GuidedReport,
  type ReportCheck,
  type ReportFile,
  reportFormats,
  reportQuestions,
} from '../domain/guided-report.ts';
import { pathInput, queryInput } from './inputs.ts';
import { job } from './operation.ts';

const wish = z.object({
  question: z.enum(reportQuestions),
  /** The `case_id` or `image_id`, where the question is about one. */
  subject: z.string().nullable().default(null),
  /** Narrows what is looked at; not of a claim or an image, of which all entries are looked at. */
  query: queryInput,
});

/** Guided reports: figures from the open case, each with the query that shows its entries. */
export const reportOperations = {
  'report.make': job<GuidedReport>()(wish),
  /** Makes the report and writes it into a file that is not there yet. */
  'report.export': job<ReportFile>()(wish.extend({ format: z.enum(reportFormats), out: pathInput })),
  /** Makes the report that a file holds again, from the open case, and compares. */
  'report.check': job<ReportCheck>()(z.object({ path: pathInput })),
} as const;
