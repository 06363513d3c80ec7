import { digestOf, digestText, oneSpelling } from './digest-text.ts';
import { type ChainLink, isSound } from './evaluate.ts';
import { type ChainProfile, digestBytes, type Output } from './profile.ts';
import { asciiText, spellsDigest, statesDigest } from './stated-digest.ts';

/**
 * The links of some entries, compact enough to cross threads by the thousand. Most entries are sound and name the
 * entry before them; of these only the digest is kept, all in one array.
 */
export interface LinkList {
  readonly count: number;
  /** Bytes of each digest in `digests`, and how texts spell them. */
  readonly width: number;
  readonly output: Output;
  readonly digests: Uint8Array<ArrayBuffer>;
  /** By position: links of any other kind, and always the first of the list. */
  readonly others: ReadonlyMap<number, ChainLink>;
}

/** Links of a list without one. */
const firstCapacity = 256;

/** Collects links into lists. */
export class LinkLister {
  readonly width: number;
  readonly output: Output;
  /** What a sound entry's digest is put into, at `at`, before it is added. */
  digests = new Uint8Array(0);
  at = 0;
  private capacity = firstCapacity;
  private others = new Map<number, ChainLink>();
  /** What the last entry that was kept whole named. */
  private named = '';
  /** Whether the digest of the link before stands in the list. */
  private isBefore = false;

  constructor({ algorithm, output }: Pick<ChainProfile, 'algorithm' | 'output'>) {
    this.width = digestBytes(algorithm);
    this.output = output;
  }

  /** Whether the profile's digests can be kept as those of the list are. */
  isKindOf({ algorithm, output: { encoding, prefix } }: Pick<ChainProfile, 'algorithm' | 'output'>): boolean {
    const { output, width } = this;
    return digestBytes(algorithm) === width && encoding === output.encoding && prefix === output.prefix;
  }

  get count(): number {
    return this.at / this.width;
  }

  /** To be called before the digest of the next link is put at `at`. */
  reserve(): void {
    const { digests, at, width } = this;
    if (at + width <= digests.length) return;
    this.digests = new Uint8Array(Math.max(2 * digests.length, this.capacity * width));
    this.digests.set(digests.subarray(0, at));
  }

  /**
   * A sound entry, whose digest stands at `at` already: what it names as the one before stands as ASCII in `bytes[start .. end]`.
   */
  addSound(bytes: Uint8Array, start: number, end: number): void {
    if (!this.names(bytes, start, end)) {
      const { digests, at, width, output, named } = this;
      // In a source sorted newest first, an entry is the one that the entry before it has named.
      const hash = spellsDigest(named, digests, at, width, output) ? named : spelledAt(this, at);
      const previous = oneSpelling(asciiText(bytes, start, end), output);
      this.named = previous;
      this.others.set(this.count, { hash, previous, recomputed: hash });
    }
    this.advance(true);
  }

  add(link: ChainLink): void {
    this.reserve();
    const held = this.hold(link);
    const isPlain = held && this.mayName && link.previous === spelledAt(this, this.at - this.width);
    if (!isPlain) this.others.set(this.count, link);
    this.advance(held);
  }

  /** Another link in the place of one that is no sound one. */
  replace(n: number, link: ChainLink): void {
    this.others.set(n, link);
  }

  take(): LinkList {
    const { count, width, output, digests, others, at } = this;
    this.capacity = Math.max(count, firstCapacity);
    this.digests = new Uint8Array(0);
    this.others = new Map();
    this.at = 0;
    this.isBefore = false;
    return { count, width, output, digests: digests.subarray(0, at), others };
  }

  private advance(held: boolean): void {
    this.at += this.width;
    this.isBefore = held;
  }

  /**
   * Whether the next link may be reduced to its digest. Not after a digest that begins with zeros, which may mean
   * that no entry comes before.
   */
  private get mayName(): boolean {
    const { digests, at, width } = this;
    if (!this.isBefore || at === 0) return false;
    const before = at - width;
    return (
      ((digests[before] as number) | (digests[before + 1] as number) | (digests[before + 2] as number)) !== 0
    );
  }

  private names(bytes: Uint8Array, start: number, end: number): boolean {
    const { digests, at, width, output } = this;
    return this.mayName && statesDigest(bytes, start, end, digests, at - width, width, output);
  }

  /** Puts the digest of a sound link in its place, where it is one that `linkAt` gives back as it was. */
  private hold(link: ChainLink): boolean {
    if (!isSound(link) || link.doubt !== undefined) return false;
    const digest = digestOf(link.hash as string, this.output);
    if (digest?.length !== this.width || digestText(digest, this.output) !== link.hash) return false;
    this.digests.set(digest, this.at);
    return true;
  }
}

function spelledAt(
  { digests, width, output }: Pick<LinkList, 'digests' | 'width' | 'output'>,
  at: number,
): string {
  return digestText(digests.subarray(at, at + width), output);
}

/** The link at place `n`, below `count`. */
export function linkAt(links: LinkList, n: number): ChainLink {
  const other = links.others.get(n);
  if (other !== undefined) return other;
  const hash = spelledAt(links, n * links.width);
  return { hash, previous: spelledAt(links, (n - 1) * links.width), recomputed: hash };
}
