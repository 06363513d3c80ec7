import type { TimeColumn } from '../../../shared/domain/columns.ts';
import type { Cell } from '../rows-scan.ts';
import { grown } from './number-values.ts';

/** A column of times: moments to the nanosecond, and whether there is one that could not be understood. */
export class TimeValues {
  readonly selected: string;
  /** Milliseconds since 1970-01-01 UTC by entry, the first at 0, up to `upTo`; NaN where no moment is known. */
  ms = new Float64Array(0);
  /** What is finer, 0 to 999,999; null as long as no entry states it. */
  ns: Uint32Array<ArrayBuffer> | null = null;
  /** 1 where the entry states a time, whether or not it is understood. */
  stated = new Uint8Array(0);
  upTo = 0;
  odd = false;

  constructor(column: TimeColumn) {
    this.selected = `e.${column}, e.${column}_ns, e.${column}_text IS NOT NULL`;
  }

  reserve(last: number): void {
    this.ms = grown(this.ms, new Float64Array(last), this.upTo);
    this.stated = grown(this.stated, new Uint8Array(last), this.upTo);
    if (this.ns !== null) this.ns = grown(this.ns, new Uint32Array(last), this.upTo);
  }

  take(cells: readonly Cell[], at: number): void {
    const ms = cells[at] ?? null;
    const ns = cells[at + 1] ?? null;
    const place = this.upTo++;
    this.ms[place] = ms === null ? Number.NaN : (ms as number);
    this.stated[place] = ms !== null || cells[at + 2] === 1 ? 1 : 0;
    if (ms === null || ns === null) return;
    if ((ns as number) < 0 || (ns as number) > 999_999) this.odd = true;
    this.ns ??= new Uint32Array(this.ms.length);
    this.ns[place] = ns as number;
  }

  finish(): void {}
}
