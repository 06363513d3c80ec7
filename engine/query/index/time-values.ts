import type { TimeColumn } from '../../../shared/domain/columns.ts';
import type { Cell } from '../rows-scan.ts';
import { grown } from './number-values.ts';
import { notUnderstood } from './segment/arrays.ts';
import type { SegmentColumn } from './segment/segment.ts';
import { TimeBlocks } from './time-blocks.ts';

/** A column of times: moments to the nanosecond, and whether there is one that could not be understood. */
export class TimeValues {
  readonly selected: string;
  /** Cells that `selected` gives. */
  readonly width = 3;
  /**
   * Milliseconds since 1970-01-01 UTC by entry, the first at 0, up to `upTo`; NaN where no time is stated, infinite where it
   * is not understood.
   */
  ms = new Float64Array(0);
  /** What is finer, 0 to 999,999; null as long as no entry states it. */
  ns: Uint32Array<ArrayBuffer> | null = null;
  upTo = 0;
  odd = false;
  private known: { readonly upTo: number; readonly blocks: TimeBlocks } | null = null;

  constructor(column: TimeColumn) {
    this.selected = `e.${column}, e.${column}_ns, e.${column}_text IS NOT NULL`;
  }

  /** Of the entries up to `upTo`. */
  blocks(): TimeBlocks {
    if (this.known?.upTo !== this.upTo)
      this.known = { upTo: this.upTo, blocks: new TimeBlocks(this.ms, this.upTo) };
    return this.known.blocks;
  }

  reserve(last: number): void {
    this.ms = grown(this.ms, new Float64Array(last), this.upTo);
    if (this.ns !== null) this.ns = grown(this.ns, new Uint32Array(last), this.upTo);
  }

  /** Takes the next entry's cells, from `at` on. */
  take(cells: readonly Cell[], at: number): void {
    const ms = cells[at] ?? null;
    const ns = cells[at + 1] ?? null;
    const place = this.upTo++;
    if (ms === null) {
      this.ms[place] = cells[at + 2] === 1 ? notUnderstood : Number.NaN;
      return;
    }
    this.ms[place] = ms as number;
    if (ns === null) return;
    if ((ns as number) < 0 || (ns as number) > 999_999) this.odd = true;
    this.ns ??= new Uint32Array(this.ms.length);
    this.ns[place] = ns as number;
  }

  /** Whether cells, from `at` on, are what is here of an entry. */
  agrees(place: number, cells: readonly Cell[], at: number): boolean {
    const [ms = null, ns = null, hasText] = cells.slice(at, at + this.width);
    const unknown = hasText === 1 ? notUnderstood : Number.NaN;
    if (!Object.is(this.ms[place], ms ?? unknown)) return false;
    return ms === null || (this.ns?.[place] ?? 0) === (ns ?? 0);
  }

  takeSegment(segment: SegmentColumn, entries: number): void {
    const ms = segment.numbers('ms');
    const ns = segment.ns();
    if (ms === null) this.ms.fill(Number.NaN, this.upTo, this.upTo + entries);
    else this.ms.set(ms, this.upTo);
    if (ns !== null) {
      this.ns ??= new Uint32Array(this.ms.length);
      this.ns.set(ns, this.upTo);
    }
    this.upTo += entries;
  }

  finish(): void {}
}
