/** What the sealing on the screen is tried on: a claim that does what it can to be shown wrongly. */
export const claim = 'CLM-<b>1</b> אב';
export const secret = 'Jane Roe of 12 Elm Street';
const times = ['2025-11-04T14:00:00.000Z', '2025-11-04T14:01:00.000Z', '2025-11-04T14:02:00.000Z'];

/** Two entries of the claim, of which one is about an image of another claim's. */
export const ownTrail = [
  { log_id: 'own_1', image_id: 'img_a', case: claim, note: secret },
  { log_id: 'own_2', image_id: 'img_b', case: claim, note: 'x'.repeat(100_000) },
  { log_id: 'other_1', image_id: 'img_a', case: 'CLM-2', note: 'elsewhere' },
]
  .map(({ case: case_id, note, ...entry }, n) => ({
    ...entry,
    timestamp: times[n],
    logged_at: times[n],
    request_id: `det_${n}`,
    product: 'frame_detect',
    model_version: 'origin-1.2',
    result: { verdict: 'authentic', confidence: 0.5, reviewer_note: note },
    context: { case_id },
    action_recorded: 'approved',
  }))
  .map((entry) => `${JSON.stringify(entry)}\n`)
  .join('');
