import type { EntriesElsewhere } from './entries-elsewhere.ts';
import type { RecordPlace } from './loose-entry.ts';

/** An entry that does not recompute with the hash of its neighbour, where entries do not state what is before them. */
export interface ApartEntry {
  readonly place: RecordPlace;
  /** Its number among the entries that state a hash. */
  readonly n: number;
  /** Its place among the entries that were looked at, from 1. */
  readonly at: number;
  readonly hash: string;
  /** With the hash of its neighbour; null where that is not known. */
  recomputed: string | null;
  /** Null where it was not kept. */
  readonly text: string | null;
  /** Whether quarantined bytes stand where the one before it would. */
  overQuarantine: boolean;
  /** The source that holds quarantined bytes where the one before it would stand, and where a copy of it stands; null where none does. */
  copyOverQuarantine: EntriesElsewhere | null;
}

/**
 * The hash with which an entry recomputes; `beginning`: with what stands for none. Null where every hash was tried, and none fits;
 * `unsought` where only those near it were.
 */
export type Before = string | typeof beginning | typeof unsought | null;
export const beginning = Symbol('beginning');
export const unsought = Symbol('unsought');

/** Of a source: beyond so many, no order is looked for. */
const leftAtMost = 100_000;

/** Of one source, entries that do not follow their neighbours: the ones before them may stand elsewhere, or in another source. */
export class ApartEntries {
  readonly entries: ApartEntry[] = [];
  /** Numbers of entries that do not follow their neighbours, for whatever reason: nobody is known to follow those. */
  readonly left = new Set<number>();
  /** Whether all are known. */
  isWhole = true;
  /** Whether the one before some entry was found far from it: then it may be so of any that was not looked for. */
  isScattered = false;
  /** Sources that may hold the one before any of these. */
  elsewhere: readonly EntriesElsewhere[] = [];
  private readonly found = new Map<ApartEntry, Before>();

  leave(n: number): void {
    if (this.left.size < leftAtMost) this.left.add(n);
    else this.isWhole = false;
  }

  add(entry: ApartEntry): void {
    this.entries.push(entry);
  }

  /** Of entry `n`, if it was the last that was added. */
  overQuarantine(n: number): void {
    const last = this.entries.at(-1);
    if (last?.n === n) last.overQuarantine = true;
  }

  settle(entry: ApartEntry, before: Before): void {
    this.found.set(entry, before);
  }

  private beforeOf(entry: ApartEntry): Before {
    const before = this.found.get(entry);
    return before === undefined ? unsought : before;
  }

  /** All of them, with what was found; none is kept. */
  take(): (ApartEntry & { readonly before: Before })[] {
    return this.entries.splice(0).map((entry) => ({ ...entry, before: this.beforeOf(entry) }));
  }
}
