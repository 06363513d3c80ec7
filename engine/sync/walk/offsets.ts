import { createHash } from 'node:crypto';
import type { Outcome, Walk } from './walk.ts';

export interface OffsetState {
  readonly kind: 'offsets';
  readonly from: number | null;
  /** Fixed at the start, so that what is logged meanwhile does not shift the pages. */
  readonly to: number;
  readonly limit: number;
  readonly offset: number;
  /** 1-based. */
  readonly pass: number;
  /** Over the records of this pass so far, hex. */
  readonly digest: string;
  readonly total: number | null;
  /** The total was another within the pass. */
  readonly wavered: boolean;
  readonly before: Pass | null;
  readonly done: boolean;
  readonly agreed: boolean;
}

interface Pass {
  readonly digest: string;
  readonly records: number;
  readonly total: number | null;
  readonly wavered: boolean;
}

/** Passes after which a list that changes under the reader is given up on. */
const mostPasses = 6;

export function beginOffsets(from: number | null, to: number, limit: number): OffsetState {
  return { kind: 'offsets', from, to, limit, pass: 1, before: null, done: false, agreed: false, ...newPass };
}

const newPass = { offset: 0, digest: '', total: null, wavered: false } as const;

/**
 * For an API that pages by offset and tells the total: a page that is read while entries come or go shifts the others,
 * so the list is read until two passes give the same records, and as many as the total says.
 */
export const offsetWalk: Walk<OffsetState> = {
  next({ done, from, to, limit, offset }) {
    return done ? null : { from, to, limit, offset };
  },

  take(state, _step, { records, total, digest, tooLong }) {
    if (tooLong && state.limit > 1) return { ...state, limit: Math.max(1, Math.floor(state.limit / 4)) };
    if (tooLong) return { ...state, done: true };
    const now = {
      offset: state.offset + records,
      digest: records === 0 ? state.digest : chained(state.digest, digest),
      total: total ?? state.total,
      wavered: state.wavered || (state.total !== null && total !== null && total !== state.total),
    };
    const atEnd = records === 0 || (now.total !== null && now.offset >= now.total);
    if (!atEnd) return { ...state, ...now };
    const pass = { digest: now.digest, records: now.offset, total: now.total, wavered: now.wavered };
    if (isWhole(pass) && state.before !== null && isWhole(state.before) && same(pass, state.before))
      return { ...state, ...now, before: pass, done: true, agreed: true };
    if (state.pass === mostPasses) return { ...state, ...now, before: pass, done: true };
    return { ...state, ...newPass, pass: state.pass + 1, before: pass };
  },

  outcome({ agreed, before, pass, total }): Outcome {
    const reported = before?.total ?? total;
    const records = before?.records ?? 0;
    if (agreed) {
      return {
        complete: true,
        reason: `two passes over the list gave the same ${records} records, as many as the API reports`,
        reported,
      };
    }
    const told =
      before === null
        ? 'no pass came to an end'
        : reported === null
          ? 'the API does not report how many entries there are'
          : `the last of ${pass} passes gave ${records} records where the API reports ${reported}, or another list than the one before`;
    return { complete: false, reason: `no two passes over the list agreed: ${told}`, reported };
  },

  done({ pass, offset, total, done }) {
    if (done) return 1;
    const part = total === null || total === 0 ? 0 : Math.min(1, offset / total);
    return pass === 1 ? part / 2 : 0.5 + part / 2;
  },

  place({ pass, offset, total }) {
    return `pass ${pass}, ${total === null ? `offset ${offset}` : `${offset} of ${total}`}`;
  },
};

function isWhole({ records, total, wavered }: Pass): boolean {
  return total === records && !wavered;
}

function same(a: Pass, b: Pass): boolean {
  return a.digest === b.digest && a.total === b.total;
}

function chained(before: string, digest: string): string {
  return createHash('sha256').update(before).update(digest).digest('hex');
}
