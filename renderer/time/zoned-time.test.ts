import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zonedTimeText } from './zoned-time.ts';

describe('a time in a zone', () => {
  it.each([
    ['2025-11-04T14:10:31.847Z', 'UTC', '2025-11-04 14:10:31.847'],
    ['2025-11-04T14:10:31.847123456Z', 'Europe/Vienna', '2025-11-04 15:10:31.847123456 +01:00'],
    ['2025-11-04T14:10:31+02:00', 'UTC', '2025-11-04 12:10:31'],
    ['2025-07-04T23:10:31Z', 'Europe/Vienna', '2025-07-05 01:10:31 +02:00'],
    // The hour that comes twice is told by its offset.
    ['2025-10-26T00:30:00Z', 'Europe/Vienna', '2025-10-26 02:30:00 +02:00'],
    ['2025-10-26T01:30:00Z', 'Europe/Vienna', '2025-10-26 02:30:00 +01:00'],
    ['2025-11-04T14:10:31Z', 'Asia/Kathmandu', '2025-11-04 19:55:31 +05:45'],
    ['2025-11-04T14:10:31Z', 'America/St_Johns', '2025-11-04 10:40:31 -03:30'],
    ['2025-11-04T14:10:31', 'Europe/Vienna', '2025-11-04T14:10:31'],
    ['2025-02-30T14:10:31Z', 'Europe/Vienna', '2025-02-30T14:10:31Z'],
    ['yesterday', 'UTC', 'yesterday'],
  ])('%s in %s is %s', (time, zone, shown) => {
    expect(zonedTimeText(time, zone)).toBe(shown);
  });

  it('reads back as the same moment', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Vienna',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Tehran',
    );
    const from = Date.UTC(1990, 0);
    fc.assert(
      fc.property(zones, fc.integer({ min: from, max: Date.UTC(2037, 0) }), (zone, ms) => {
        const shown = zonedTimeText(new Date(ms).toISOString(), zone);
        const text = zone === 'UTC' ? `${shown}Z` : shown;
        expect(Date.parse(text.replace(/ (?=[\d+-]*:)/, 'T').replace(' ', ''))).toBe(ms);
      }),
    );
  });
});
