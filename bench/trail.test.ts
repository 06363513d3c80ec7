import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { trailPieces } from './trail.ts';

it('writes the same trail on every machine', () => {
  const text = [...trailPieces(5000)].join('');
  const entries = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  expect(new Set(entries.map(({ log_id }) => log_id)).size).toBe(5000);
  expect(text.length / 5000).toBeGreaterThan(500);
  expect(hash('sha256', text)).toBe('12f3396e1777667135c7b80ef0a41788f696869a5c4891b86eb484801e327eab');
});
