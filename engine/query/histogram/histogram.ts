import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import type { TimeColumn } from '../../../shared/domain/columns.ts';
import { withoutTermsOf } from '../../../shared/query/edit.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { labelField, labelsOf } from '../labels.ts';
import { extent, momentsOf } from '../moments.ts';
import { idsOf } from '../results.ts';
import { bucketNumbers, countBuckets } from './bucketing.ts';
import { bucketsOf } from './intervals.ts';
import { seriesOf } from './series.ts';
import { Zone } from './zone.ts';

export interface HistogramQuestion {
  readonly query: string;
  readonly field: TimeColumn;
  /** Stacked by this field. */
  readonly by?: string | undefined;
  readonly top: number;
  /** Buckets at most. */
  readonly buckets: number;
  readonly zone: string;
  /** Whether terms of the field at the top level of the query are left out. */
  readonly whole: boolean;
}

/**
 * How the matching entries are spread over time.
 *
 * @throws AppError INVALID_INPUT for a query, a field or a zone that is none, CANCELLED
 */
export function countHistogram(db: ReadableDb, question: HistogramQuestion, context: TaskContext): Histogram {
  const { field } = question;
  const zone = new Zone(question.zone);
  const by = question.by === undefined ? null : labelField(question.by);
  const parsed = parseQuery(question.query);
  const ids = idsOf(db, question.whole ? withoutTermsOf(parsed, field) : parsed, undefined, context);
  const moments = momentsOf(db, ids, field, context);
  const period = extent(moments);
  if (period === null) {
    const series = by === null ? null : [];
    return { field, zone: zone.name, interval: null, edges: [], counts: [], unknown: ids.length, series };
  }
  const { interval, edges } = bucketsOf(period.min, period.max, question.buckets, zone);
  const numbers = bucketNumbers(moments, edges, context);
  const length = edges.length - 1;
  return {
    field,
    zone: zone.name,
    interval,
    edges: [...edges],
    counts: countBuckets(numbers, length),
    unknown: ids.length - period.known,
    series:
      by === null ? null : seriesOf(labelsOf(db, ids, by, context), numbers, length, question.top, context),
  };
}
