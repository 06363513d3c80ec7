import type { TaskContext } from './task.ts';

/** Milliseconds that a slice should take at least, so that what each costs anew weighs little. */
const enough = 20;
/** Milliseconds that it should take at most: a cancel must be seen within 50. */
const tooMuch = 45;
const firstWidth = 1_000;

export interface Slice {
  /** Both included. */
  readonly low: number;
  readonly high: number;
}

/** Cuts a range of numbers into slices whose work, done between two of them, takes about `enough` ms each. */
export function* slices(first: number, last: number, context: TaskContext): Generator<Slice> {
  let width = firstWidth;
  let low = first;
  while (low <= last) {
    context.checkCancelled();
    const high = Math.min(low + width - 1, last);
    const began = performance.now();
    yield { low, high };
    const took = performance.now() - began;
    if (took < enough) width *= 2;
    else if (took > tooMuch) width = Math.max(1, Math.floor((width * enough) / took));
    low = high + 1;
  }
}
