import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeRangeOf, withTimeRange } from './time-range.ts';

const at = (text: string) => Date.parse(text);

describe('the time range of a query', () => {
  it.each([
    ['verdict:x', null, null],
    ['time:2025-11-01..2025-11-02', '2025-11-01T00:00Z', '2025-11-03T00:00Z'],
    ['time:2025-11 verdict:x', '2025-11-01T00:00Z', '2025-12-01T00:00Z'],
    ['time:>2025-11-01', '2025-11-02T00:00Z', null],
    ['time:>=2025-11-01 time:<2025-11-05', '2025-11-01T00:00Z', '2025-11-05T00:00Z'],
    ['logged_at:2025', null, null],
  ])('%s', (text, from, before) => {
    const range = timeRangeOf(text);
    expect([range?.from ?? null, range?.before ?? null]).toEqual([
      from === null ? null : at(from),
      before === null ? null : at(before),
    ]);
  });

  it('is not told by what only some matches answer to', () => {
    expect(timeRangeOf('time:2025 OR verdict:x')).toBeNull();
    expect(timeRangeOf('-time:2025')).toBeNull();
  });
});

describe('a range put into a query', () => {
  it.each([
    ['2025-11-01T00:00Z', '2025-12-01T00:00Z', 'time:2025-11-01..2025-11-30'],
    ['2025-11-01T09:30Z', '2025-11-01T09:45Z', 'time:2025-11-01T09:30Z..2025-11-01T09:44Z'],
  ])('from %s before %s is %s', (from, before, term) => {
    expect(withTimeRange('', { from: at(from), before: at(before) })).toBe(term);
  });

  it('takes the place of the one before, and leaves the rest', () => {
    const range = { from: at('2025-11-01T00:00Z'), before: at('2025-11-02T00:00Z') };
    expect(withTimeRange('verdict:x time:2024', range)).toBe('verdict:x time:2025-11-01..2025-11-01');
    expect(withTimeRange('verdict:x time:2024', null)).toBe('verdict:x');
  });

  it('is read back as the same moments', () => {
    const moment = fc.integer({ min: 0, max: at('2099-01-01') });
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 1e12 }),
        fc.constantFrom(1, 60_000, 86_400_000),
        (from, length, unit) => {
          const range = {
            from: from - (from % unit),
            before: from - (from % unit) + Math.ceil(length / unit) * unit,
          };
          expect(timeRangeOf(withTimeRange('verdict:x', range))).toEqual(range);
        },
      ),
    );
  });
});
