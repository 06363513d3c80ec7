import type { Histogram, Interval } from '../../../shared/contract/analysis-operations.ts';
import type { Finding } from '../../../shared/domain/verification.ts';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { bucketText } from './bucket-text.ts';
import type { Gap } from './gaps.ts';

interface Props {
  readonly histogram: Histogram;
  readonly interval: Interval;
  readonly gaps: readonly Gap[];
  readonly observations: readonly Finding[];
}

/** Gaps by their length, and places where the last verification saw a clock that does not advance. */
export function Marks({ histogram, interval, gaps, observations }: Props) {
  const { edges, counts, zone } = histogram;
  const share = (bucket: number) => `${(bucket / counts.length) * 100}%`;
  const words = strings.histogram;
  return (
    <>
      {gaps.map(({ first, end }) => {
        const from = edges[first] ?? 0;
        const before = edges[end] ?? 0;
        const words2 = words.gap(before - from);
        return (
          <span
            key={first}
            className="histogram-gap"
            style={{ left: share(first), width: share(end - first) }}
            title={words.gapTitle(words2, bucketText(from, before, interval, zone))}
          >
            <span>△ {words2}</span>
          </span>
        );
      })}
      {clockMarks(observations, edges).map(({ bucket, found }) => (
        <span
          key={bucket}
          role="img"
          className="histogram-clock"
          style={{ left: share(bucket + 0.5) }}
          title={words.clock(found.map(({ message }) => visibleLine(message)))}
        />
      ))}
    </>
  );
}

/** What a clock did; that entries are in another order than their times is not the clock's fault. */
const ofClocks: ReadonlySet<string> = new Set([
  'TIME_STEP',
  'TIME_GAP',
  'TIME_LOGGED_EARLY',
  'TIME_AFTER_ACQUISITION',
  'TIME_AFTER_EXPORT',
]);

/** By bucket, so that several in one place become one mark. */
function clockMarks(observations: readonly Finding[], edges: readonly number[]) {
  const found = new Map<number, Finding[]>();
  for (const observation of observations) {
    if (!ofClocks.has(observation.code)) continue;
    const ms = Date.parse(observation.actual ?? '');
    const bucket = Number.isNaN(ms) ? -1 : edges.findLastIndex((edge) => edge <= ms);
    if (bucket < 0 || bucket >= edges.length - 1) continue;
    found.set(bucket, [...(found.get(bucket) ?? []), observation]);
  }
  return [...found].map(([bucket, findings]) => ({ bucket, found: findings }));
}
