import type { TaskContext } from '../../task.ts';

/** Entries put into buckets between two looks at the cancel flag. */
const entriesAtOnce = 1 << 18;

/** The number of no bucket. */
export const noBucket = -1;

/**
 * The bucket of each moment; NaN is in none. Moments lie between the first edge and the last.
 *
 * @param edges ascending; bucket i is from `edges[i]` on and before `edges[i + 1]`
 */
export function bucketNumbers(moments: Float64Array, edges: Float64Array, context: TaskContext): Int32Array {
  const buckets = new Int32Array(moments.length).fill(noBucket);
  const last = edges.length - 2;
  const first = edges[0] as number;
  // Buckets are about equally long: the guess is right, or next to what is.
  const scale = (last + 1) / ((edges[last + 1] as number) - first);
  for (let start = 0; start < moments.length; start += entriesAtOnce) {
    context.checkCancelled();
    const end = Math.min(start + entriesAtOnce, moments.length);
    for (let i = start; i < end; i++) {
      const moment = moments[i] as number;
      if (Number.isNaN(moment)) continue;
      let bucket = Math.min(last, Math.trunc((moment - first) * scale));
      while (moment < (edges[bucket] as number)) bucket--;
      while (moment >= (edges[bucket + 1] as number)) bucket++;
      buckets[i] = bucket;
    }
  }
  return buckets;
}

/** How many are in each bucket. */
export function countBuckets(buckets: Int32Array, length: number): number[] {
  const counts = new Array<number>(length).fill(0);
  for (let i = 0; i < buckets.length; i++) {
    const bucket = buckets[i] as number;
    if (bucket !== noBucket) (counts[bucket] as number)++;
  }
  return counts;
}
