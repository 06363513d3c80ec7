/** Milliseconds from 1970 to the first and the last moment that a date can have. ECMA-262, section 21.4.1.1. */
const furthest = 8.64e15;

/** Whether milliseconds since 1970 are a moment of some date: a file that was tampered with may hold any number. */
export function isMoment(ms: unknown): ms is number {
  return typeof ms === 'number' && Math.abs(ms) <= furthest;
}

/** ISO 8601 in UTC, to the millisecond; of what is no moment, that of the nearest. */
export function momentText(ms: number): string {
  return new Date(Math.max(-furthest, Math.min(ms, furthest))).toISOString();
}
