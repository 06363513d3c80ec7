import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statedTime } from './time.ts';

const unknown = (text: string) => ({ ms: null, ns: null, text });

describe('a stated time', () => {
  it('in the form that toISOString has needs no text of its own', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          expect(statedTime(date.toISOString())).toEqual({ ms: date.getTime(), ns: null, text: null });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('with an offset and any fraction is the same moment that Date finds, and keeps its text', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const offset = fc.oneof(
      fc.constantFrom('Z', 'z', '+00:00', '-00:00'),
      fc
        .tuple(fc.constantFrom('+', '-'), fc.nat({ max: 23 }), fc.nat({ max: 59 }))
        .map(([sign, h, m]) => `${sign}${two(h)}:${two(m)}`),
    );
    const date = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        date,
        fc.stringMatching(/^[0-9]{0,9}$/),
        offset,
        fc.constantFrom('T', 't', ' '),
        (day, fraction, zone, separator) => {
          const seconds = day.toISOString().slice(0, 19);
          const text = `${seconds.replace('T', separator)}${fraction && `.${fraction}`}${zone}`;
          const expected = Date.parse(
            `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`,
          );
          const stated = statedTime(text);
          expect(stated.ms).toBe(expected);
          expect(stated.ns).toBe(fraction.length > 3 ? Number(fraction.padEnd(9, '0').slice(3)) : null);
          expect(stated.text).toBe(new Date(expected).toISOString() === text ? null : text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  const moment = (text: string) => Date.parse(text);

  it.each([
    ['2025-11-04T14:22Z', '2025-11-04T14:22:00Z'],
    ['2025-11-04T14:22:31+0100', '2025-11-04T13:22:31Z'],
    ['2025-11-04 14:22:31 +0100', '2025-11-04T13:22:31Z'],
    ['2025-11-04T14:22:31-05', '2025-11-04T19:22:31Z'],
    ['2025-11-04 14:22:31 UTC', '2025-11-04T14:22:31Z'],
    ['2025-11-04T14:22:31,847Z', '2025-11-04T14:22:31.847Z'],
    ['2025/11/04 14:22:31Z', '2025-11-04T14:22:31Z'],
    ['20251104T142231Z', '2025-11-04T14:22:31Z'],
    ['20251104T142231.5+0530', '2025-11-04T08:52:31.500Z'],
    ['2025-11-04T24:00:00Z', '2025-11-05T00:00:00Z'],
    ['2025-12-31T24:00Z', '2026-01-01T00:00:00Z'],
    ['Tue, 04 Nov 2025 14:22:31 GMT', '2025-11-04T14:22:31Z'],
    ['4 Nov 2025 14:22:31 +0100', '2025-11-04T13:22:31Z'],
    ['04/Nov/2025:14:22:31 -0500', '2025-11-04T19:22:31Z'],
    ['1762266151', '2025-11-04T14:22:31Z'],
    ['1762266151.847', '2025-11-04T14:22:31.847Z'],
    ['1762266151847', '2025-11-04T14:22:31.847Z'],
    ['100000000', '1973-03-03T09:46:40Z'],
  ])('%s is a moment, and keeps its text', (text, expected) => {
    expect(statedTime(text)).toEqual({ ms: moment(expected), ns: null, text });
  });

  it.each([
    ['1762266151.847123', 123_000],
    ['1762266151847123', 123_000],
    ['1762266151847.123456', 123_456],
    ['1762266151847123456', 123_456],
    ['2025-11-04T14:22:31.847123456Z', 123_456],
    ['2025-11-04T14:22:31.847123456789Z', 123_456],
  ])('%s is finer than a millisecond', (text, ns) => {
    expect(statedTime(text)).toEqual({ ms: moment('2025-11-04T14:22:31.847Z'), ns, text });
  });

  it('that is a leap second comes after all others of its minute', () => {
    const ms = moment('2016-12-31T23:59:59.999Z');
    for (const text of ['2016-12-31T23:59:60Z', '2016-12-31T23:59:60.5Z', '2017-01-01T00:59:60+01:00'])
      expect(statedTime(text)).toEqual({ ms, ns: 999_999, text });
    expect(statedTime('2016-12-31T22:59:60Z')).toEqual(unknown('2016-12-31T22:59:60Z'));
  });

  it.each([
    '2025-11-04',
    '20251104',
    '2025-11-04 14:22',
    '2025-11-04T14:22:31',
    '20251104142231',
    '2025-11-04 14:22:31,847',
  ])('%s is a moment only where the zone is known', (text) => {
    expect(statedTime(text)).toEqual(unknown(text));
    const utc = statedTime(text, 0);
    expect(utc.ms).not.toBeNull();
    expect(utc).toEqual({ ms: utc.ms, ns: null, text });
    expect(new Date(utc.ms ?? 0).toISOString().slice(0, 10)).toBe('2025-11-04');
    expect(statedTime(text, 120).ms).toBe((utc.ms ?? 0) - 7_200_000);
  });

  it('with an offset of its own is read at that, whatever zone is said', () => {
    expect(statedTime('2025-11-04T14:22:31+01:00', 300).ms).toBe(moment('2025-11-04T13:22:31Z'));
    expect(statedTime('2025-11-04T14:22:31.847Z', 300).ms).toBe(moment('2025-11-04T14:22:31.847Z'));
    expect(statedTime('1762266151', 300).ms).toBe(1_762_266_151_000);
  });

  it.each([
    '',
    'yesterday',
    '2025-11-04T24:00:01Z',
    '2025-11-04T25:00:00Z',
    '2025-02-29T00:00:00Z',
    '2025-02-29T00:00:00.000Z',
    '1900-02-29T00:00:00.000Z',
    '2025-00-10T00:00:00.000Z',
    '2025-13-01T00:00:00.000Z',
    '2025-04-31T00:00:00.000Z',
    '2025-04-00T00:00:00.000Z',
    '2025-11-04T14:60:00.000Z',
    '2025-11-04T14:22:31.Z',
    '2025-11-04T14:22:31+24:00',
    '2025-11-04T14:22:31+01:60',
    '25-11-04T14:22:31Z',
    '+002025-11-04T14:22:31.847Z',
    '2025-11-04T14:22:31.84 7Z',
    '２025-11-04T14:22:31.847Z',
    '2025-11-04T14:22:31.847Z\n',
    ' 2025-11-04T14:22:31Z',
    '2025-11-04T14-22-31.847Z',
    '2025-11/04T14:22:31Z',
    '11/04/2025 14:22:31Z',
    'Mon, 04 Nov 2025 14:22:31 GMT',
    'Tue, 04 Nov 2025 14:22:31 CET',
    '2025-11-04T14:22:31 Europe/Paris',
    '17622661518',
    '0762266151',
    '-1762266151',
    '17622661518471',
    '1.762266151e9',
    '1'.repeat(100),
    '9'.repeat(1 << 20),
  ])('%j is none, and keeps its text', (text) => {
    expect(statedTime(text, 0)).toEqual(unknown(text));
  });

  it('of a leap day is one', () => {
    expect(statedTime('2000-02-29T00:00:00.000Z').ms).toBe(Date.UTC(2000, 1, 29));
    expect(statedTime('2024-02-29T23:59:59.999Z').ms).toBe(Date.UTC(2024, 1, 29, 23, 59, 59, 999));
  });
});
