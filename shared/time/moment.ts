/** Milliseconds from 1970 to the first and the last moment that a date can have. ECMA-262, section 21.4.1.1. */
const furthest = 8.64e15;

/** Whether milliseconds since 1970 are a moment of some date: a file that was tampered with may hold any number. */
export function isMoment(ms: unknown): ms is number {
  return typeof ms === 'number' && Math.abs(ms) <= furthest;
}

const dayLength = 86_400_000;
const digits = (count: number, length: number) =>
  Array.from({ length: count }, (_, n) => String(n).padStart(length, '0'));
const pairs = digits(60, 2);
const triples = digits(1000, 3);
/** The day of the last moment that was asked for: those that are printed one after the other are mostly of the same. */
let lastDay = Number.NaN;
let lastDate = '';

/** ISO 8601 in UTC, to the millisecond; of what is no moment, that of the nearest. */
export function momentText(ms: number): string {
  const moment = Math.trunc(Math.max(-furthest, Math.min(ms, furthest)));
  const day = Math.floor(moment / dayLength);
  if (day !== lastDay) {
    lastDate = new Date(day * dayLength).toISOString().slice(0, -'00:00:00.000Z'.length);
    lastDay = day;
  }
  const within = moment - day * dayLength;
  const seconds = Math.floor(within / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${lastDate}${pairs[Math.floor(minutes / 60)]}:${pairs[minutes % 60]}:${pairs[seconds % 60]}.${triples[within % 1000]}Z`;
}
