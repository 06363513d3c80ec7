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

  it.each([
    '',
    'yesterday',
    '2025-11-04',
    '2025-11-04T14:22:31',
    '2025-11-04T14:22Z',
    '2025-11-04T24:00:00Z',
    '2025-11-04T23:59:60Z',
    '2025-02-29T00:00:00Z',
    '2025-02-29T00:00:00.000Z',
    '1900-02-29T00:00:00.000Z',
    '2025-00-10T00:00:00.000Z',
    '2025-13-01T00:00:00.000Z',
    '2025-04-31T00:00:00.000Z',
    '2025-04-00T00:00:00.000Z',
    '2025-11-04T14:60:00.000Z',
    '2025-11-04T14:22:31.Z',
    '2025-11-04T14:22:31.0123456789Z',
    '2025-11-04T14:22:31+24:00',
    '2025-11-04T14:22:31+01:60',
    '2025-11-04T14:22:31+0100',
    '25-11-04T14:22:31Z',
    '+002025-11-04T14:22:31.847Z',
    '2025-11-04T14:22:31.84 Z',
    '2025-11-04T14:22:31.8471',
    '２025-11-04T14:22:31.847Z',
    '2025-11-04T14:22:31.847Z\n',
    ' 2025-11-04T14:22:31Z',
    '1762266151847',
    '2025/11/04T14:22:31.847Z',
    '2025-11-04T14-22-31.847Z',
    '2025-11-04T14:22:31,847Z',
  ])('%j is none, and keeps its text', (text) => {
    expect(statedTime(text)).toEqual(unknown(text));
  });

  it('of a leap day is one', () => {
    expect(statedTime('2000-02-29T00:00:00.000Z').ms).toBe(Date.UTC(2000, 1, 29));
    expect(statedTime('2024-02-29T23:59:59.999Z').ms).toBe(Date.UTC(2024, 1, 29, 23, 59, 59, 999));
  });
});
