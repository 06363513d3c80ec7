import type { ChainLink } from '../../shared/chain/evaluate.ts';
import { StatedHashes } from './stated-hashes.ts';

/** Where a record stands, for findings. */
export interface RecordPlace {
  readonly entryId: string | null;
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
}

/** Whether quarantined bytes stand between two offsets, the second of them not beyond the records met so far. */
export type QuarantinedBetween = (from: number, to: number) => boolean;

/** An entry that names neither neighbour in the file as the one before it. */
export interface LooseEntry {
  readonly place: RecordPlace;
  /** Its number among the entries that state a hash. */
  readonly n: number;
  readonly previous: string;
  readonly quarantine: { before: boolean; after: boolean };
}

/** The hashes that loose entries name and some source carries, each with the hashes of all entries that name it. */
export type Carried = ReadonlyMap<string, ReadonlySet<string>>;

/** What stands for "none before me": 64 zeros, nothing, and what else is in use. */
const beginning = /^(?:0+|genesis)?$/i;

/**
 * How the entries of one source link, in whatever order they stand: each must name the one before it in the file, the one
 * after it (newest first), or one that stands elsewhere. Holds 33 bytes an entry, and each loose one.
 */
export class ChainLinks {
  readonly loose: LooseEntry[] = [];
  private readonly hashes = new StatedHashes();
  private last: { readonly hash: string; readonly byteOffset: number } | null = null;
  /** The last entry, as long as the next may be the one that it names. */
  private pending: LooseEntry | null = null;
  private forwards = 0;
  private backwards = 0;
  beginnings = 0;

  /** Entries that state a hash. */
  get count(): number {
    return this.hashes.count;
  }

  get newestFirst(): boolean {
    return this.backwards > this.forwards;
  }

  /** Entries that stand in the less frequent direction. */
  get against(): number {
    return Math.min(this.backwards, this.forwards);
  }

  add({ hash, previous }: ChainLink, place: RecordPlace, quarantinedBetween: QuarantinedBetween): void {
    if (hash === null) return;
    const n = this.hashes.add(hash);
    const quarantined = this.last !== null && quarantinedBetween(this.last.byteOffset, place.byteOffset);
    this.settle(hash, n, quarantined);
    if (previous === null || beginning.test(previous)) {
      this.beginnings++;
    } else if (previous === this.last?.hash) {
      this.forwards++;
      this.hashes.follow(n - 1, 'next');
    } else {
      this.pending = { place, n, previous, quarantine: { before: quarantined, after: false } };
    }
    this.last = { hash, byteOffset: place.byteOffset };
  }

  /** Whether the entry before named this one. */
  private settle(hash: string, n: number, quarantined: boolean): void {
    const { pending } = this;
    this.pending = null;
    if (pending === null) return;
    if (pending.previous === hash) {
      this.backwards++;
      this.hashes.follow(n, 'one before');
    } else {
      pending.quarantine.after = quarantined;
      this.loose.push(pending);
    }
  }

  /** Call it when every record was added. */
  finish(): void {
    if (this.pending !== null) this.loose.push(this.pending);
    this.pending = null;
  }

  hashOf(n: number): string | null {
    return this.hashes.at(n);
  }

  /** Whether an entry of this source states that hash. */
  states(hash: string): boolean {
    return !this.hashes.among(new Set([hash])).next().done;
  }

  /** Puts the hashes that this source's entries state, where they are keys of `naming`, with who follows them. */
  collect(naming: ReadonlyMap<string, Set<string>>, carried: Map<string, Set<string>>): void {
    for (const { hash, followers } of this.hashes.among(new Set(naming.keys()))) {
      const all = carried.get(hash) ?? new Set(naming.get(hash));
      for (const follower of followers) all.add(follower);
      carried.set(hash, all);
    }
  }
}

/** What is carried of that which loose entries name, over all sources: a chain may go on in another file. */
export function carriedBy(chains: readonly ChainLinks[]): Carried {
  const naming = new Map<string, Set<string>>();
  for (const chain of chains) {
    chain.finish();
    for (const { previous, n } of chain.loose) {
      const hashes = naming.get(previous) ?? new Set();
      naming.set(previous, hashes.add(chain.hashOf(n) ?? ''));
    }
  }
  const carried = new Map<string, Set<string>>();
  for (const chain of chains) chain.collect(naming, carried);
  return carried;
}
