import type { TaskContext } from '../task.ts';

/** What a slice should take, in milliseconds: well under the 50 within which a cancel must be seen. */
const target = 20;
const firstWidth = 1_000;

export interface Slice {
  /** Both included. */
  readonly low: number;
  readonly high: number;
}

/** Cuts a range of numbers into slices whose work, done between two of them, takes about `target` ms each. */
export function* slices(first: number, last: number, context: TaskContext): Generator<Slice> {
  let width = firstWidth;
  let low = first;
  while (low <= last) {
    context.checkCancelled();
    const high = Math.min(low + width - 1, last);
    const began = performance.now();
    yield { low, high };
    const took = performance.now() - began;
    if (took < target / 2) width *= 2;
    else if (took > target * 2) width = Math.max(1, Math.floor((width * target) / took));
    low = high + 1;
  }
}
