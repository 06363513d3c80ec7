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

/** As a regular expression of queries, in any case. */
function pattern(topic: VerdictTopic, side: Leaning['side']): string {
  const exactly = `^(?:${words[topic][side].join('|')})$`;
  if (topic === 'origin') return exactly;
  return side === 'for' ? `${exactly}|^verified_` : `${exactly}|_mismatch$`;
}

/** The query for verdicts that say so: exactly those that `leaningOf` knows. */
export function verdictQuery({ topic, side }: Leaning): string {
  const query = `verdict:/${pattern(topic, side)}/i`;
  // What is `verified_…` is for it, whatever it ends in.
  return topic === 'provenance' && side === 'against' ? `${query} -verdict:/^verified_/i` : query;
}

const known = (['origin', 'provenance'] as const).flatMap((topic) =>
  (['for', 'against'] as const).map((side) => ({
    leaning: { topic, side },
    expression: new RegExp(pattern(topic, side), 'iu'),
  })),
);

/** The words that say so, as far as they are not made of two. */
export function verdictWords({ topic, side }: Leaning): readonly string[] {
  return words[topic][side];
}

/**
 * What a verdict of the known systems says of an image, by its own word; null for words that are not known, or open. A
 * risk (`high`) says nothing of the image.
 */
export function leaningOf(verdict: string): Leaning | null {
  return known.find(({ expression }) => expression.test(verdict))?.leaning ?? null;
}
