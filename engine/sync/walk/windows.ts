import { type AnswerFacts, listedPlaces, type Outcome, type Walk } from './walk.ts';

/** A period in milliseconds since 1970, both ends belong to it. */
interface Period {
  readonly from: number;
  readonly to: number;
}

export interface WindowState {
  readonly kind: 'windows';
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  /** Periods still to be asked for, the next one last. */
  readonly open: readonly Period[];
  /** How long the next period may be, in milliseconds, by how dense entries were in the last. */
  readonly width: number;
  /** Most records that an answer held. */
  readonly most: number;
  /** Periods whose answers may not hold everything, though they cannot be split: the first of them, and how many. */
  readonly unproven: readonly (Period & { readonly records: number })[];
  readonly unprovenCount: number;
  /** Full answers to a part of the period of which the most was from outside of it. */
  readonly astray: number;
  /** Answers held entries from outside of their period: the API does not do what the period asks. */
  readonly ignored: boolean;
}

/** An API that keeps to a period never answers so; one that cuts times short may do so a few times. */
const mostAstray = 8;

export function beginWindows(from: number, to: number, limit: number): WindowState {
  return {
    kind: 'windows',
    from,
    to,
    limit,
    open: [{ from, to }],
    width: Math.max(1, to - from),
    most: 0,
    unproven: [],
    unprovenCount: 0,
    astray: 0,
    ignored: false,
  };
}

/**
 * For an API that gives the first entries of a period and no way to the others: a period is split in half until its answer
 * holds fewer entries than the limit. Periods that were split share a millisecond, since the documentation does not say
 * whether bounds belong to a period, and neither may: what stands on one comes twice rather than never.
 *
 * A server may hold less in an answer than it was asked for without saying so. Such a cap shows as a round number of
 * entries that no answer exceeds: a period whose answer looks like that is split too.
 */
export const windowWalk: Walk<WindowState> = {
  next({ open, width, limit }) {
    const period = open.at(-1);
    if (period === undefined) return null;
    const { from, to } = upTo(period, width);
    return { from, to, limit };
  },

  take(state, step, answer) {
    const asked: Period = { from: step.from ?? state.from, to: step.to ?? state.to };
    const whole = state.open.at(-1) as Period;
    const left = state.open.slice(0, -1);
    if (asked.to < whole.to) left.push({ from: asked.to - shared(asked), to: whole.to });
    const most = Math.max(state.most, answer.records);
    const astray = state.astray + (isAstray(state, asked, answer) ? 1 : 0);
    const isElsewhere = answer.records > 0 && answer.outside === answer.records;
    if (isElsewhere && isNarrowed(state, asked)) return { ...state, open: [], most, astray, ignored: true };
    if (astray >= mostAstray) return { ...state, open: [], most, astray, ignored: true };
    if (!mayLack(state, answer)) {
      return { ...state, open: left, most, width: nextWidth(asked, answer.records, state.limit) };
    }
    const length = asked.to - asked.from;
    // That there is more where there is nothing: smaller parts would not give it either.
    const isEmpty = answer.records === 0 && !answer.tooLong;
    if (length <= 1 || isEmpty) {
      const place = { ...asked, records: answer.records };
      const unproven = state.unproven.length < listedPlaces ? [...state.unproven, place] : state.unproven;
      // Behind a full millisecond there may be hours of nothing.
      const width = isEmpty ? nextWidth(asked, 0, state.limit) : 1024;
      return { ...state, open: left, most, astray, unproven, unprovenCount: state.unprovenCount + 1, width };
    }
    const middle = asked.from + Math.floor(length / 2);
    return {
      ...state,
      most,
      astray,
      open: [
        ...left,
        { from: middle, to: asked.to },
        { from: asked.from, to: length > 2 ? middle + 1 : middle },
      ],
      width: length,
    };
  },

  outcome({ ignored, unproven, unprovenCount, limit, from, to, most }): Outcome {
    if (ignored) {
      return {
        complete: false,
        reason:
          'the API answers with entries from outside of the period that it was asked for, so that periods prove nothing',
        reported: null,
      };
    }
    const period = `${iso(from)} to ${iso(to)}`;
    if (unprovenCount === 0) {
      const held =
        most >= limit
          ? `fewer than ${limit} entries`
          : `at most ${most} entries, below the limit of ${limit}`;
      return {
        complete: true,
        reason: `every part of ${period} was asked for, down to parts of which the answer held ${held}`,
        reported: null,
      };
    }
    const places = unproven.slice(0, 3).map(({ from: at, records }) => `${records} at ${iso(at)}`);
    const others = unprovenCount > 3 ? ` and ${unprovenCount - 3} more` : '';
    return {
      complete: false,
      reason: `answers to parts that cannot be split any further were full, or said that there is more: ${places.join(', ')}${others}`,
      reported: null,
    };
  },

  done({ from, to, open }) {
    // From the beginning of time on, most of the way is empty and takes no time.
    if (from === 0) return null;
    const at = open.at(-1)?.from ?? to;
    return to > from ? (at - from) / (to - from) : 1;
  },

  place({ open, to }) {
    return `at ${iso(open.at(-1)?.from ?? to)}`;
  },
};

/** Milliseconds that the next period begins before the end of this one: none where it would not get on. */
function shared({ from, to }: Period): number {
  return to - from > 1 ? 1 : 0;
}

function upTo({ from, to }: Period, width: number): Period {
  return { from, to: Math.min(to, from + Math.max(1, width)) };
}

/** A period that is not all that was asked for: an answer to it must know its bounds. */
function isNarrowed({ from, to }: WindowState, asked: Period): boolean {
  return asked.from > from || asked.to < to;
}

/** Whether there is room for more of the part than came, had the API kept to it. */
function isAstray(state: WindowState, asked: Period, answer: AnswerFacts): boolean {
  return isNarrowed(state, asked) && mayLack(state, answer) && answer.outside * 2 > answer.records;
}

function mayLack({ limit, most }: WindowState, { records, tooLong, hasMore }: AnswerFacts): boolean {
  if (tooLong || records >= limit || hasMore === true) return true;
  return records >= most && most < limit && isRound(records);
}

/** A number of entries at which somebody would cap answers. */
function isRound(records: number): boolean {
  return records >= 10 && (records % 10 === 0 || records % 25 === 0 || (records & (records - 1)) === 0);
}

/** Aims at seven tenths of the limit, by how dense entries were; at most four times as long as what was asked. */
function nextWidth({ from, to }: Period, records: number, limit: number): number {
  const length = Math.max(1, to - from);
  const wanted = records === 0 ? length * 4 : (length * limit * 0.7) / records;
  return Math.ceil(Math.min(length * 4, Math.max(1, wanted)));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
