/** Numbers of entries, ascending. */
export class IdSet {
  readonly ids: Float64Array;

  constructor(ids: Float64Array) {
    this.ids = ids;
  }

  static of(ids: Iterable<number>): IdSet {
    return new IdSet(Float64Array.from(ids).sort());
  }

  /** Those from `low` to `high`, both included. */
  between(low: number, high: number): Float64Array {
    return this.ids.subarray(this.firstFrom(low), this.firstFrom(high + 1));
  }

  has(id: number): boolean {
    return this.ids[this.firstFrom(id)] === id;
  }

  /** The index of the first id that is not less. */
  private firstFrom(id: number): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A list of ids that grows as they are found. */
export class IdList {
  private ids = new Float64Array(1024);
  private length = 0;

  push(found: readonly number[]): void {
    if (this.length + found.length > this.ids.length) {
      const larger = new Float64Array(Math.max(this.ids.length * 2, this.length + found.length));
      larger.set(this.ids.subarray(0, this.length));
      this.ids = larger;
    }
    this.ids.set(found, this.length);
    this.length += found.length;
  }

  /** All of them, in memory of their own size. */
  take(): Float64Array {
    return this.ids.slice(0, this.length);
  }
}
