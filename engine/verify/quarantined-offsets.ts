import type { Quarantined } from '../import/batch/batch.ts';

/** What quarantined bytes that stand between records may be: what remains of an entry, or nothing of one. */
export type Quarantine = 'remains' | 'foreign';

/** Per kind, the offset of the last span; -1 where there is none. */
export type LastQuarantined = Readonly<Record<Quarantine, number>>;

/** Where quarantined bytes stand, as far as a question about the batch under way needs it: a hostile file can hold millions. */
export class QuarantinedOffsets {
  private readonly spans: Readonly<Record<Quarantine, LateOffsets>> = {
    remains: new LateOffsets(),
    foreign: new LateOffsets(),
  };

  /** The spans of the next batch, in order. */
  next(spans: readonly Quarantined[]): void {
    this.spans.remains.next(spans.filter(({ foreign }) => !foreign));
    this.spans.foreign.next(spans.filter(({ foreign }) => foreign));
  }

  get last(): LastQuarantined {
    const { remains, foreign } = this.spans;
    return { remains: remains.last, foreign: foreign.last };
  }

  /** Goes on behind the last spans of those before. */
  resume({ remains, foreign }: LastQuarantined): void {
    this.spans.remains.resume(remains);
    this.spans.foreign.resume(foreign);
  }

  /** What begins between two offsets, `to` being that of a record of the batch under way, or behind all; null where nothing does. */
  between(from: number, to: number): Quarantine | null {
    if (this.spans.remains.between(from, to)) return 'remains';
    return this.spans.foreign.between(from, to) ? 'foreign' : null;
  }
}

/** Offsets of one kind. */
class LateOffsets {
  /** The last of the batches before. */
  private before = Number.NEGATIVE_INFINITY;
  private offsets: readonly number[] = [];

  next(spans: readonly Quarantined[]): void {
    this.before = this.offsets.at(-1) ?? this.before;
    this.offsets = spans.map(({ offset }) => offset);
  }

  get last(): number {
    return Math.max(-1, this.offsets.at(-1) ?? this.before);
  }

  resume(last: number): void {
    if (last >= 0) this.before = last;
  }

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
