import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMoment, momentText } from './moment.ts';

it('are those that a date can have', () => {
  expect([0, -1, 8.64e15, -8.64e15].map(isMoment)).toEqual([true, true, true, true]);
  const none = [8.64e15 + 2, -9e18, Number.NaN, Number.POSITIVE_INFINITY, '2025', null];
  expect(none.map(isMoment)).toEqual(none.map(() => false));
});

it('are written to the millisecond, and what is none as the nearest', () => {
  expect(momentText(1_762_266_151_847)).toBe('2025-11-04T14:22:31.847Z');
  expect([9e18, -9e18].map(momentText)).toEqual([
    '+275760-09-13T00:00:00.000Z',
    '-271821-04-20T00:00:00.000Z',
  ]);
});

it('are written as a date writes them, one after the other', () => {
  const anywhere = fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true });
  const near = fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 });
  fc.assert(
    fc.property(fc.array(fc.oneof(anywhere, near), { maxLength: 30 }), (moments) => {
      expect(moments.map(momentText)).toEqual(moments.map((ms) => new Date(ms).toISOString()));
    }),
    { numRuns: 2000 },
  );
  expect(() => momentText(Number.NaN)).toThrow(RangeError);
});
