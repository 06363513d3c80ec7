import type { TaskContext } from '../task.ts';

/** How many comparisons go between two looks at the cancel flag. */
const comparisonsAtOnce = 50_000;

/**
 * The places 0 to `length - 1` in order, stable: bottom-up, so that it can stop anywhere, as the sort of the language
 * cannot.
 */
export function mergeSort(
  length: number,
  compare: (a: number, b: number) => number,
  context: TaskContext,
): Uint32Array {
  let from = new Uint32Array(length);
  for (let place = 0; place < length; place++) from[place] = place;
  let to = new Uint32Array(length);
  let untilCheck = comparisonsAtOnce;
  for (let width = 1; width < length; width *= 2) {
    for (let start = 0; start < length; start += width * 2) {
      const middle = Math.min(start + width, length);
      const end = Math.min(start + width * 2, length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takeLeft =
          left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0);
        to[at] = from[takeLeft ? left++ : right++] as number;
        if (--untilCheck === 0) {
          context.checkCancelled();
          const done = Math.floor(((Math.log2(width) + at / length) / Math.log2(length)) * length);
          context.progress({ phase: 'sorting', done, total: length, unit: 'entries' });
          untilCheck = comparisonsAtOnce;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
