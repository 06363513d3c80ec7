import type { Quarantined } from '../import/batch/batch.ts';

/** Where quarantined bytes stand, as far as a question about the batch under way needs it: a hostile file can hold millions. */
export class QuarantinedOffsets {
  /** The last of the batches before. */
  private before = Number.NEGATIVE_INFINITY;
  private offsets: readonly number[] = [];

  /** The spans of the next batch, in order. */
  next(spans: readonly Quarantined[]): void {
    this.before = this.offsets.at(-1) ?? this.before;
    this.offsets = spans.map(({ offset }) => offset);
  }

  /** The last span of all so far; -1 where there is none. */
  get last(): number {
    return Math.max(-1, this.offsets.at(-1) ?? this.before);
  }

  /** Goes on behind the last span of those before; -1 where there is none. */
  resume(last: number): void {
    if (last >= 0) this.before = last;
  }

  /** Whether a span begins between two offsets, `to` being that of a record of the batch under way. */
  between(from: number, to: number): boolean {
    let low = 0;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.offsets[middle] as number) < to) low = middle + 1;
      else high = middle;
    }
    return (low === 0 ? this.before : (this.offsets[low - 1] as number)) > from;
  }
}
