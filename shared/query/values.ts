import { queryFault, shown } from './fault.ts';
import type { Moment, TimeValue } from './syntax.ts';

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

export function readNumber(text: string, at: number): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw queryFault(at, `expected a number such as 0.9, not ${shown(text)}`);
  // Adding 0 turns -0 into 0.
  return value + 0;
}

const day = 86_400_000;
/** RFC 3339 section 5.6, seconds and offset optional: without an offset it is UTC. */
const moment =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))?$/i;

/** A date, which is its whole day in UTC, or a moment. */
export function readTime(text: string, at: number): TimeValue {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? midnight(text) : null;
  if (date !== null) return { text, first: { ms: date, ns: 0 }, next: { ms: date + day, ns: 0 } };
  const first = readMoment(text);
  if (first === null) {
    throw queryFault(
      at,
      `expected a date such as 2025-11-01 or a time such as 2025-11-01T09:30:00Z, not ${shown(text)}`,
    );
  }
  return {
    text: momentText(first),
    first,
    next: first.ns === 999_999 ? { ms: first.ms + 1, ns: 0 } : { ms: first.ms, ns: first.ns + 1 },
  };
}

function readMoment(text: string): Moment | null {
  const match = moment.exec(text);
  if (match === null) return null;
  const [, date = '', hour, minute, second = '0', fraction = '', sign, offsetHour = '0', offsetMinute = '0'] =
    match;
  const start = midnight(date);
  if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const nanoseconds = fraction.padEnd(9, '0');
  const seconds = Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  const ms = start + seconds * 1000 + Number(nanoseconds.slice(0, 3));
  return inCalendar(ms) ? { ms, ns: Number(nanoseconds.slice(3)) } : null;
}

/** Whether an offset has not carried the moment out of the years 0000 to 9999, where it could not be written again. */
function inCalendar(ms: number): boolean {
  return /^\d{4}-/.test(new Date(ms).toISOString());
}

/** Milliseconds at which a day of the calendar begins in UTC; null for a date that does not exist. */
function midnight(date: string): number | null {
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(date) ? ms : null;
}

function momentText({ ms, ns }: Moment): string {
  const text = new Date(ms).toISOString();
  return ns === 0 ? text : `${text.slice(0, -1)}${String(ns).padStart(6, '0')}Z`;
}

/** Negative, zero or positive. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.ms - b.ms || a.ns - b.ns;
}
