import type { ReadableDb } from '../../case/database.ts';
import { type CodedColumn, termLimit } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import type { FieldValues } from '../counted-values.ts';
import type { Cell } from '../rows-scan.ts';
import { termsOf } from '../terms.ts';
import { endOfText, FoldedTexts } from './folded-texts.ts';
import { firstLiteral, noCode } from './segment/arrays.ts';
import { damaged, type SegmentColumn } from './segment/segment.ts';
import { ValueBits } from './value-bits.ts';
import { ValueTable } from './value-table.ts';

/** The slot of entries without a value. */
export const noValue = 0;

type Slots = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/**
 * A column as one small number an entry: the slot of its value. Slots are numbered as values are first met, so that
 * a value has one slot whether the case stores it as a code or, its dictionary being full, as text. Sources go by their ids.
 */
export class CodedValues {
  readonly selected: string;
  /** Cells that `selected` gives. */
  readonly width = 1;
  /** By entry, the first at 0. Of entries up to `upTo`; what stands behind them means nothing. */
  slots: Slots = new Uint8Array(0);
  /** The values by slot. */
  readonly table = new ValueTable();
  /** The last entry whose value is here. */
  upTo = 0;
  /** Whether the case stores what no import writes: its rows, not these arrays, are then to be asked. */
  odd = false;
  private readonly slotOfCode = new Uint32Array(termLimit);
  private readonly slotOfText = new Map<string, number>();
  /** Codes below this one have the slot one above them, so that a segment's codes are slots. */
  private sameUpTo = 0;
  private readonly db: ReadableDb;
  private readonly column: CodedColumn | 'source';
  private folded: { readonly length: number; readonly texts: FoldedTexts } | null = null;
  private turned: { readonly upTo: number; readonly bits: ValueBits | null } | null = null;
  private counted: { readonly upTo: number; readonly counts: Uint32Array } | null = null;

  constructor(db: ReadableDb, column: CodedColumn | 'source') {
    this.db = db;
    this.column = column;
    this.selected = `e.${column}`;
  }

  /** The slot of a value that some entry has, or 0. */
  slotOf(value: string): number {
    return this.table.slotOf(value);
  }

  /** By slot, 1 where the value contains the folded needle. */
  slotsContaining(needle: string): Uint8Array {
    const wanted = new Uint8Array(this.table.length);
    this.foldedTexts().containing(Buffer.from(needle), (value) => {
      wanted[value + 1] = 1;
    });
    return wanted;
  }

  /** The values in the form in which case does not matter, by slot less one. */
  foldedTexts(): FoldedTexts {
    const { length } = this.table;
    if (this.folded?.length !== length) {
      const texts = FoldedTexts.from(this.table.packed(), length - 1);
      if (texts === null) throw new Error('a value holds a byte that UTF-8 does not have');
      this.folded = { length, texts };
    }
    return this.folded.texts;
  }

  /** The values, by slot. */
  values(context: TaskContext): FieldValues {
    const { table } = this;
    let ranks: Uint32Array | null = null;
    return {
      length: table.length,
      text: (slot) => table.text(slot),
      precedes: (a, b) => {
        ranks ??= table.ranks(context);
        return (ranks[a] as number) < (ranks[b] as number);
      },
      containing: (needle) => this.slotsContaining(needle),
    };
  }

  /** How many of all entries have each slot. */
  totals(): Uint32Array {
    if (this.counted?.upTo === this.upTo) return this.counted.counts;
    const counts = new Uint32Array(this.table.length);
    if (counts.length === 1) counts[noValue] = this.upTo;
    else for (let i = 0; i < this.upTo; i++) (counts[this.slots[i] as number] as number)++;
    this.counted = { upTo: this.upTo, counts };
    return counts;
  }

  /** Of the entries 1 to `last`; null of a column of many values, or where others are here. */
  bits(last: number): ValueBits | null {
    if (this.upTo !== last) return null;
    if (this.turned?.upTo !== this.upTo) {
      this.turned = { upTo: this.upTo, bits: ValueBits.of(this.slots, this.table.length, this.upTo) };
    }
    return this.turned.bits;
  }

  reserve(last: number, context: TaskContext): void {
    if (this.column !== 'source') this.takeTerms(this.column, context);
    this.grow(last, this.slots.BYTES_PER_ELEMENT);
  }

