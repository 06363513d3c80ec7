import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, ZoneClock } from './zone.ts';

const at = (text: string) => Date.parse(text);

describe('a time in a zone', () => {
  it.each([
    ['UTC', '2025-11-01T07:13:18.239Z', '2025-11-01T07:13:18.239Z'],
    ['Europe/Berlin', '2025-07-01T07:13:18.239Z', '2025-07-01T09:13:18.239+02:00'],
    ['Europe/Berlin', '2025-10-26T00:59:59.999Z', '2025-10-26T02:59:59.999+02:00'],
    ['Europe/Berlin', '2025-10-26T01:00:00.000Z', '2025-10-26T02:00:00.000+01:00'],
    ['America/St_Johns', '2025-11-01T02:00:00.000Z', '2025-10-31T23:30:00.000-02:30'],
    ['Asia/Kathmandu', '2025-11-01T20:00:00.000Z', '2025-11-02T01:45:00.000+05:45'],
    ['+02:00', '2025-11-01T23:00:00.000Z', '2025-11-02T01:00:00.000+02:00'],
    // Between two quarters of an hour: Liberia left its mean time at 00:44:30 UTC.
    ['Africa/Monrovia', '1972-01-07T00:44:29.000Z', '1972-01-06T23:59:59.000-00:44:30'],
    ['Africa/Monrovia', '1972-01-07T00:44:30.000Z', '1972-01-07T00:44:30.000+00:00'],
  ])('%s at %s is %s', (zone, utc, text) => {
    expect(new ZoneClock(zone).text(at(utc))).toBe(text);
  });

  it('names the same moment, in any year', () => {
    const clocks = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'].map(
      (z) => new ZoneClock(z),
    );
    fc.assert(
      fc.property(fc.constantFrom(...clocks), fc.integer({ min: 0, max: 4_102_444_800_000 }), (clock, ms) => {
        expect(at(clock.text(ms))).toBe(ms);
      }),
    );
    expect(new ZoneClock('UTC').text(-62_198_755_200_000)).toBe('-000001-01-01T00:00:00.000Z');
  });
});

describe('wall time', () => {
  it('is that of the zone, and back again, but where clocks skip or repeat it', () => {
    const clocks = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Monrovia', '-03:30'].map(
      (zone) => new ZoneClock(zone),
    );
    fc.assert(
      fc.property(fc.constantFrom(...clocks), fc.integer({ min: -8.64e15, max: 8.64e15 }), (clock, ms) => {
        const again = clock.utcOf(clock.wallTime(ms));
        expect(clock.wallTime(again)).toBe(clock.wallTime(ms));
        expect(again).toBeLessThanOrEqual(ms);
      }),
    );
  });

  it('that comes twice is its first moment, and one that is skipped that of the change', () => {
    const berlin = new ZoneClock('Europe/Berlin');
    expect(new Date(berlin.utcOf(at('2025-10-26T02:30:00Z'))).toISOString()).toBe('2025-10-26T00:30:00.000Z');
    expect(new Date(berlin.utcOf(at('2025-03-30T02:30:00Z'))).toISOString()).toBe('2025-03-30T01:30:00.000Z');
  });
});

it('a name of no zone is told', () => {
  expect(['Europe/Paris', 'UTC', '+05:30', 'Mars/Olympus', '', 'local'].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
