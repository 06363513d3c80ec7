import type { LooseEntry } from './loose-entry.ts';
import type { HashList } from './stated-hashes.ts';

/** The hashes that loose entries name and some source carries, each with the hashes of all entries that name it. */
export type Carried = ReadonlyMap<string, ReadonlySet<string>>;

/** The entries of one source, as far as others may name them. */
interface Linked {
  readonly loose: readonly LooseEntry[];
  finish(): void;
  hashOf(n: number): string | null;
  collect(naming: Carried, carried: Map<string, Set<string>>): void;
}

/** Of one source: the entries that carry a hash which a loose entry names. */
export class NamedHashes {
  /** Numbers of the entries, by their hashes. */
  private readonly positions = new Map<string, number>();
  /** By a hash that a loose entry names: the hashes of the neighbours that name it too. */
  private readonly neighbours = new Map<string, Set<string>>();

  get count(): number {
    return this.positions.size;
  }

  positionOf(hash: string): number | null {
    return this.positions.get(hash) ?? null;
  }

  neighboursOf(hash: string): ReadonlySet<string> {
    return this.neighbours.get(hash) ?? noHashes;
  }

  /**
   * Puts those of `hashes`, which entries state, and of `recomputed`, which their contents give, that are keys of `naming` into
   * `carried`, with who follows them.
   */
  collect(
    hashes: HashList,
    recomputed: ReadonlyMap<string, number>,
    naming: Carried,
    carried: Map<string, Set<string>>,
  ): void {
    const take = (hash: string, n: number, followers: readonly string[]) => {
      const all = carried.get(hash) ?? new Set(naming.get(hash));
      carried.set(hash, all);
      const beside = this.neighbours.get(hash) ?? new Set();
      this.neighbours.set(hash, beside);
      for (const follower of followers) {
        all.add(follower);
        beside.add(follower);
      }
      if (!this.positions.has(hash)) this.positions.set(hash, n);
    };
    for (const { hash, n, followers } of hashes.among(naming)) take(hash, n, followers);
    for (const [hash, n] of recomputed) if (naming.has(hash) && !carried.has(hash)) take(hash, n, []);
  }
}

const noHashes: ReadonlySet<string> = new Set();

/** What is carried of that which loose entries name, over all sources: a chain may go on in another file. */
export function carriedBy(chains: readonly Linked[], beside: readonly HashList[] = []): Carried {
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
  for (const hashes of beside)
    for (const { hash } of hashes.among(naming))
      carried.set(hash, carried.get(hash) ?? new Set(naming.get(hash)));
  return carried;
}
