import type { Carried } from './carried.ts';
import type { ChainLinks } from './chain-links.ts';
import type { LooseEntry } from './loose-entry.ts';
import { Spans } from './spans.ts';

/** A step back in time that no clock's jitter explains, in milliseconds. */
const stepBack = 60_000;

/** How the entries of one source stand to each other, once it is known what all sources carry. */
export class ChainOrder {
  /** The entry before which nothing is known, as nothing need be: a trail may be kept, or exported, from some time on. */
  readonly head: LooseEntry | undefined;
  /** Before these, entries are missing. */
  readonly gaps: readonly LooseEntry[];
  /** With these, further chains may begin, whose beginnings are not here. */
  readonly headless: readonly LooseEntry[];
  readonly forks: readonly { readonly entry: LooseEntry; readonly other: string }[];
  /** Entries that carry the hash of another of the source, and are not the same bytes. */
  readonly repeated: readonly LooseEntry[];
  /** How many name an entry that stands elsewhere in the source. */
  readonly moved: number;
  /** Whether the entries name each other, and none is the first. */
  readonly isCircle: boolean;
  private readonly links: ChainLinks;

  constructor(links: ChainLinks, carried: Carried) {
    this.links = links;
    const { loose } = links;
    const missing = loose.filter(({ previous }) => !carried.has(previous));
    const named = loose.filter(({ previous }) => carried.has(previous));
    this.moved = named.filter((entry) => this.isMoved(entry)).length;
    this.head = this.headAmong(missing, named);
    const others = missing.filter((entry) => entry !== this.head);
    const interleaved = this.interleaving(named);
    const mayBegin = (entry: LooseEntry) =>
      this.beginsAsHead(entry) || interleaved(entry) || this.stepsBack(entry);
    this.headless = others.filter(mayBegin);
    this.gaps = others.filter((entry) => !mayBegin(entry));
    this.forks = named.flatMap((entry) => {
      const own = links.hashOf(entry.n) ?? '';
      const other = carried
        .get(entry.previous)
        ?.values()
        .find((hash) => hash !== own);
      return other === undefined ? [] : [{ entry, other }];
    });
    this.repeated = this.repeatedAmong(named);
    this.isCircle =
      links.count > 0 &&
      links.beginnings === 0 &&
      missing.length === 0 &&
      named.every(({ previous }) => links.positionOf(previous) !== null);
  }

  /** In one source: another may hold the same entries, as an export that overlaps does. */
  private repeatedAmong(named: readonly LooseEntry[]): LooseEntry[] {
    const met = new Set<string>();
    return named.filter(({ n, previous, repeated }) => {
      const own = this.links.hashOf(n) ?? '';
      const link = `${previous} ${own}`;
      const isAgain = met.has(link) || this.links.neighboursOf(previous).has(own);
      met.add(link);
      return isAgain && !repeated;
    });
  }

  private headAmong(missing: readonly LooseEntry[], named: readonly LooseEntry[]): LooseEntry | undefined {
    const first = missing.find(({ n }) => n === this.firstInChain);
    if (first !== undefined || this.links.beginnings > 0 || missing.length !== 1) return first;
    // In no order of its own, any entry of the file may be the first of the chain.
    const shuffled = named.some((entry) => entry.n === this.firstInChain && this.isMoved(entry));
    return shuffled ? missing[0] : undefined;
  }

  /** Where the first entry of the chain stands, if the file is in order. */
  private get firstInChain(): number {
    return this.links.newestFirst ? this.links.count - 1 : 0;
  }

  /** Whether the entry that this one names stands elsewhere in the same file; that of the first may well be in another. */
  private isMoved({ n, previous }: LooseEntry): boolean {
    return n !== this.firstInChain || this.links.positionOf(previous) !== null;
  }

  /**
   * Whether an entry stands between two that are linked, in a source whose links all lead one way: then entries of several
   * chains were written in turn, and the entry may be the first that is kept of another chain.
   */
  private interleaving(named: readonly LooseEntry[]): (entry: LooseEntry) => boolean {
    const spans = named.flatMap(({ n, previous }) => {
      const from = this.links.positionOf(previous);
      return from === null ? [] : [{ from, to: n }];
    });
    const { newestFirst } = this.links;
    if (this.links.against > 0 || spans.some(({ from, to }) => from > to !== newestFirst)) return () => false;
    const covering = new Spans(spans);
    return ({ n }) => covering.cover(n);
  }

  /** Whether it names what the first entry does: a beginning of the logger's own, such as the hash of a seed, that nobody declared. */
  private beginsAsHead({ previous }: LooseEntry): boolean {
    return previous === this.head?.previous;
  }

  /** Whether time goes back exactly where the link is missing: a chain goes on in time, another may begin anywhere. */
  private stepsBack({ place, times }: LooseEntry): boolean {
    const before = this.links.newestFirst ? times.after : times.before;
    return before - place.time > stepBack;
  }
}