  private takeTerms(column: CodedColumn, context: TaskContext): void {
    for (const [code, value] of termsOf(this.db, column, context)) {
      // A case that was tampered with may hold any code: none of those is a place here.
      if (this.slotOfCode[code] === 0) this.slotOfCode[code] = this.made(this.table.addText(value));
      if (this.slotOfCode[code] === code + 1 && code === this.sameUpTo) this.sameUpTo++;
    }
  }

  /** Takes the next entry's cells, from `at` on. */
  take(cells: readonly Cell[], at: number): void {
    const stored = cells[at] ?? null;
    let slot: number | undefined = noValue;
    if (this.column === 'source') slot = this.slotFor(String(stored));
    else if (typeof stored === 'number') slot = this.slotOfCode[stored];
    else if (typeof stored === 'string') slot = this.slotFor(stored);
    if (stored !== null && !slot) this.odd = true;
    this.slots[this.upTo++] = slot ?? noValue;
  }

  /** Whether cells, from `at` on, are what is here of an entry. */
  agrees(place: number, cells: readonly Cell[], at: number): boolean {
    const stored = cells[at] ?? null;
    const slot = this.slots[place];
    if (stored === null) return slot === noValue;
    if (this.column === 'source') return slot === this.table.slotOf(String(stored));
    if (typeof stored === 'number') return slot !== noValue && slot === this.slotOfCode[stored];
    return typeof stored === 'string' && slot !== noValue && slot === this.table.slotOf(stored);
  }

  /** Takes the next entries from a segment, which holds none of the column where all are without a value. */
  takeSegment(segment: SegmentColumn, entries: number): void {
    const codes = segment.codes();
    // Where nothing was taken yet, there is no value: of a column that no entry has, no memory is touched.
    if (codes !== null) this.takeCodes(codes, segment.values());
    this.upTo += entries;
  }

  private takeCodes(codes: Uint8Array | Uint16Array | Uint32Array, values: Buffer | null): void {
    let largest = 0;
    for (let i = 0; i < codes.length; i++) if ((codes[i] as number) > largest) largest = codes[i] as number;
    if (largest <= this.sameUpTo) {
      this.made(largest);
      this.slots.set(codes, this.upTo);
      return;
    }
    const literals = values === null ? [] : this.slotsOfPacked(values);
    const slotOf = (code: number): number => {
      if (code === noCode) return noValue;
      if (code >= firstLiteral) return literals[code - firstLiteral] || unknownCode();
      return (
        (this.column === 'source' ? this.slotFor(String(code - 1)) : this.slotOfCode[code - 1]) ||
        unknownCode()
      );
    };
    // Everything has its slot before any is written: the slots may have to be wider.
    const { slots, upTo } = this;
    let last = noCode;
    let slot = noValue;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code !== last) {
        last = code;
        slot = slotOf(code);
      }
      slots[upTo + i] = slot;
    }
  }

  private slotsOfPacked(values: Buffer): number[] {
    const slots: number[] = [];
    for (let start = 0; start < values.length; ) {
      const end = values.indexOf(endOfText, start);
      if (end === -1) throw damaged('values that do not end');
      slots.push(this.made(this.table.add(values, start, end)));
      start = end + 1;
    }
    return slots;
  }

  finish(): void {
    this.slotOfText.clear();
  }

  private slotFor(value: string): number {
    const known = this.slotOfText.get(value);
    if (known !== undefined) return known;
    const slot = this.made(this.table.addText(value));
    // Values come in runs: the last ones save most of the encoding.
    if (this.slotOfText.size >= mostKnown) this.slotOfText.clear();
    this.slotOfText.set(value, slot);
    return slot;
  }

  private made(slot: number): number {
    if (slot >= 2 ** (8 * this.slots.BYTES_PER_ELEMENT)) {
      this.grow(this.slots.length, slot > 0xffff ? 4 : 2);
    }
    return slot;
  }

  private grow(entries: number, bytes: number): void {
    const larger =
      bytes === 1
        ? new Uint8Array(entries)
        : bytes === 2
          ? new Uint16Array(entries)
          : new Uint32Array(entries);
    larger.set(this.slots.subarray(0, Math.min(this.slots.length, entries)));
    this.slots = larger;
  }
}

const mostKnown = 10_000;

function unknownCode(): never {
  throw damaged('a code that no term has');
}
