import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reversals, type Undo } from './reversals.ts';

const held = (undos: readonly (readonly [seq: number, reverses: number])[]) =>
  Object.fromEntries(reversals(undos.map(([seq, reverses]) => ({ seq, reverses }))));

describe('which undo took back an event', () => {
  it('is the one that names it, in whatever order they are read', () => {
    expect(held([[2, 1]])).toEqual({ 1: 2 });
    expect(
      held([
        [4, 3],
        [2, 1],
      ]),
    ).toEqual({ 1: 2, 3: 4 });
  });

  it('is none once that undo was taken back, and the event holds again', () => {
    const first = [2, 1] as const;
    expect(held([first, [3, 2]])).toEqual({ 2: 3 });
    expect(held([first, [3, 2], [4, 3]])).toEqual({ 1: 2, 3: 4 });
  });

  it('is never one of itself, nor of what comes after it', () => {
    expect(held([[3, 3]])).toEqual({});
    expect(held([[3, 5]])).toEqual({});
    expect(
      held([
        [3, 4],
        [4, 3],
      ]),
    ).toEqual({ 3: 4 });
  });

  it('is one that holds itself, of any undos', () => {
    const undo = fc.record({
      seq: fc.integer({ min: 1, max: 30 }),
      reverses: fc.integer({ min: 0, max: 31 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(undo, { selector: ({ seq }) => seq }), (undos: Undo[]) => {
        const reversedBy = reversals(undos);
        for (const [event, by] of reversedBy) {
          expect(by).toBeGreaterThan(event);
          expect(reversedBy.has(by)).toBe(false);
        }
        for (const { seq, reverses } of undos)
          if (reverses < seq && !reversedBy.has(seq)) expect(reversedBy.has(reverses)).toBe(true);
      }),
    );
  });
});
