import type { NumberColumn } from '../../../shared/domain/columns.ts';
import type { Cell } from '../rows-scan.ts';

/** A column of numbers; NaN, which SQLite cannot store, where there is none. */
export class NumberValues {
  readonly selected: string;
  /** By entry, the first at 0, up to `upTo`. */
  numbers = new Float64Array(0);
  upTo = 0;
  odd = false;

  constructor(column: NumberColumn | 'source') {
    this.selected = `e.${column}`;
  }

  reserve(last: number): void {
    this.numbers = grown(this.numbers, new Float64Array(last), this.upTo);
  }

  take(cells: readonly Cell[], at: number): void {
    const stored = cells[at] ?? null;
    if (stored !== null && typeof stored !== 'number') this.odd = true;
    this.numbers[this.upTo++] = typeof stored === 'number' ? stored : Number.NaN;
  }

  finish(): void {}
}

/** The first `length` numbers, copied into a larger array. */
export function grown<A extends Float64Array | Uint32Array | Uint8Array>(from: A, to: A, length: number): A {
  to.set(from.subarray(0, length));
  return to;
}
