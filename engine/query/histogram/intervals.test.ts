import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bucketing } from './bucketing.ts';
import { bucketsOf } from './intervals.ts';
import { clockOf } from './zone.ts';

function buckets(first: string, last: string, most: number, zone = 'UTC') {
  const { interval, edges } = bucketsOf(Date.parse(first), Date.parse(last), most, clockOf(zone));
  return {
    interval: `${interval.step} ${interval.unit}`,
    edges: [...edges].map((at) => new Date(at).toISOString()),
  };
}

describe('the buckets of a histogram', () => {
  it.each([
    ['2025-11-01T10:00:00.000Z', '2025-11-01T10:00:00.000Z', 10, '1 millisecond', 1],
    ['2025-11-01T10:00:00.000Z', '2025-11-01T10:00:00.050Z', 10, '10 millisecond', 6],
    ['2025-11-01T10:00:00Z', '2025-11-01T10:00:59Z', 10, '10 second', 6],
    ['2025-11-01T10:07:00Z', '2025-11-01T11:52:00Z', 10, '15 minute', 8],
    ['2025-11-01T10:07:00Z', '2025-11-03T11:52:00Z', 20, '3 hour', 17],
    ['2025-11-01T10:07:00Z', '2025-11-30T11:52:00Z', 60, '12 hour', 59],
    ['2025-11-01T10:07:00Z', '2025-11-30T11:52:00Z', 30, '1 day', 30],
    ['2025-11-01T10:07:00Z', '2025-12-30T11:52:00Z', 30, '1 week', 10],
    ['2025-01-31T10:07:00Z', '2025-12-01T00:00:00Z', 12, '1 month', 12],
    ['2025-01-31T10:07:00Z', '2025-12-01T00:00:00Z', 11, '3 month', 4],
    ['1969-06-01T00:00:00Z', '2025-12-01T00:00:00Z', 20, '5 year', 13],
    ['0000-06-01T00:00:00Z', '9999-12-01T00:00:00Z', 10, '1000 year', 10],
    ['0000-06-01T00:00:00Z', '9999-12-01T00:00:00Z', 1, '10000 year', 1],
  ])('%s to %s in %i: %s, %i of them', (first, last, most, interval, length) => {
    const made = buckets(first, last, most);
    expect(made.interval).toBe(interval);
    expect(made.edges.length - 1).toBe(length);
  });

  it('are days of the zone, of 23 and 25 hours where its clocks change', () => {
    expect(buckets('2025-03-29T12:00:00Z', '2025-03-30T12:00:00Z', 2, 'Europe/Berlin').edges).toEqual([
      '2025-03-28T23:00:00.000Z',
      '2025-03-29T23:00:00.000Z',
      '2025-03-30T22:00:00.000Z',
    ]);
    expect(buckets('2025-10-25T12:00:00Z', '2025-10-26T12:00:00Z', 2, 'Europe/Berlin').edges).toEqual([
      '2025-10-24T22:00:00.000Z',
      '2025-10-25T22:00:00.000Z',
      '2025-10-26T23:00:00.000Z',
    ]);
  });

  it.each([
    ['there are two midnights', 'America/Havana', '2025-11-02T04:30:00Z', '2025-11-02T04:00:00.000Z'],
    [
      'there are two midnights east of Greenwich',
      'Asia/Amman',
      '2021-10-28T22:30:00Z',
      '2021-10-28T21:00:00.000Z',
    ],
    ['there is no midnight', 'America/Havana', '2025-03-09T05:30:00Z', '2025-03-09T05:00:00.000Z'],
    ['the day before was skipped', 'Pacific/Apia', '2011-12-30T10:30:00Z', '2011-12-30T10:00:00.000Z'],
    ['the zone is an offset', '+05:30', '2025-11-02T04:30:00Z', '2025-11-01T18:30:00.000Z'],
  ])('begin where the day begins, though %s', (_, zone, at, begins) => {
    const made = buckets(at, new Date(Date.parse(at) + 86_400_000).toISOString(), 3, zone);
    expect(made.interval).toBe('12 hour');
    const days = buckets(at, new Date(Date.parse(at) + 3 * 86_400_000).toISOString(), 5, zone);
    expect(days).toMatchObject({ interval: '1 day' });
    expect(days.edges[0]).toBe(begins);
  });

  it('are aligned to the clock of the zone where they are shorter than a day', () => {
    expect(buckets('2025-11-02T04:40:00Z', '2025-11-02T05:10:00Z', 1, 'Asia/Kolkata').edges).toEqual([
      '2025-11-02T04:30:00.000Z',
      '2025-11-02T05:30:00.000Z',
    ]);
  });

  it('cover what they are asked for, as few as may be, and every moment is in its own', () => {
    const moment = fc.integer({ min: Date.parse('0000-01-01'), max: Date.parse('9999-12-31') });
    const near = fc.integer({ min: 0, max: 400 * 86_400_000 });
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Asia/Kathmandu', '-03:30');
    fc.assert(
      fc.property(
        moment,
        fc.array(near, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        zones,
        (first, steps, most, zone) => {
          const moments = Float64Array.from([
            first,
            ...steps.map((step) => Math.min(first + step, Date.parse('9999-12-31'))),
          ]);
          const [low, high] = [Math.min(...moments), Math.max(...moments)];
          const { edges } = bucketsOf(low, high, most, clockOf(zone));
          expect(edges.length - 1).toBeLessThanOrEqual(most);
          expect(edges[0]).toBeLessThanOrEqual(low);
          expect(edges[1]).toBeGreaterThan(low);
          expect(edges.at(-1)).toBeGreaterThan(high);
          expect([...edges]).toEqual([...edges].sort((a, b) => a - b));
          const bucketing = new Bucketing(edges);
          const naive = Array.from(
            edges.subarray(1),
            (end, i) => moments.filter((at) => at >= (edges[i] as number) && at < end).length,
          );
          const counts = naive.map(() => 0);
          for (const moment of moments) (counts[bucketing.bucketOf(moment)] as number)++;
          expect(counts).toEqual(naive);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('refuses a zone that is none', () => {
    expect(() => clockOf('Mars/Olympus')).toThrow('is no time zone');
  });
});
