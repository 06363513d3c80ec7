import type { Series } from '../../../shared/contract/analysis-operations.ts';
import { VerdictMark } from '../../marks/verdict-mark.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';

export function SeriesName({ by, series }: { readonly by: string; readonly series: Series }) {
  if (series.kind === 'none') return <span className="quiet">{strings.review.noValue}</span>;
  if (series.kind === 'others') return <span className="quiet">{strings.histogram.others}</span>;
  return by === 'verdict' ? <VerdictMark verdict={series.value} /> : <EvidenceLine text={series.value} />;
}

/** What tells a series from the others in one histogram. */
export function seriesKey({ kind, value }: Series): string {
  return `${kind} ${value}`;
}
