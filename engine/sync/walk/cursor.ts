import type { Outcome, Walk } from './walk.ts';

export interface CursorState {
  readonly kind: 'cursor';
  readonly limit: number;
  /** Periods in milliseconds since 1970, `to` not in them. */
  readonly periods: readonly { readonly from: number; readonly to: number }[];
  /** Which of them is read. */
  readonly at: number;
  readonly cursor: string | null;
  /** Pages of this period so far, and those without an entry that followed one another last. */
  readonly pages: number;
  readonly empty: number;
  /** Why the end cannot be reached; null where nothing stands in the way. */
  readonly stuck: string | null;
}

/** Empty pages in a row after which an API that promises more is no longer believed. */
const mostEmpty = 100;

export function beginCursor(periods: CursorState['periods'], limit: number): CursorState {
  return { kind: 'cursor', limit, periods, at: 0, cursor: null, pages: 0, empty: 0, stuck: null };
}

/** The state of a walk whose next request was sent and answered before: following it would never end. */
export function goneRound(state: CursorState): CursorState {
  return { ...state, stuck: 'the API gave a cursor a second time, which would lead round in a circle' };
}

/** For an API that pages by cursor: each period to the page that says there is no more. */
export const cursorWalk: Walk<CursorState> = {
  next({ periods, at, cursor, limit, stuck }) {
    const period = periods[at];
    if (period === undefined || stuck !== null) return null;
    return { ...period, limit, cursor };
  },

  take(state, _step, { records, cursor, hasMore, tooLong }) {
    if (tooLong) {
      if (state.limit === 1) return { ...state, stuck: 'a single entry is longer than an answer may be' };
      return { ...state, limit: Math.max(1, Math.floor(state.limit / 4)) };
    }
    const empty = records === 0 ? state.empty + 1 : 0;
    if (hasMore === null && cursor === null)
      return { ...state, stuck: 'the API does not say whether there is more' };
    const more = hasMore ?? true;
    if (!more) return { ...state, at: state.at + 1, cursor: null, pages: 0, empty: 0 };
    if (cursor === null)
      return { ...state, stuck: 'the API says that there is more and gives no cursor to it' };
    if (empty > mostEmpty)
      return { ...state, stuck: `the API says that there is more, but its last ${empty} pages were empty` };
    return { ...state, cursor, pages: state.pages + 1, empty };
  },

  outcome({ stuck, periods }): Outcome {
    if (stuck !== null) return { complete: false, reason: stuck, reported: null };
    const parts = periods.length > 1 ? `, in ${periods.length} parts of at most 365 days` : '';
    return {
      complete: true,
      reason: `the list was read by its cursor to the page that says there is no more${parts}`,
      reported: null,
    };
  },

  done({ periods, at }) {
    return periods.length > 1 ? at / periods.length : null;
  },

  place({ pages, at, periods }) {
    const page = `page ${pages + 1}`;
    return periods.length > 1
      ? `part ${Math.min(at + 1, periods.length)} of ${periods.length}, ${page}`
      : page;
  },
};
