import { daysFromCivil } from './canonical-time.ts';
import { writtenTime } from './written-time.ts';

/** A time as an entry states it, made sortable without losing its text. */
export interface StatedTime {
  /** Milliseconds since 1970-01-01 UTC, rounded down; null where the text is no time that is understood. */
  readonly ms: number | null;
  /** What is finer than a millisecond, in nanoseconds; null where the text says nothing finer. */
  readonly ns: number | null;
  /** The entry's own text, where it is not exactly what `new Date(ms).toISOString()` gives. */
  readonly text: string | null;
}

/**
 * @param zone minutes east of UTC at which a time is read that states no offset; null where that is not known: such a time
 *   keeps its text and has no moment, for any would be a guess
 */
export function statedTime(text: string, zone: number | null = null): StatedTime {
  const ms = canonicalTime(text);
  if (ms !== null) return { ms, ns: null, text: null };
  const written = writtenTime(text);
  if (written === null) return { ms: null, ns: null, text };
  if (written.kind === 'epoch') return { ms: written.ms, ns: written.ns, text };
  const { days, seconds, fraction, leapSecond } = written;
  const offset = written.offset ?? zone;
  if (offset === null) return { ms: null, ns: null, text };
  const second = days * 86_400 + seconds - offset * 60;
  // After every other moment of its minute, and before the next.
  const nanoseconds = leapSecond ? '999999999' : fraction.slice(0, 9).padEnd(9, '0');
  return {
    ms: second * 1000 + Number(nanoseconds.slice(0, 3)),
    ns: leapSecond || fraction.length > 3 ? Number(nanoseconds.slice(3)) : null,
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
