import { modelAt, rescorer } from './claims.ts';
import type { Decision, Product } from './entry.ts';
import { editedAt, planted } from './planted.ts';

/**
 * The claim that the dispute is about. Ms Ashdown's five photos of a flooded kitchen pass on 12 November; after the
 * vendor's upgrade the main one is scored again, 0.07 becomes 0.92, and the claim is refused. On 25 November its
 * content credentials are found intact: the entry that the insurer's export shows altered.
 */
export function ashdownDecisions(): Decision[] {
  const [main, ...others] = images;
  const submitted = Date.UTC(2025, 10, 12, 9, 14, 7, 220);
  const rescored = Date.UTC(2025, 10, 21, 10, 2, 31, 847);
  return [
    decision(submitted, 'frame_detect', main, handler, ['authentic', 0.07, quiet, 'approved']),
    ...others.map((image, n) =>
      decision(submitted + 4100 * (n + 1), 'frame_detect', image, handler, [
        'authentic',
        (4 + 2 * n) / 100,
        quiet,
        'approved',
      ]),
    ),
    decision(submitted + 95_000, 'risk_score', main, handler, [
      'low',
      0.21,
      { prior_claims: 'low', upload_device: 'low', metadata_consistency: 'low' },
      'approved',
    ]),
    decision(
      rescored,
      'frame_detect',
      main,
      rescorer,
      ['ai_generated', 0.92, loud, 'escalated'],
      verdictNote,
    ),
    ...others.map((image, n) =>
      decision(rescored + 2300 * (n + 1), 'frame_detect', image, rescorer, [
        'authentic',
        (6 + 2 * n) / 100,
        quiet,
        'approved',
      ]),
    ),
    decision(rescored + 190_000, 'risk_score', main, handler, [
      'high',
      0.78,
      { prior_claims: 'low', upload_device: 'low', metadata_consistency: 'high' },
      'escalated',
    ]),
    decision(
      Date.parse(editedAt),
      'credentials',
      main,
      handler,
      ['intact', null, { manifest: 'present', signature: 'valid' }, 'approved'],
      'Manifest signed by the camera; chain of edits empty.',
    ),
    decision(
      Date.UTC(2025, 11, 2, 8, 45, 12, 31),
      'frame_detect',
      main,
      handler,
      ['ai_generated', 0.92, loud, 'blocked'],
      'Zweitprüfung auf Wunsch der Versicherungsnehmerin.',
    ),
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
const verdictNote = 'High spectral inconsistency. Noise residual inconsistent with camera sensor behavior.';

type Outcome = readonly [
  verdict: string,
  confidence: number | null,
  signals: Readonly<Record<string, string>>,
  action: string,
];

function decision(
  at: number,
  product: Product,
  image: string,
  by: string,
  outcome: Outcome,
  note?: string,
): Decision {
  const [verdict, confidence, signals, action] = outcome;
  const claim = planted.claim;
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
}
