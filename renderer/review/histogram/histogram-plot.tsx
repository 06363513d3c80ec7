import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import type { Histogram, Interval } from '../../../shared/contract/analysis-operations.ts';
import type { Finding } from '../../../shared/domain/verification.ts';
import { strings } from '../../strings.ts';
import { Bars } from './bars.tsx';
import { bucketText, edgeText } from './bucket-text.ts';
import { BucketTip } from './bucket-tip.tsx';
import { gapsIn } from './gaps.ts';
import { Marks } from './marks.tsx';
import type { Stacking } from './series-tone.ts';
import type { ChosenRange, TimeRange } from './time-range.ts';

interface Props {
  readonly histogram: Histogram;
  readonly interval: Interval;
  readonly by: Stacking;
  /** The range that the query names. */
  readonly range: TimeRange | null;
  readonly observations: readonly Finding[];
  /** Null removes the range. */
  readonly onRange: (range: ChosenRange | null) => void;
}

/** Bucket numbers, `end` excluded. */
interface Brush {
  readonly first: number;
  readonly end: number;
}

/** The bars, with a brush over them that can be dragged, or moved at either end with keys. */
export const HistogramPlot = memo(function HistogramPlot(props: Props) {
  const { histogram, interval, by, range, observations, onRange } = props;
  const { edges, counts, zone } = histogram;
  const plot = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const buckets = counts.length;
  const words = strings.histogram;
  const brush = drag === null ? brushOf(range, edges) : ordered(drag.from, drag.to);

  const bucketAt = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    const at = Math.floor(((event.clientX - box.left) / box.width) * buckets);
    return Math.min(buckets - 1, Math.max(0, at));
  };
  const choose = ({ first, end }: Brush) => {
    const from = edges[first];
    const before = edges[end];
    if (from !== undefined && before !== undefined) onRange({ from, before });
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || (event.target as Element).closest('[role=slider]')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = bucketAt(event);
    setDrag({ from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent) => {
    const at = bucketAt(event);
    setHovered(at);
    if (drag !== null) setDrag({ ...drag, to: at });
  };
  const onPointerUp = (event: PointerEvent) => {
    if (drag === null) return;
    setDrag(null);
    const at = bucketAt(event);
    const before = brushOf(range, edges);
    // A click inside the selection clears it.
    if (drag.from === at && before && at >= before.first && at < before.end) onRange(null);
    else choose(ordered(drag.from, at));
  };
  const onKey = (end: 'first' | 'end') => (event: KeyboardEvent) => {
    const now = brush ?? { first: 0, end: buckets };
    if (event.key === 'Escape' || event.key === 'Delete') {
      event.preventDefault();
      return onRange(null);
    }
    const to = moved(event.key, now[end], buckets);
    if (to === null) return;
    event.preventDefault();
    const next = { ...now, [end]: to };
    if (next.first >= 0 && next.end <= buckets && next.first < next.end) choose(next);
  };

  const share = (bucket: number) => `${(bucket / buckets) * 100}%`;
  const shown = brush ?? { first: 0, end: buckets };
  const slider = (end: 'first' | 'end', name: string) => (
    <div
      role="slider"
      tabIndex={0}
      className="histogram-handle"
      data-end={end}
      data-idle={brush === null || undefined}
      style={{ left: share(shown[end]) }}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={buckets}
      aria-valuenow={shown[end]}
      aria-valuetext={edgeText(edges[shown[end]] ?? 0, interval, zone)}
      onKeyDown={onKey(end)}
    />
  );
  // With few buckets, several ticks fall on the same edge, which is labelled once.
  const labels = [...new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * buckets)))];
  return (
    <div className="histogram-plot">
      <div
        ref={plot}
        role="group"
        aria-label={words.title}
        className="histogram-bars"
        data-brushed={brush !== null || undefined}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setHovered(null)}
        onDoubleClick={() => onRange(null)}
      >
        {brush && (
          <div
            className="histogram-brush"
            style={{ left: share(brush.first), width: share(brush.end - brush.first) }}
          />
        )}
        <Bars histogram={histogram} by={by} brush={brush} />
        <Marks histogram={histogram} interval={interval} gaps={gapsIn(counts)} observations={observations} />
        {slider('first', words.from)}
        {slider('end', words.to)}
        {hovered !== null && (
          <BucketTip
            histogram={histogram}
            by={by}
            bucket={hovered}
            left={share(hovered + 0.5)}
            toLeft={hovered > buckets / 2}
            title={bucketText(edges[hovered] ?? 0, edges[hovered + 1] ?? 0, interval, zone)}
          />
        )}
      </div>
      <div className="histogram-times" aria-hidden="true">
        {labels.map((bucket, place) => (
          <span key={bucket} data-place={place}>
            {edgeText((edges[bucket] ?? 0) - (bucket === buckets ? 1 : 0), interval, zone)}
          </span>
        ))}
      </div>
    </div>
  );
});

function ordered(a: number, b: number): Brush {
  return { first: Math.min(a, b), end: Math.max(a, b) + 1 };
}

/** The buckets that the range touches; null if it touches none, or all. */
function brushOf(range: TimeRange | null, edges: readonly number[]): Brush | null {
  if (range === null) return null;
  const buckets = edges.length - 1;
  const { from, before } = range;
  const first = from === null ? 0 : edges.findIndex((_, i) => i < buckets && (edges[i + 1] ?? 0) > from);
  const last = before === null ? buckets - 1 : edges.findLastIndex((edge, i) => i < buckets && edge < before);
  return first === -1 || last === -1 || first > last ? null : { first, end: last + 1 };
}

function moved(key: string, from: number, buckets: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return from + 1;
    case 'PageUp':
      return from + 10;
    case 'PageDown':
      return from - 10;
    case 'Home':
      return 0;
    case 'End':
      return buckets;
    default:
      return null;
  }
}
