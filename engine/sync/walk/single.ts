import type { Outcome, Step, Walk } from './walk.ts';

export interface SingleState {
  readonly kind: 'single';
  readonly steps: readonly Step[];
  readonly at: number;
  /** What is to be said when all were answered. */
  readonly outcome: Outcome;
  readonly tooLong: boolean;
}

export function beginSingle(steps: readonly Step[], outcome: Outcome): SingleState {
  return { kind: 'single', steps, at: 0, outcome, tooLong: false };
}

/** For what has one answer, or a list of requests that is known from the start. */
export const singleWalk: Walk<SingleState> = {
  next: ({ steps, at }) => steps[at] ?? null,
  take: (state, _step, { tooLong }) => ({ ...state, at: state.at + 1, tooLong: state.tooLong || tooLong }),
  outcome: ({ outcome, tooLong }) =>
    tooLong
      ? { ...outcome, complete: false, reason: 'an answer was longer than one may be, and was not kept' }
      : outcome,
  done: ({ steps, at }) => at / Math.max(1, steps.length),
  place: ({ steps, at }) => `request ${Math.min(at + 1, steps.length)} of ${steps.length}`,
};
