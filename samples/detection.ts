import type { Decision } from './entry.ts';
import { remark } from './notes.ts';
import type { Random } from './random.ts';

/** What one product says of one image: everything in a decision but when, where and by whom. */
export type Answer = Pick<Decision, 'product' | 'verdict' | 'confidence' | 'signals' | 'action' | 'note'>;

/** What an image really is; the products only guess at it. */
export type Nature = 'photo' | 'edited' | 'generated' | 'unclear';

const levels = ['low', 'medium', 'high'] as const;
type Level = (typeof levels)[number];

const frameVerdicts = {
  photo: {
    verdict: 'authentic',
    from: 2,
    to: 22,
    actions: [
      ['approved', 97],
      ['flagged', 3],
    ],
  },
  edited: {
    verdict: 'ai_edited',
    from: 61,
    to: 93,
    actions: [
      ['escalated', 70],
      ['flagged', 30],
    ],
  },
  generated: {
    verdict: 'ai_generated',
    from: 80,
    to: 99,
    actions: [
      ['escalated', 80],
      ['blocked', 20],
    ],
  },
  unclear: { verdict: 'inconclusive', from: 40, to: 60, actions: [['flagged', 100]] },
} as const satisfies Record<Nature, unknown>;

/** `noted`: the share of answers that a reviewer comments. */
export function frameDetect(random: Random, nature: Nature, noted: number): Answer {
  const { verdict, from, to, actions } = frameVerdicts[nature];
  const confidence = random.between(from, to) / 100;
  const signals = {
    frequency_wavelet: level(random, confidence),
    noise_realism: level(random, confidence),
    texture_repetition: level(random, confidence),
    geometry: level(random, confidence / 2),
  };
  const answer = {
    product: 'frame_detect',
    verdict,
    confidence,
    signals,
    action: random.weighted(actions),
  } as const;
  return random.chance(noted) ? { ...answer, note: remark(random, nature) } : answer;
}

export function riskScore(random: Random, nature: Nature): Answer {
  const confidence = (nature === 'photo' ? random.between(4, 48) : random.between(38, 96)) / 100;
  const verdict = confidence < 0.35 ? 'low' : confidence < 0.7 ? 'medium' : 'high';
  const signals = {
    prior_claims: level(random, confidence / 2),
    upload_device: level(random, confidence / 2),
    metadata_consistency: level(random, confidence),
  };
  return { product: 'risk_score', verdict, confidence, signals, action: riskActions[verdict] };
}

const riskActions = { low: 'approved', medium: 'flagged', high: 'escalated' } as const;

/** Content credentials either hold or not: no confidence. */
export function credentials(random: Random, nature: Nature): Answer {
  const verdict = random.weighted([
    ['absent', 60],
    ['intact', nature === 'photo' ? 38 : 4],
    ['broken', nature === 'photo' ? 2 : 16],
  ] as const);
  const { action, ...signals } = credentialAnswers[verdict];
  return { product: 'credentials', verdict, confidence: null, signals, action };
}

const credentialAnswers = {
  absent: { manifest: 'absent', signature: 'none', action: 'approved' },
  intact: { manifest: 'present', signature: 'valid', action: 'approved' },
  broken: { manifest: 'present', signature: 'invalid', action: 'flagged' },
} as const;

/** A signal that mostly follows the confidence. */
function level(random: Random, confidence: number): Level {
  const noisy = confidence + (random.next() - 0.5) * 0.5;
  return noisy < 0.35 ? 'low' : noisy < 0.65 ? 'medium' : 'high';
}
