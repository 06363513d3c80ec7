import type { WholeAnswer } from '../../shared/contract/analysis-operations.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { countFacets } from './facets.ts';
import { countHistogram, type HistogramWish } from './histogram/histogram.ts';
import { pageOfEntries, type Selection } from './results.ts';

export interface WholeQuestion extends Selection {
  readonly offset: number;
  readonly limit: number;
  /** Facets of these fields. */
  readonly fields: readonly string[];
  /** How many values of each field are listed. */
  readonly top: number;
  readonly histogram?: HistogramWish | undefined;
}

/**
 * All that a review screen shows of a query: how many entries match, a page of them, facets and a histogram.
 *
 * @throws AppError INVALID_INPUT for a query, a field or a zone that is none, CANCELLED
 */
export function answerWhole(db: ReadableDb, question: WholeQuestion, context: TaskContext): WholeAnswer {
  const began = performance.now();
  const { query, fields, top, histogram } = question;
  const page = pageOfEntries(db, question, context);
  const facets = countFacets(db, { query, fields, top }, context);
  const spread = histogram === undefined ? null : countHistogram(db, { ...histogram, query }, context);
  return { ...page, facets, histogram: spread, elapsedMs: performance.now() - began };
}
