import type { NumberColumn } from '../../../shared/domain/columns.ts';
import type { Cell } from '../rows-scan.ts';
import type { SegmentColumn } from './segment/segment.ts';

/** A column of numbers. */
export class NumberValues {
  readonly selected: string;
  /** Cells that `selected` gives. */
  readonly width = 1;
  /** By entry, the first at 0, up to `upTo`; NaN, which SQLite cannot store, where there is none. Null as long as no entry states one. */
  numbers: Float64Array<ArrayBuffer> | null = null;
  private room = 0;
  upTo = 0;
  odd = false;

  constructor(column: NumberColumn) {
    this.selected = `e.${column}`;
  }

  reserve(last: number): void {
    this.room = last;
    if (this.numbers !== null) this.numbers = grown(this.numbers, new Float64Array(last), this.upTo);
  }

  /** Takes the next entry's cells, from `at` on. */
  take(cells: readonly Cell[], at: number): void {
    const stored = cells[at] ?? null;
    if (stored !== null && typeof stored !== 'number') this.odd = true;
    if (typeof stored === 'number') this.stated()[this.upTo] = stored;
    else if (this.numbers !== null) this.numbers[this.upTo] = Number.NaN;
    this.upTo++;
  }

  private stated(): Float64Array {
    this.numbers ??= new Float64Array(this.room).fill(Number.NaN, 0, this.upTo);
    return this.numbers;
  }

  /** Whether cells, from `at` on, are what is here of an entry. */
  agrees(place: number, cells: readonly Cell[], at: number): boolean {
    const number = this.numbers === null ? Number.NaN : this.numbers[place];
    return Object.is(number, cells[at] ?? Number.NaN);
  }

  takeSegment(segment: SegmentColumn, entries: number): void {
    const numbers = segment.numbers('numbers');
    if (numbers !== null) this.stated().set(numbers, this.upTo);
    else this.numbers?.fill(Number.NaN, this.upTo, this.upTo + entries);
    this.upTo += entries;
  }

  finish(): void {}
}

/** The first `length` numbers, copied into a larger array. */
export function grown<A extends Float64Array | Uint32Array>(from: A, to: A, length: number): A {
  to.set(from.subarray(0, length));
  return to;
}
