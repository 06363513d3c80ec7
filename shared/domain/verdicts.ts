/** What verdicts are about: where an image comes from, or whether what is said of its origin holds. */
export type VerdictTopic = 'origin' | 'provenance';

export interface Leaning {
  readonly topic: VerdictTopic;
  /** Whether the word speaks for the image as what it claims to be, or against it. */
  readonly side: 'for' | 'against';
}

const words: Readonly<Record<VerdictTopic, Readonly<Record<Leaning['side'], readonly string[]>>>> = {
  origin: {
    for: ['authentic', 'real', 'genuine', 'human', 'not_ai'],
    against: ['ai_generated', 'ai_edited', 'generated', 'manipulated', 'fake', 'synthetic', 'deepfake'],
  },
  provenance: {
    for: ['intact', 'valid', 'verified'],
    against: ['broken', 'invalid', 'tampered', 'mismatch'],
  },
};

/**
 * What a verdict of the known systems says of an image, by its own word; null for words that are not known, or open. A
 * risk (`high`) says nothing of the image.
 */
export function leaningOf(verdict: string): Leaning | null {
  const word = verdict.toLowerCase();
  for (const topic of ['origin', 'provenance'] as const) {
    for (const side of ['for', 'against'] as const)
      if (words[topic][side].includes(word)) return { topic, side };
  }
  if (word.startsWith('verified_')) return { topic: 'provenance', side: 'for' };
  return word.endsWith('_mismatch') ? { topic: 'provenance', side: 'against' } : null;
}
