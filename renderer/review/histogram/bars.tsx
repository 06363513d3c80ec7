import { memo } from 'react';
import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import { type Stacking, seriesTone, stackOrder } from './series-tone.ts';

/** The largest part of a bucket's width that its bar takes, and the least height of one that is not empty. */
const mostWidth = 0.82;
/** As a share of the plot: with few buckets, bars must not become walls. */
const mostOfPlot = 1 / 30;
const leastHeight = 0.03;

interface Props {
  readonly histogram: Histogram;
  readonly by: Stacking;
  readonly brush: { readonly first: number; readonly end: number } | null;
}

/** One path for each series, inside the brush and outside it. */
export const Bars = memo(function Bars({ histogram, by, brush }: Props) {
  const { counts, series } = histogram;
  const buckets = counts.length;
  const barWidth = Math.min(mostWidth, buckets * mostOfPlot);
  const highest = Math.max(1, ...counts);
  const stack =
    series === null
      ? [{ tone: 'rest', counts }]
      : stackOrder(by, series).map((each) => ({
          tone: seriesTone(by, each, series.indexOf(each)),
          counts: each.counts,
        }));
  const bases = new Float64Array(buckets);
  const paths = stack.map(({ tone, counts: heights }, place) => {
    let inside = '';
    let outside = '';
    for (let bucket = 0; bucket < buckets; bucket++) {
      const count = heights[bucket] ?? 0;
      if (count === 0) continue;
      const base = bases[bucket] ?? 0;
      const height = Math.max(count / highest, leastHeight);
      bases[bucket] = base + height;
      const bar = `M${bucket + (1 - barWidth) / 2} ${1 - base}v${-height}h${barWidth}v${height}z`;
      if (brush && (bucket < brush.first || bucket >= brush.end)) outside += bar;
      else inside += bar;
    }
    return { key: `${tone} ${place}`, tone, inside, outside };
  });
  return (
    <svg className="histogram-svg" viewBox={`0 0 ${buckets} 1`} preserveAspectRatio="none" aria-hidden="true">
      {paths.map(({ key, tone, inside, outside }) => (
        <g key={key} className={`bars bars-${tone}`}>
          <path d={inside} />
          <path d={outside} className="bars-out" />
        </g>
      ))}
    </svg>
  );
});
