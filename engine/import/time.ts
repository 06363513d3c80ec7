/** A time as an entry states it, made sortable without losing its text. */
export interface StatedTime {
  /** Milliseconds since 1970-01-01 UTC, rounded down; null where the text is no time that is understood. */
  readonly ms: number | null;
  /** What is finer than a millisecond, in nanoseconds; null where the text says nothing finer. */
  readonly ns: number | null;
  /** The entry's own text, where it is not exactly what `new Date(ms).toISOString()` gives. */
  readonly text: string | null;
}

/** RFC 3339 section 5.6, with up to nine digits of fraction; the offset must be stated. */
const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|([+-])(\d{2}):(\d{2}))$/;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function statedTime(text: string): StatedTime {
  const ms = canonicalTime(text);
  if (ms !== null) return { ms, ns: null, text: null };
  const match = rfc3339.exec(text);
  if (match === null) return { ms: null, ns: null, text };
  const [, year, month, day, hour, minute, second, fraction = '', , sign, offsetHour, offsetMinute] = match;
  const date = daysFromCivil(Number(year), Number(month), Number(day));
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return { ms: null, ns: null, text };
  }
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return { ms: null, ns: null, text };
  const nanoseconds = fraction.padEnd(9, '0');
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0));
  const seconds = date * 86_400 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  return {
    ms: seconds * 1000 + Number(nanoseconds.slice(0, 3)),
    ns: fraction.length > 3 ? Number(nanoseconds.slice(3)) : null,
    text,
  };
}

/** The time of a text in the one form that nearly every entry has, `2025-11-04T14:22:31.847Z`; null for any other. */
function canonicalTime(text: string): number | null {
  if (text.length !== 24) return null;
  const at = (index: number) => text.charCodeAt(index) - 48;
  let bad = 0;
  const two = (index: number) => {
    const tens = at(index);
    const ones = at(index + 1);
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) bad = 1;
    return tens * 10 + ones;
  };
  const year = two(0) * 100 + two(2);
  const month = two(5);
  const day = two(8);
  const hour = two(11);
  const minute = two(14);
  const second = two(17);
  const thousandth = at(22);
  const milliseconds = two(20) * 10 + thousandth;
  if (bad === 1 || thousandth < 0 || thousandth > 9 || hour > 23 || minute > 59 || second > 59) return null;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':')
    return null;
  if (text[19] !== '.' || text[23] !== 'Z') return null;
  const date = daysFromCivil(year, month, day);
  return date === null
    ? null
    : date * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; null for a date that does not exist. */
function daysFromCivil(year: number, month: number, day: number): number | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : daysInMonth[month - 1];
  if (length === undefined || day < 1 || day > length) return null;
  // Years counted from March, so that the leap day comes last: Howard Hinnant, "chrono-compatible low-level date algorithms".
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + dayOfYear - 719_468;
}
