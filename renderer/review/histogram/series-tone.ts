import type { Series } from '../../../shared/contract/analysis-operations.ts';
import { leaningOf } from '../../marks/verdict-mark.tsx';

/** What the histogram can be stacked by. */
export const stackings = ['verdict', 'action', 'product', 'source', 'integrity'] as const;
export type Stacking = (typeof stackings)[number];

/** The class with which a series is drawn: for a verdict, what it leans to; for others, their rank. */
export function seriesTone(by: Stacking, series: Series, rank: number): string {
  if (series.kind !== 'value') return 'rest';
  if (by === 'verdict') return leaningOf(series.value);
  if (by === 'integrity') return series.value;
  return `rank-${Math.min(rank, 3)}`;
}

const fromBelow = ['against', 'broken', 'open', 'for', 'unknown'];

/** From the bottom: what speaks against something comes lowest, where it is easiest to compare. */
export function stackOrder(by: Stacking, series: readonly Series[]): readonly Series[] {
  if (by !== 'verdict' && by !== 'integrity') return series;
  const place = (each: Series) => {
    const at = fromBelow.indexOf(seriesTone(by, each, 0));
    return at === -1 ? fromBelow.length : at;
  };
  return [...series].sort((a, b) => place(a) - place(b));
}
