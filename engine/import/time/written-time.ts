import { daysFromCivil } from './canonical-time.ts';

/** A time by its parts, as a text writes it; or, of a number, the moment that it counts to. */
export type WrittenTime =
  | {
      readonly kind: 'calendar';
      /** Days since 1970-01-01, and seconds of the day there: 86,400 for its end, 86,399 for a leap second. */
      readonly days: number;
      readonly seconds: number;
      /** Of the second, digits as they stand; what lies beyond nanoseconds among them. */
      readonly fraction: string;
      readonly leapSecond: boolean;
      /** Minutes east of UTC; null where the text says nothing of it. */
      readonly offset: number | null;
    }
  | { readonly kind: 'epoch'; readonly ms: number; readonly ns: number | null };

/** A zone by its offset, in the forms of RFC 3339, ISO 8601 and RFC 5322; names of places are no offsets. */
const zone = '(?<zone> ?(?:[Zz]|UTC|GMT|UT|[+-]\\d{2}(?::?\\d{2})?))?';
const clock = '(?<hour>\\d{2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,18}))?)?';
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const monthName = `(?<monthName>${monthNames.join('|')})`;

/** Day and month are never guessed: of dates by numbers only those are read that begin with the year. */
const forms = [
  // RFC 3339 section 5.6, ISO 8601 extended, and how databases and logs print it: `2025-11-04 14:22`.
  `(?<year>\\d{4})(?<dash>[-/])(?<month>\\d{2})\\k<dash>(?<day>\\d{2})(?:[Tt ]${clock}${zone})?`,
  // ISO 8601 basic: `20251104T142231Z`, `20251104`.
  `(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:[Tt]?(?<hour>\\d{2})(?<minute>\\d{2})(?:(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,18}))?)?${zone})?`,
  // RFC 5322 section 3.3, RFC 1123: `Tue, 04 Nov 2025 14:22:31 GMT`.
  `(?:(?<dayName>${dayNames.join('|')}), ?)?(?<day>\\d{1,2})[ -]${monthName}[ -](?<year>\\d{4}) ${clock}${zone}`,
  // The common log format: `04/Nov/2025:14:22:31 +0000`.
  `(?<day>\\d{2})/${monthName}/(?<year>\\d{4}):${clock}${zone}`,
].map((form) => new RegExp(`^${form}$`));

/**
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by the count of their digits; those of other
 * counts are too early or too late to be meant (before 1973, after 2286) and are no times.
 */
const epochs = [
  { pattern: /^([1-9]\d{8,9})(?:\.(\d{1,9}))?$/, digits: 0 },
  { pattern: /^([1-9]\d{11,12})(?:\.(\d{1,6}))?$/, digits: 3 },
  { pattern: /^([1-9]\d{14,15})(?:\.(\d{1,3}))?$/, digits: 6 },
  { pattern: /^([1-9]\d{17,18})$/, digits: 9 },
] as const;

/** Longer texts are no times; none is looked at. */
const longest = 64;

/** What a text says of a time; null where it is none that is understood. */
export function writtenTime(text: string): WrittenTime | null {
  if (text.length > longest) return null;
  for (const { pattern, digits } of epochs) {
    const [, whole, fraction = ''] = pattern.exec(text) ?? [];
    if (whole !== undefined) return epoch(whole, fraction, digits);
  }
  for (const form of forms) {
    const parts = form.exec(text)?.groups;
    if (parts) return calendar(parts);
  }
  return null;
}

/** `digits` of the whole number are finer than a second. */
function epoch(whole: string, fraction: string, digits: number): WrittenTime {
  const nanoseconds = `${whole}${fraction}`.padEnd(whole.length - digits + 9, '0');
  const ms = Number(nanoseconds.slice(0, -6));
  const finer = Number(nanoseconds.slice(-6));
  return { kind: 'epoch', ms, ns: digits + fraction.length > 3 ? finer : null };
}

type Parts = Readonly<Record<string, string | undefined>>;

function calendar(parts: Parts): WrittenTime | null {
  const month = parts['month'] ?? String(monthNames.indexOf(parts['monthName'] ?? '') + 1);
  const days = daysFromCivil(Number(parts['year']), Number(month), Number(parts['day']));
  if (days === null) return null;
  // 1970-01-01 was a Thursday.
  if (parts['dayName'] !== undefined && dayNames[(((days + 4) % 7) + 7) % 7] !== parts['dayName'])
    return null;
  const offset = offsetOf(parts['zone']);
  if (offset === undefined) return null;
  const [hour, minute, second] = [parts['hour'], parts['minute'], parts['second']].map((part) =>
    Number(part ?? 0),
  );
  const fraction = parts['fraction'] ?? '';
  const seconds = secondsOf(hour as number, minute as number, second as number, fraction);
  if (seconds === null) return null;
  const leapSecond = second === 60;
  // Leap seconds are the last of a UTC day; a 60 elsewhere is none.
  if (leapSecond && (((seconds - (offset ?? 0) * 60) % 86_400) + 86_400) % 86_400 !== 86_399) return null;
  return { kind: 'calendar', days, seconds, fraction, leapSecond, offset };
}

/** Seconds of the day; null where no clock shows it. A leap second counts as the one before it. */
function secondsOf(hour: number, minute: number, second: number, fraction: string): number | null {
  // ISO 8601: the end of a day, which is the beginning of the next.
  if (hour === 24) return minute === 0 && second === 0 && !/[1-9]/.test(fraction) ? 86_400 : null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  return hour * 3600 + minute * 60 + Math.min(second, 59);
}

/** Null where none is stated, undefined where it is no offset. */
function offsetOf(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null;
  const [, sign, hours, minutes = '00'] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
