import { type AnswerFacts, listedPlaces, type Outcome, type Walk } from './walk.ts';

/** A period in milliseconds since 1970, both ends belong to it. */
interface Period {
  readonly from: number;
  readonly to: number;
}

/** A period still to be asked for. */
interface OpenPeriod extends Period {
  /** Records that it and the one before it must hold together, since an answer to both held them; the one before pays first. */
  readonly owed?: number;
}

export interface WindowState {
  readonly kind: 'windows';
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  /** Periods still to be asked for, the next one last. */
  readonly open: readonly OpenPeriod[];
  /** How long the next period may be, in milliseconds, by how dense entries were in the last. */
  readonly width: number;
  /** Most records that an answer held. */
  readonly most: number;
  /** Periods whose answers may not hold everything, though they cannot be split: the first of them, and how many. */
  readonly unproven: readonly (Period & { readonly records: number })[];
  readonly unprovenCount: number;
  /** The same of answers that would be whole if nobody capped them at the most that any answer held. */
  readonly capped: readonly (Period & { readonly records: number })[];
  readonly cappedCount: number;
  /** Answers so far, and those without a byte. */
  readonly answers: number;
  readonly blank: number;
  /** Full answers to a part of the period of which the most was from outside of it. */
  readonly astray: number;
  /** Answers held entries from outside of their period: the API does not do what the period asks. */
  readonly ignored: boolean;
}

/** An API that keeps to a period never answers so; one that cuts times short may do so a few times. */
const mostAstray = 8;

const second = 1000;

/** @param from in milliseconds since 1970, as `to`; what is within a second is asked for whole */
export function beginWindows(from: number, to: number, limit: number): WindowState {
  const whole = {
    from: Math.floor(from / second) * second,
    to: Math.max(Math.ceil(to / second), Math.floor(from / second) + 1) * second,
  };
  return {
    kind: 'windows',
    ...whole,
    limit,
    open: [whole],
    width: whole.to - whole.from,
    most: 0,
    unproven: [],
    unprovenCount: 0,
    capped: [],
    cappedCount: 0,
    answers: 0,
    blank: 0,
    astray: 0,
    ignored: false,
  };
}

/**
 * For an API that gives the first entries of a period and no way to the others: a period is split in half until its answer
 * holds fewer entries than the limit. Periods that were split share a second, since the documentation does not say
 * whether bounds belong to a period, and neither may: what stands on one comes twice rather than never. Bounds are whole
 * seconds, which an API that cuts them to seconds leaves as they are; only where two seconds are full they are finer, and shared are
 * milliseconds.
 *
 * A server may hold less in an answer than it was asked for without saying so. Such a cap shows as a round number of
 * entries that no answer exceeds: a period whose answer looks like that is split too, and an answer that exceeds it clears it.
 */
