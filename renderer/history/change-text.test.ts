import { expect, test } from 'vitest';
import type { Change } from '../../shared/domain/history.ts';
import { changeText } from './change-text.ts';

const same: Change = {
  image: 'i',
  system: 's',
  product: 'p',
  before: 1,
  after: 2,
  verdict: ['authentic', 'authentic'],
  confidence: [0.07, 0.07],
  riskScore: [null, null],
  modelVersion: ['origin-1.1', 'origin-1.1'],
};

test.each<[string, Partial<Change>]>([
  [
    '0.07 → 0.92 after origin-1.1 → origin-1.2',
    { confidence: [0.07, 0.92], modelVersion: ['origin-1.1', 'origin-1.2'] },
  ],
  ['authentic → none, 0.07 → 0.5', { verdict: ['authentic', null], confidence: [0.07, 0.5] }],
  ['the same by origin-1.1 → origin-1.2', { modelVersion: ['origin-1.1', 'origin-1.2'] }],
])('%s', (text, change) => {
  expect(changeText({ ...same, ...change })).toBe(text);
});
