/** From an entry to the one that it names, by their numbers in the source. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Answers whether a number lies inside of any of many spans, in the time of a binary search. */
export class Spans {
  private readonly starts: number[];
  /** The furthest end of the spans up to there. */
  private readonly ends: number[];

  constructor(spans: readonly Span[]) {
    const sorted = spans
      .map(({ from, to }) => ({ start: Math.min(from, to), end: Math.max(from, to) }))
      .sort((a, b) => a.start - b.start);
    this.starts = sorted.map(({ start }) => start);
    let furthest = Number.NEGATIVE_INFINITY;
    this.ends = sorted.map(({ end }) => {
      furthest = Math.max(furthest, end);
      return furthest;
    });
  }

  /** Strictly between the ends of one. */
  cover(n: number): boolean {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] as number) < n) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (this.ends[low - 1] as number) > n;
  }
}
