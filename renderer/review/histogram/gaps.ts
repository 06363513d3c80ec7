/** Buckets without entries between buckets that have some: from `first` to before `end`. */
export interface Gap {
  readonly first: number;
  readonly end: number;
}

/** Fewer empty buckets in a row are ordinary spacing, not a gap. */
const shortest = 3;
/** At most this many are pointed out. */
const most = 3;

/**
 * The longest stretches without entries, provided that entries otherwise fall into nearly every bucket: in a sparse
 * result, empty buckets mean nothing.
 */
export function gapsIn(counts: readonly number[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let lastFull = -1;
  let full = 0;
  counts.forEach((count, bucket) => {
    if (count === 0) return;
    full += 1;
    if (lastFull >= 0 && bucket - lastFull > shortest) gaps.push({ first: lastFull + 1, end: bucket });
    lastFull = bucket;
  });
  const missing = gaps.reduce((sum, { first, end }) => sum + end - first, 0);
  const elsewhere = counts.length - missing;
  if (full * 2 < elsewhere) return [];
  return gaps
    .sort((a, b) => b.end - b.first - (a.end - a.first))
    .slice(0, most)
    .sort((a, b) => a.first - b.first);
}
