import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import { countText } from '../../text/numbers.ts';
import { SeriesName } from './series-name.tsx';
import type { Stacking } from './series-tone.ts';

interface Props {
  readonly histogram: Histogram;
  readonly by: Stacking;
  readonly bucket: number;
  readonly left: string;
  readonly toLeft: boolean;
  readonly title: string;
}

/** What one bar stands for. */
export function BucketTip({ histogram, by, bucket, left, toLeft, title }: Props) {
  const { counts, series } = histogram;
  const parts = (series ?? []).filter((each) => (each.counts[bucket] ?? 0) > 0);
  return (
    <div className="histogram-tip" style={{ left }} data-left={toLeft || undefined}>
      <div className="mono">{title}</div>
      <strong>{countText(counts[bucket] ?? 0)}</strong>
      {parts.map((each) => (
        <div key={`${each.kind} ${each.value}`} className="histogram-tip-line">
          <SeriesName by={by} series={each} />
          <span>{countText(each.counts[bucket] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
}
