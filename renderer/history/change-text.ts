import type { Change } from '../../shared/domain/history.ts';
import { strings } from '../strings.ts';

/** What differs from the previous result, in the entries' own words: `0.07 → 0.92 after origin-1.1 → origin-1.2`. */
export function changeText({ verdict, confidence, riskScore, modelVersion }: Change): string {
  const results = [verdict, confidence, riskScore].filter(differs).map(arrow);
  const model = differs(modelVersion) ? arrow(modelVersion) : null;
  const words = strings.history;
  if (results.length === 0) return words.newModel(model ?? '');
  return model === null ? results.join(', ') : words.changedAfter(results.join(', '), model);
}

type Pair = readonly [string | number | null, string | number | null];

function differs([before, after]: Pair): boolean {
  return before !== after;
}

function arrow([before, after]: Pair): string {
  return `${before ?? strings.history.nothing} → ${after ?? strings.history.nothing}`;
}
