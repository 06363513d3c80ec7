/** How a list of distinct numbers stands to the same numbers in ascending order. */
export interface Order {
  /** Whether most of them descend. */
  readonly reversed: boolean;
  /** Indexes of the fewest numbers without which the others ascend, or descend where reversed; ascending. */
  readonly moved: Uint32Array;
}

/**
 * The longest run of ascending numbers stays, whatever stands between; the rest has moved. By patience sorting
 * (Fredman, 1975): n log n comparisons and 8 bytes for each number, none of it where nothing moved.
 */
export function orderOf(positions: Uint32Array): Order {
  let descents = 0;
  for (let i = 1; i < positions.length; i++)
    if ((positions[i] as number) < (positions[i - 1] as number)) descents++;
  const steps = Math.max(0, positions.length - 1);
  const reversed = 2 * descents > steps;
  const against = reversed ? steps - descents : descents;
  if (against === 0) return { reversed, moved: new Uint32Array(0) };
  return { reversed, moved: outsideLongestRun(positions, reversed) };
}

const none = 0xffffffff;

function outsideLongestRun(positions: Uint32Array, reversed: boolean): Uint32Array {
  const sign = reversed ? -1 : 1;
  const valueAt = (index: number) => sign * (positions[index] as number);
  // ends[n]: the index of the least number that a run of n + 1 can end with; before[i]: the index before i in its run.
  const ends = new Uint32Array(positions.length);
  const before = new Uint32Array(positions.length);
  let length = 0;
  for (let i = 0; i < positions.length; i++) {
    const value = valueAt(i);
    let low = 0;
    let high = length;
    if (length > 0 && valueAt(ends[length - 1] as number) < value) low = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (valueAt(ends[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? none : (ends[low - 1] as number);
    ends[low] = i;
    length = Math.max(length, low + 1);
  }
  const moved = new Uint32Array(positions.length - length);
  let stays = ends[length - 1] as number;
  let at = moved.length;
  for (let i = positions.length - 1; i >= 0; i--) {
    if (i === stays) stays = before[i] as number;
    else moved[--at] = i;
  }
  return moved;
}
