import { modelAt, rescorer } from './claims.ts';
import type { Decision, Product } from './entry.ts';
import { editedAt, planted } from './planted.ts';

/**
 * The claim that the dispute is about. Ms Ashdown's five photos of a flooded kitchen pass on 12 November; after the
 * vendor's upgrade the main one is scored again, 0.07 becomes 0.92, and the claim is refused.
 */
export function ashdownDecisions(): Decision[] {
  const [main, ...others] = images;
  const submitted = Date.UTC(2025, 10, 12, 9, 14, 7, 220);
  const rescored = Date.UTC(2025, 10, 21, 10, 2, 31, 847);
  const recheck = Date.UTC(2025, 11, 2, 8, 45, 12, 31);
  const at = decisionsOn(planted.claim);
  return [
    at(submitted, 'frame_detect', main, handler, ['authentic', 0.07, quiet, 'approved']),
    ...others.map((image, n) =>
      at(submitted + 4100 * (n + 1), 'frame_detect', image, handler, [
        'authentic',
        (4 + 2 * n) / 100,
        quiet,
        'approved',
      ]),
    ),
    at(submitted + 95_000, 'risk_score', main, handler, ['low', 0.21, riskSignals('low'), 'approved']),
    at(rescored, 'frame_detect', main, rescorer, ['ai_generated', 0.92, loud, 'escalated'], verdictNote),
    ...others.map((image, n) =>
      at(rescored + 2300 * (n + 1), 'frame_detect', image, rescorer, [
        'authentic',
        (6 + 2 * n) / 100,
        quiet,
        'approved',
      ]),
    ),
    at(rescored + 190_000, 'risk_score', main, handler, ['high', 0.78, riskSignals('high'), 'escalated']),
    at(recheck, 'frame_detect', main, handler, ['ai_generated', 0.92, loud, 'blocked'], recheckNote),
  ];
}

/**
 * The flat below, flooded on the same day: two photos, both let pass, both with content credentials that hold. It is
 * what Ms Ashdown's claim is compared with, and the insurer's export shows its last check altered.
 */
export function neighbourDecisions(): Decision[] {
  const submitted = Date.UTC(2025, 10, 12, 11, 40, 51, 604);
  const rescored = Date.UTC(2025, 10, 21, 10, 2, 55, 90);
  const [first, second] = neighbourImages;
  const at = decisionsOn(planted.neighbour);
  const intact: Outcome = ['intact', null, { manifest: 'present', signature: 'valid' }, 'approved'];
  return [
    at(submitted, 'frame_detect', first, handler, ['authentic', 0.09, quiet, 'approved']),
    at(submitted + 5200, 'frame_detect', second, handler, ['authentic', 0.05, quiet, 'approved']),
    at(submitted + 71_000, 'risk_score', first, handler, ['low', 0.17, riskSignals('low'), 'approved']),
    at(rescored, 'frame_detect', first, rescorer, ['authentic', 0.11, quiet, 'approved']),
    at(rescored + 2100, 'frame_detect', second, rescorer, ['authentic', 0.05, quiet, 'approved']),
    at(Date.parse(editedAt) - 6300, 'credentials', second, handler, intact),
    at(Date.parse(editedAt), 'credentials', first, handler, intact, credentialsNote),
  ];
}

const handler = 'user_7x3k9';
const images = [planted.rescored.image, 'img_3c0ql7e', 'img_k91xw5d', 'img_0vh2m8s', 'img_t7z4b6r'] as const;
const quiet = { frequency_wavelet: 'low', noise_realism: 'low', texture_repetition: 'low', geometry: 'low' };
const loud = {
  frequency_wavelet: 'high',
  noise_realism: 'medium',
  texture_repetition: 'high',
  geometry: 'low',
};
const neighbourImages = ['img_5r8yd2m', 'img_b6n1xq0'] as const;
const riskSignals = (metadata: string) => ({
  prior_claims: 'low',
  upload_device: 'low',
  metadata_consistency: metadata,
});
const verdictNote = 'High spectral inconsistency. Noise residual inconsistent with camera sensor behavior.';
const recheckNote = 'Zweitprüfung auf Wunsch der Versicherungsnehmerin.';
const credentialsNote = 'Manifest signed by the camera; chain of edits empty.';

type Outcome = readonly [
  verdict: string,
  confidence: number | null,
  signals: Readonly<Record<string, string>>,
  action: string,
];

function decisionsOn(claim: string) {
  return (
    at: number,
    product: Product,
    image: string,
    by: string,
    outcome: Outcome,
    note?: string,
  ): Decision => {
    const [verdict, confidence, signals, action] = outcome;
    const said = {
      at,
      product,
      model: modelAt(product, at),
      image,
      claim,
      by,
      verdict,
      confidence,
      signals,
      action,
    };
    return note === undefined ? said : { ...said, note };
  };
}