export const windowWalk: Walk<WindowState> = {
  next({ open, width, limit }) {
    const period = open.at(-1);
    if (period === undefined) return null;
    const { from, to } = upTo(period, width);
    return { from, to, limit };
  },

  take(before, step, answer) {
    const state = counted(before, answer);
    const asked: Period = { from: step.from ?? state.from, to: step.to ?? state.to };
    const whole = state.open.at(-1) as OpenPeriod;
    const rest = state.open.slice(0, -1);
    const left = asked.to < whole.to ? [...rest, { from: asked.to - unitOf(whole), to: whole.to }] : rest;
    const astray = state.astray + (isAstray(state, asked, answer) ? 1 : 0);
    const isElsewhere = answer.records > 0 && answer.outside === answer.records;
    if ((isElsewhere && isNarrowed(state, asked)) || astray >= mostAstray)
      return { ...state, open: [], astray, ignored: true };
    if (whole.owed !== undefined) return takePaying(state, asked, whole.owed, left, answer);
    if (!mayLack(state, answer))
      return { ...state, open: left, width: nextWidth(asked, answer.records, state.limit) };
    const length = asked.to - asked.from;
    // That there is more where there is nothing: smaller parts would not give it either.
    const isEmpty = answer.records === 0 && !answer.tooLong;
    // Behind a full millisecond there may be hours of nothing.
    const width = isEmpty ? nextWidth(asked, 0, state.limit) : 1024;
    if (length <= 1 || isEmpty) return { ...unprovenAt(state, asked, answer), open: left, astray, width };
    return { ...state, astray, open: [...left, ...halves(asked, answer.records)], width: length };
  },

  outcome({
    ignored,
    unproven,
    unprovenCount,
    capped,
    cappedCount,
    answers,
    blank,
    limit,
    from,
    to,
    most,
  }): Outcome {
    if (ignored) {
      return {
        complete: false,
        reason:
          'the API answers with entries from outside of the period that it was asked for, so that periods prove nothing',
        reported: null,
      };
    }
    const period = `${iso(from)} to ${iso(to)}`;
    if (answers > 0 && blank === answers)
      return {
        complete: false,
        reason: 'the API answered without a byte, not even with a list that is empty, which proves nothing',
        reported: null,
      };
    if (unprovenCount === 0 && cappedCount > 0) {
      return {
        complete: false,
        reason: `no answer held more than ${most} entries, a round number that the API may cap its answers at, and parts that cannot be split any further held as many: ${placesOf(capped, cappedCount)}`,
        reported: null,
      };
    }
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
    return {
      complete: false,
      reason: `answers to parts that cannot be split any further were full, or said that there is more: ${placesOf(unproven, unprovenCount)}`,
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

/** Milliseconds that bounds are set by, and that neighbours share: a second, but within one that had to be split. */
function unitOf({ from, to }: Period): number {
  return from % second === 0 && to % second === 0 && to - from > second ? second : 1;
}

/** The part of a period that is asked for next: never so short that what it shares is all of it. */
function upTo(period: Period, width: number): Period {
  const unit = unitOf(period);
  const length = Math.max(2, Math.ceil(width / unit)) * unit;
  return { from: period.from, to: Math.min(period.to, period.from + length) };
}

function counted(state: WindowState, { records, blank }: AnswerFacts): WindowState {
  const seen = { ...state, answers: state.answers + 1, blank: state.blank + (blank ? 1 : 0) };
  // What exceeds it is no cap.
  return records > state.most ? { ...seen, most: records, capped: [], cappedCount: 0 } : seen;
}

/** Two parts of a period, the first one last. */
function halves({ from, to }: Period, records: number): OpenPeriod[] {
  const length = to - from;
  if (length === 2) {
    // One millisecond more would be the whole again: where no bound belongs to a period, what stands between is in neither.
    return [
      { from: from + 1, to, owed: records },
      { from, to: from + 1, owed: 0 },
    ];
  }
  const unit = length > 2 * second ? second : 1;
  const middle = from + Math.floor(length / 2 / unit) * unit;
  return [
    { from: middle, to },
    { from, to: middle + unit },
  ];
}

/** Takes one of the two parts that are too short to share anything. */
function takePaying(
  state: WindowState,
  asked: Period,
  owed: number,
  left: readonly OpenPeriod[],
  answer: AnswerFacts,
): WindowState {
  const next = left.at(-1);
  const isFirst = next?.owed !== undefined && next.owed > 0 && next.from === asked.to;
  const open = isFirst
    ? [...left.slice(0, -1), { ...next, owed: Math.max(0, next.owed - answer.records) }]
    : left;
  const lacks = mayLack(state, answer) || (!isFirst && answer.records < owed);
  const records = Math.max(answer.records, owed);
  return { ...(lacks ? unprovenAt(state, asked, { ...answer, records }) : state), open, width: 1024 };
}

/** Notes a part that cannot be split and may hold more than was answered. */
function unprovenAt(state: WindowState, asked: Period, answer: AnswerFacts): WindowState {
  const place = { ...asked, records: answer.records };
  const add = (places: WindowState['unproven']) =>
    places.length < listedPlaces ? [...places, place] : places;
  if (mayLack(state, answer) && !isFull(state, answer))
    return { ...state, capped: add(state.capped), cappedCount: state.cappedCount + 1 };
  return { ...state, unproven: add(state.unproven), unprovenCount: state.unprovenCount + 1 };
}

function placesOf(places: WindowState['unproven'], count: number): string {
  const told = places.slice(0, 3).map(({ from, records }) => `${records} at ${iso(from)}`);
  return `${told.join(', ')}${count > 3 ? ` and ${count - 3} more` : ''}`;
}

/** A period that is not all that was asked for: an answer to it must know its bounds. */
function isNarrowed({ from, to }: WindowState, asked: Period): boolean {
  return asked.from > from || asked.to < to;
}

/** Whether there is room for more of the part than came, had the API kept to it. */
function isAstray(state: WindowState, asked: Period, answer: AnswerFacts): boolean {
  return isNarrowed(state, asked) && mayLack(state, answer) && answer.outside * 2 > answer.records;
}

function mayLack(state: WindowState, answer: AnswerFacts): boolean {
  const { records } = answer;
  return isFull(state, answer) || (records >= state.most && isRound(records));
}

/** Whether it says itself that it may not be all. */
function isFull({ limit }: WindowState, { records, tooLong, hasMore }: AnswerFacts): boolean {
  return tooLong || records >= limit || hasMore === true;
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
