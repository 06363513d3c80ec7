import { queryFault, shown } from './fault.ts';
import type { Moment, TimeValue } from './syntax.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** The number of a decimal text, or null; never -0. */
export function decimalNumber(text: string): number | null {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  // Adding 0 turns -0 into 0.
  return Number.isFinite(value) ? value + 0 : null;
}

/** Digits to which every decimal number is the nearest to one double, and to no other (IEEE 754, binary64). */
const exactDigits = 15;

/** Whether a decimal has more digits than a double holds, so that it must be compared digit by digit. */
export function isLong(text: string): boolean {
  const [mantissa = ''] = decimal.test(text) ? text.toLowerCase().split('e') : [];
  return mantissa.replace(/[+.-]/g, '').replace(/^0+|0+$/g, '').length > exactDigits;
}

export function readNumber(text: string, at: number): number {
  const value = decimalNumber(text);
  if (value === null) throw queryFault(at, `expected a number such as 0.9, not ${shown(text)}`);
  return value;
}

/** A year, a month, a day, or RFC 3339 section 5.6 with seconds and offset optional: without an offset it is UTC. */
const written =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))?)?)?)?$/i;

/** A time with all the moments that it stands for. */
export function readTime(text: string, at: number): TimeValue {
  const value = timeValue(text);
  if (value !== null) return value;
  throw queryFault(
    at,
    `expected a date such as 2025-11-01, a month or year, or a time such as 2025-11-01T09:30Z, not ${shown(text)}`,
  );
}

/** Null for what is no time, or none that the calendar has. */
export function timeValue(text: string): TimeValue | null {
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] =
    written.exec(text) ?? [];
  if (year === undefined) return null;
  if (hour === undefined || minute === undefined) return dateValue(text, year, month, day);
  const start = midnight(`${year}-${month}-${day}`);
  if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return null;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0));
  const seconds = Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second ?? 0);
  const nanoseconds = (fraction ?? '').padEnd(9, '0');
  const first = {
    ms: start + seconds * 1000 + Number(nanoseconds.slice(0, 3)),
    ns: Number(nanoseconds.slice(3)),
  };
  if (!inCalendar(first.ms)) return null;
  const length = second === undefined ? 60_000 : fraction === undefined ? 1000 : 0;
  const next =
    length > 0 ? { ms: first.ms + length, ns: 0 } : later(first, 10 ** (9 - (fraction ?? '').length));
  return { text: momentText(first, second !== undefined, fraction?.length ?? 0), first, next };
}

function dateValue(text: string, year: string, month = '', day = ''): TimeValue | null {
  const first = midnight(`${year}-${month || '01'}-${day || '01'}`);
  if (first === null) return null;
  const next = new Date(first);
  if (day !== '') next.setUTCDate(next.getUTCDate() + 1);
  else if (month !== '') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return { text, first: { ms: first, ns: 0 }, next: { ms: next.getTime(), ns: 0 } };
}

/** Milliseconds at which a day of the calendar begins in UTC; null for a date that does not exist. */
function midnight(date: string): number | null {
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(date) ? ms : null;
}

/** Whether an offset has not carried the moment out of the years 0000 to 9999, where it could not be written again. */
function inCalendar(ms: number): boolean {
  return /^\d{4}-/.test(new Date(ms).toISOString());
}

function later({ ms, ns }: Moment, nanoseconds: number): Moment {
  const finer = ns + nanoseconds;
  return { ms: ms + Math.floor(finer / 1_000_000), ns: finer % 1_000_000 };
}

/** In UTC, as precise as it was written. */
function momentText({ ms, ns }: Moment, seconds: boolean, digits: number): string {
  const iso = new Date(ms).toISOString();
  if (!seconds) return `${iso.slice(0, 16)}Z`;
  const fraction = `${iso.slice(20, 23)}${String(ns).padStart(6, '0')}`.slice(0, digits);
  return `${iso.slice(0, 19)}${digits === 0 ? '' : `.${fraction}`}Z`;
}

/** Negative, zero or positive. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.ms - b.ms || a.ns - b.ns;
}
