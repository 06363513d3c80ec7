import type { CursorState } from './cursor.ts';
import type { OffsetState } from './offsets.ts';
import type { SingleState } from './single.ts';
import type { WindowState } from './windows.ts';

/** What is to be asked next, in terms that every API has its own names for. Times in milliseconds since 1970. */
export interface Step {
  readonly from: number | null;
  readonly to: number | null;
  readonly limit: number;
  readonly offset?: number;
  readonly cursor?: string | null;
  /** All at once, through the API's way for bulk. */
  readonly bulk?: boolean;
  readonly entry?: string;
}

/** What an answer says that matters for what is asked next. */
export interface AnswerFacts {
  readonly records: number;
  /** Of those, entries whose own time lies outside of the step's period. */
  readonly outside: number;
  /** Longer than an answer may be: nothing of it was kept. */
  readonly tooLong: boolean;
  /** Not a byte came, not even a list that is empty. */
  readonly blank: boolean;
  /** How many entries there are in all, where it says so. */
  readonly total: number | null;
  readonly cursor: string | null;
  readonly hasMore: boolean | null;
  /** SHA-256 over the SHA-256 of each record, hex; of no record the empty text. */
  readonly digest: string;
}

/** How far everything that was asked for is proven to be there. */
export interface Outcome {
  readonly complete: boolean;
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly reported: number | null;
}

/** State is plain data: it is committed with each answer, so that a killed sync goes on from there. */
export type WalkState = WindowState | OffsetState | CursorState | SingleState;

/** A way through everything that an API has of a period. */
export interface Walk<S extends WalkState = WalkState> {
  /** Null when there is nothing more to ask. */
  next(state: S): Step | null;
  take(state: S, step: Step, answer: AnswerFacts): S;
  outcome(state: S): Outcome;
  /** Of the way, how much is done: 0 to 1; null where that cannot be told. */
  done(state: S): number | null;
  /** A few words on where it is. */
  place(state: S): string;
}

/** How many places of missing proof are told one by one. */
export const listedPlaces = 20;
