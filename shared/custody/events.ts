/**
 * The hash chain that custody and annotation events share: `hash` is the SHA-256 of the event's RFC 8785 form without
 * `hash`; `prev` is the hash of the event before, and 64 zeros in the first.
 */
import { toHex, utf8 } from '../bytes/encoding.ts';
import { canonicalize } from '../json/canonical.ts';
import type { Digest } from '../proof/digest.ts';

/** Custody and annotation events alike: hash-chained, append-only. */
export interface ChainedEvent {
  readonly seq: number;
  /** ISO 8601 in UTC, milliseconds. */
  readonly time: string;
  readonly actor: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly prev: string;
  readonly hash: string;
}

export const firstPrev = '0'.repeat(64);

export type EventBody = Omit<ChainedEvent, 'seq' | 'prev' | 'hash'>;

/** The event that follows `last`. */
export function nextEvent(digest: Digest, last: ChainedEvent | null, body: EventBody): ChainedEvent {
  const unhashed = { ...body, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? firstPrev };
  return { ...unhashed, hash: eventHash(digest, unhashed) };
}

/** Hex. */
export function eventHash(digest: Digest, event: Omit<ChainedEvent, 'hash'>): string {
  const { seq, time, actor, action, details, prev } = event;
  return toHex(digest.sha256(utf8(canonicalize({ seq, time, actor, action, details, prev }))));
}

/** Details from a file may hold what has no canonical form: lone surrogates, or nesting without end. */
function hashOfUntrusted(digest: Digest, event: ChainedEvent): string {
  try {
    return eventHash(digest, event);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return 'none: it has no canonical form';
    throw error;
  }
}

/** What is known of a withheld event: its place in the chain. */
export type ChainLink = Pick<ChainedEvent, 'seq' | 'prev' | 'hash'>;

export interface EventBreak {
  readonly seq: number;
  readonly fault: 'hash' | 'prev' | 'seq';
  readonly expected: string;
  readonly actual: string;
}

/**
 * Every break in a chain of events, in order. `gaps`: events may be missing between two others (annotations on
 * entries outside a pack), so that only neighbours by number must link. The hash of a withheld event is taken as
 * stated.
 */
export function* eventBreaks(
  digest: Digest,
  events: Iterable<ChainedEvent | ChainLink>,
  gaps: 'forbidden' | 'allowed' = 'forbidden',
): Generator<EventBreak> {
  let last: ChainLink | null = null;
  for (const event of events) {
    const { hash, seq, prev } = event;
    const expected = 'details' in event ? hashOfUntrusted(digest, event) : hash;
    if (hash !== expected) yield { seq, fault: 'hash', expected, actual: hash };
    const next: number = (last?.seq ?? 0) + 1;
    if (gaps === 'forbidden' ? seq !== next : seq < next) {
      yield { seq, fault: 'seq', expected: String(next), actual: String(seq) };
    }
    const linked: string = last?.hash ?? firstPrev;
    if (seq === next && prev !== linked) yield { seq, fault: 'prev', expected: linked, actual: prev };
    last = event;
  }
}
