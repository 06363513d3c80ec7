import type { ReadableDb } from '../../case/database.ts';
import { type CodedColumn, termLimit } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import type { Cell } from '../rows-scan.ts';
import { termsOf } from '../terms.ts';

/** The slot of entries without a value. */
export const noValue = 0;

const largestOf16Bits = 0xffff;

/**
 * A text column as one small number an entry: the slot of its value. Slots are numbered as values are first met, so that
 * a value has one slot whether the case stores it as a code or, its dictionary being full, as text.
 */
export class CodedValues {
  readonly selected: string;
  /** By entry, the first at 0. Of entries up to `upTo`; what stands behind them means nothing. */
  slots: Uint16Array | Uint32Array = new Uint16Array(0);
  /** By slot; `noValue` has none. */
  readonly values: string[] = [''];
  /** The last entry whose value is here. */
  upTo = 0;
  /** Whether the case stores what no import writes: its rows, not these arrays, are then to be asked. */
  odd = false;
  private readonly slotOfValue = new Map<string, number>();
  private readonly slotOfCode = new Uint32Array(termLimit);
  private terms: ReadonlyMap<number, string> = new Map();
  private readonly db: ReadableDb;
  private readonly column: CodedColumn;

  constructor(db: ReadableDb, column: CodedColumn) {
    this.db = db;
    this.column = column;
    this.selected = `e.${column}`;
  }

  reserve(last: number, context: TaskContext): void {
    this.terms = termsOf(this.db, this.column, context);
    this.grow(last, this.slots.BYTES_PER_ELEMENT);
  }

  /** Takes the next entry's cells, from `at` on. */
  take(cells: readonly Cell[], at: number): void {
    const stored = cells[at] ?? null;
    let slot = noValue;
    if (typeof stored === 'number') slot = this.slotOfCode[stored] || this.slotForCode(stored);
    else if (typeof stored === 'string') slot = this.slotFor(stored);
    else if (stored !== null) this.odd = true;
    this.slots[this.upTo++] = slot;
  }

  finish(): void {
    this.terms = new Map();
  }

  /** The slot of a value that some entry has. */
  slotOf(value: string): number | undefined {
    return this.slotOfValue.get(value);
  }

  private slotForCode(code: number): number {
    const value = this.terms.get(code);
    if (value === undefined || !Number.isInteger(code) || code < 0 || code >= termLimit) {
      this.odd = true;
      return noValue;
    }
    const slot = this.slotFor(value);
    this.slotOfCode[code] = slot;
    return slot;
  }

  private slotFor(value: string): number {
    const known = this.slotOfValue.get(value);
    if (known !== undefined) return known;
    const slot = this.values.push(value) - 1;
    this.slotOfValue.set(value, slot);
    if (slot === largestOf16Bits + 1) this.grow(this.slots.length, Uint32Array.BYTES_PER_ELEMENT);
    return slot;
  }

  private grow(entries: number, bytes: number): void {
    const larger = bytes === 2 ? new Uint16Array(entries) : new Uint32Array(entries);
    larger.set(this.slots.subarray(0, Math.min(this.upTo, entries)));
    this.slots = larger;
  }
}
