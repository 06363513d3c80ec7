/**
 * The time at `bytes[at .. at + 24]` in the one form that nearly every entry has, `2025-11-04T14:22:31.847Z`, in
 * milliseconds since 1970-01-01 UTC; null for any other.
 */
export function canonicalTimeIn(bytes: Uint8Array, at: number): number | null {
  if (bytes[at + 4] !== dash || bytes[at + 7] !== dash || bytes[at + 10] !== letterT) return null;
  if (bytes[at + 13] !== colon || bytes[at + 16] !== colon) return null;
  if (bytes[at + 19] !== point || bytes[at + 23] !== letterZ) return null;
  const year = two(bytes, at) * 100 + two(bytes, at + 2);
  const month = two(bytes, at + 5);
  const day = two(bytes, at + 8);
  const hour = two(bytes, at + 11);
  const minute = two(bytes, at + 14);
  const second = two(bytes, at + 17);
  const milliseconds = two(bytes, at + 20) * 10 + one(bytes, at + 22);
  // A character that is no digit makes its number, and so the sum, NaN.
  const sum = year + month + day + hour + minute + second + milliseconds;
  if (Number.isNaN(sum) || hour > 23 || minute > 59 || second > 59) return null;
  const date = daysFromCivil(year, month, day);
  return date === null
    ? null
    : date * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

const dash = 0x2d;
const point = 0x2e;
const colon = 0x3a;
const letterT = 0x54;
const letterZ = 0x5a;

function one(bytes: Uint8Array, at: number): number {
  const digit = (bytes[at] as number) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

function two(bytes: Uint8Array, at: number): number {
  return one(bytes, at) * 10 + one(bytes, at + 1);
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; null for a date that does not exist. */
export function daysFromCivil(year: number, month: number, day: number): number | null {
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
