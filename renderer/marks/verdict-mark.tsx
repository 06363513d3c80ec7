import { EvidenceLine } from '../text/evidence.tsx';
import './verdict-mark.css';

/** What a verdict says about the thing judged, as far as the words of the known systems tell. */
const leanings: Readonly<Record<string, 'against' | 'for' | 'open'>> = {
  ai_generated: 'against',
  ai_edited: 'against',
  manipulated: 'against',
  fake: 'against',
  broken: 'against',
  high: 'against',
  critical: 'against',
  blocked: 'against',
  violation: 'against',
  authentic: 'for',
  real: 'for',
  intact: 'for',
  verified: 'for',
  low: 'for',
  safe: 'for',
  clean: 'for',
  inconclusive: 'open',
  unclear: 'open',
  medium: 'open',
  review: 'open',
};

const shapes = {
  against: <path d="M6 .8 11.2 6 6 11.2.8 6z" />,
  for: <rect x="1.8" y="1.8" width="8.4" height="8.4" rx="1.5" />,
  open: <circle cx="6" cy="6" r="4.6" />,
  unknown: <circle className="verdict-ring" cx="6" cy="6" r="3.8" />,
} as const;

export function leaningOf(verdict: string): keyof typeof shapes {
  return leanings[verdict.toLowerCase()] ?? 'unknown';
}

/**
 * A verdict's mark and its own word: a diamond against, a square for, a circle for an open verdict, a ring for an
 * unknown word.
 */
export function VerdictMark({ verdict }: { readonly verdict: string }) {
  const leaning = leaningOf(verdict);
  return (
    <span className="verdict">
      <svg className={`verdict-shape verdict-${leaning}`} viewBox="0 0 12 12" aria-hidden="true">
        {shapes[leaning]}
      </svg>
      <EvidenceLine text={verdict} />
    </span>
  );
}
