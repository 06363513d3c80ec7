import { expect, it } from 'vitest';
import { SearchEffort } from './search-effort.ts';

it('where much was tried, the usual forms are tried still, and nothing beyond them', () => {
  const effort = new SearchEffort();
  const wanted = 60_000_000;
  expect(effort.atMost(wanted)).toBe(wanted);
  expect(effort.spare(wanted, 0)).toBe(wanted);
  for (let sample = 0; sample < 1000; sample++) effort.spend(effort.atMost(wanted));
  expect(effort.atMost(wanted)).toBeLessThan(wanted);
  expect(effort.atMost(wanted)).toBeGreaterThan(0);
  expect(effort.spare(wanted, 0)).toBe(0);
});
