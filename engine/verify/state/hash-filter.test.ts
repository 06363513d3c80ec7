import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { HashFilter } from './hash-filter.ts';

const hashes = Array.from({ length: 20_000 }, (_, n) => hash('sha256', String(n)));
const held = hashes.slice(0, 10_000);
const others = hashes.slice(10_000);

it('never denies a hash that was added', () => {
  const filter = HashFilter.for(held.length);
  for (const each of held) filter.add(each);
  const again = new HashFilter(filter.bytes);
  expect(held.every((each) => again.mayHold(each))).toBe(true);
});

it('denies nearly all others', () => {
  const filter = HashFilter.for(held.length);
  for (const each of held) filter.add(each);
  expect(others.filter((each) => filter.mayHold(each)).length).toBeLessThan(others.length / 500);
});

it('of nothing denies everything', () => {
  expect(others.some((each) => HashFilter.for(0).mayHold(each))).toBe(false);
});
