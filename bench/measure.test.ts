import { describe, expect, it } from 'vitest';
import { quantile } from './measure.ts';

describe('quantile', () => {
  it('is the middle by default, whatever the order', () => {
    expect(quantile([9, 1, 5])).toBe(5);
  });

  it('is a measured value, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([quantile(hundred, 0.95), quantile(hundred, 1), quantile(hundred, 0)]).toEqual([95, 100, 1]);
  });

  it('is no number where nothing was measured', () => {
    expect(quantile([])).toBeNaN();
  });
});
