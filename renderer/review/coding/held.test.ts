import { expect, it } from 'vitest';
import { type Held, heldByAll, nothingHeld } from './held.ts';

const held = (codes: Record<string, string>, tags: string[], reviewed: boolean): Held => ({
  codes,
  tags,
  reviewed,
});

it('of several entries that holds which holds for every one', () => {
  const hot = held({ relevance: 'hot', privilege: 'none' }, ['a', 'b'], true);
  const cold = held({ relevance: 'not relevant', privilege: 'none' }, ['b'], false);
  expect(heldByAll([hot, cold])).toEqual(held({ privilege: 'none' }, ['b'], false));
  expect(heldByAll([cold, hot])).toEqual(held({ privilege: 'none' }, ['b'], false));
  expect(heldByAll([hot, nothingHeld])).toEqual(nothingHeld);
  expect(heldByAll([hot, hot])).toEqual(hot);
  expect(heldByAll([])).toEqual(nothingHeld);
});
