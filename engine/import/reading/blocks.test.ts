import { expect, test } from 'vitest';
import { lent } from './blocks.ts';

test('the memory of a block that was lent is given back when the next is asked for, and shared memory is left alone', () => {
  const large = [Buffer.allocUnsafeSlow(1 << 18).fill(1), Buffer.allocUnsafeSlow(1 << 18).fill(2)];
  const pooled = Buffer.from('small');
  const shared = Buffer.from(new SharedArrayBuffer(1 << 18));
  const seen: [number, number][] = [];
  for (const block of lent([...large, pooled, shared])) seen.push([block.length, block[0] as number]);
  expect(seen).toEqual([
    [1 << 18, 1],
    [1 << 18, 2],
    [5, 's'.charCodeAt(0)],
    [1 << 18, 0],
  ]);
  expect(large.map(({ length }) => length)).toEqual([0, 0]);
  expect(pooled.toString()).toBe('small');
  expect(shared.length).toBe(1 << 18);
});
