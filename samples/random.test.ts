import { describe, expect, it } from 'vitest';
import { seeded } from './random.ts';

describe('seeded', () => {
  it('repeats itself from the same seed alone', () => {
    const draw = (seed: number) => Array.from({ length: 20 }, seeded(seed).next);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const random = seeded(3);
    const drawn = new Set(Array.from({ length: 200 }, () => random.between(-1, 1)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-1, 0, 1]);
  });

  it('weighs choices', () => {
    const random = seeded(4);
    const drawn = Array.from({ length: 4000 }, () =>
      random.weighted([
        ['rare', 1],
        ['never', 0],
        ['common', 9],
      ]),
    );
    const share = drawn.filter((value) => value === 'rare').length / drawn.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
    expect(drawn).not.toContain('never');
  });
});
