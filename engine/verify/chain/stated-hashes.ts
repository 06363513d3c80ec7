import { digestOf, digestText } from '../../../shared/chain/digest-text.ts';
import { type ChainProfile, digestBytes, type Output } from '../../../shared/chain/profile.ts';
import type { Scratch } from '../../proof/scratch.ts';
import type { Run } from './forks-across.ts';
import { blockCount, HashBlocks } from './hash-blocks.ts';

const lowerHex = /^[0-9a-f]{64}$/;

/** Which neighbour in the file names an entry as the one before itself. */
export type Follower = 'next' | 'one before';
const followerBits: Readonly<Record<Follower, number>> = { next: 1, 'one before': 2 };

/** Where a hash stands, and the hashes of the neighbours that name it. */
export interface HashPlace {
  readonly hash: string;
  readonly n: number;
  readonly followers: readonly string[];
}

/** Hashes that were added one after the other. */
export interface HashesPart {
  /** The digest of each; zeros where it is among `others`. */
  readonly packed: Uint8Array;
  /** By their numbers, those that are spelled otherwise than the profile does. */
  readonly others: readonly (readonly [number, string])[];
  /** A byte a hash, with the one before them: it may be followed only since. */
  readonly followed: Uint8Array;
}

/** The hashes of a source, all of them or as far as they are remembered. */
export interface HashList {
  readonly count: number;
  /** Null where there is none of that number, or it is not remembered. */
  at(n: number): string | null;
  /** Which of `wanted` are here. */
  among(wanted: Wanted): Iterable<HashPlace>;
}

/** A set of hashes, or a map by them. */
export type Wanted = Pick<ReadonlySet<string>, 'has' | 'size' | 'keys'>;

/**
 * The hashes that a source's entries state, in its order, and which neighbours follow them in the chain: for each as many bytes as
 * the digest has, and one, where it is spelled as the profile spells it. Of a long source, only the last digests stand in memory.
 */
export class StatedHashes implements HashList {
  private readonly width: number;
  private readonly output: Output;
  private readonly digests: HashBlocks;
  private readonly followed: Uint8Array[] = [];
  private readonly others = new Map<number, string>();
  count = 0;

  /** `aside`: where digests that do not fit into memory are put, for as long as this is asked for any. */
  constructor(
    { algorithm, output }: Pick<ChainProfile, 'algorithm' | 'output'>,
    aside: Scratch | null = null,
  ) {
    this.width = digestBytes(algorithm);
    this.digests = new HashBlocks(this.width, aside);
    this.output = output;
  }

  /** @returns the hash's number, from 0 */
  add(hash: string): number {
    this.makeRoom();
    const n = this.count++;
    const digest = this.digestOf(hash);
    if (digest === null) this.others.set(n, hash);
    else this.digests.put(n, digest);
    return n;
  }

  /** The hashes whose digests are at the places `from .. to` of `digests`, each of them named by the next. */
  addRun(digests: Uint8Array, from: number, to: number): void {
    const { width } = this;
    for (let place = from; place < to; ) {
      this.makeRoom();
      const at = this.count % blockCount;
      const length = Math.min(to - place, blockCount - at);
      this.digests.put(this.count, digests.subarray(place * width, (place + length) * width));
      this.count += length;
      place += length;
    }
    for (let n = this.count - (to - from); n < this.count; n++) this.follow(n - 1, 'next');
  }

  private makeRoom(): void {
    if (this.count % blockCount !== 0) return;
    this.digests.grow();
    this.followed.push(new Uint8Array(blockCount));
  }

  /** Null where the digest would not give the hash back as it is spelled. */
  private digestOf(hash: string): Uint8Array | null {
    const { width, output } = this;
    if (output.encoding === 'hex' && output.prefix === '' && width === 32)
      return lowerHex.test(hash) ? Buffer.from(hash, 'hex') : null;
    const digest = digestOf(hash, output);
    return digest?.length === width && digestText(digest, output) === hash ? digest : null;
  }

  at(n: number): string | null {
    if (n < 0 || n >= this.count) return null;
    const other = this.others.get(n);
    if (other !== undefined) return other;
    const { output } = this;
    const digest = this.digests.at(n);
    if (output.encoding !== 'hex') return digestText(digest, output);
    return output.prefix + Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString('hex');
  }

  follow(n: number, follower: Follower): void {
    const flags = this.followed[Math.floor(n / blockCount)] as Uint8Array;
    flags[n % blockCount] = (flags[n % blockCount] as number) | followerBits[follower];
  }

  /** It was taken to, because it stands there, and follows another. */
  unfollow(n: number, follower: Follower): void {
    const flags = this.followed[Math.floor(n / blockCount)];
    if (flags !== undefined)
      flags[n % blockCount] = (flags[n % blockCount] as number) & ~followerBits[follower];
  }

  /** What was added from number `from` on. */
  since(from: number): HashesPart {
    const { width } = this;
    const first = Math.max(0, from - 1);
    const packed = new Uint8Array((this.count - from) * width);
    const followed = new Uint8Array(this.count - first);
    for (let n = first; n < this.count; n++) {
      const block = Math.floor(n / blockCount);
      const at = n % blockCount;
      followed[n - first] = this.followed[block]?.[at] ?? 0;
      if (n >= from) packed.set(this.digests.at(n), (n - from) * width);
    }
    return { packed, others: [...this.others].filter(([n]) => n >= from), followed };
  }

  /** Adds what `since` gave, when as many were here as then. */
  addPart({ packed, others, followed }: HashesPart): void {
    const { width, count: from } = this;
    for (let at = 0; at < packed.length; at += width) {
      this.makeRoom();
      const n = this.count++;
      this.digests.put(n, packed.subarray(at, at + width));
    }
    for (const [n, hash] of others) this.others.set(n, hash);
    const first = Math.max(0, from - 1);
    for (let n = first; n < this.count; n++) {
      const flags = this.followed[Math.floor(n / blockCount)] as Uint8Array;
      flags[n % blockCount] = followed[n - first] ?? 0;
    }
  }

  /** Which of `wanted` are here, and the hashes of the neighbours that follow them. */
  *among(wanted: Wanted): Generator<HashPlace> {
    if (wanted.size === 0) return;
    const beginnings = this.beginningsOf(wanted.keys());
    for (let n = 0; n < this.count; n++) {
      if (!this.others.has(n) && !beginnings.has(beginningOf(this.digests.at(n)))) continue;
      const hash = this.at(n) as string;
      if (wanted.has(hash)) yield { hash, n, followers: this.followersOf(n) };
    }
  }

  /** Of the digests of some hashes, which few others share: to spell every digest takes longer than all else. */
  private beginningsOf(hashes: Iterable<string>): Set<number> {
    const beginnings = new Set<number>();
    for (const hash of hashes) {
      const digest = this.digestOf(hash);
      if (digest !== null) beginnings.add(beginningOf(digest));
    }
    return beginnings;
  }

  /** Whether a neighbour of entry `n` names it. */
  isFollowed(n: number, follower: Follower): boolean {
    return (this.flagsOf(n) & followerBits[follower]) !== 0;
  }

  /** Entries side by side each of which names the one before it, in the order of the source; the first and the last of the chain. */
  runs(): Run[] {
    const runs: Run[] = [];
    for (let at = 0; at < this.count; ) {
      let end = at;
      while (this.isFollowed(end, 'next')) end++;
      const isForwards = end > at;
      if (!isForwards) while (this.isFollowed(end + 1, 'one before')) end++;
      runs.push(isForwards ? { from: at, to: end } : { from: end, to: at });
      at = end + 1;
    }
    return runs;
  }

  /** Whether entry `n` carries the hash that entry `m` of another source does. */
  isAlike(n: number, other: StatedHashes, m: number): boolean {
    if (this.others.size + other.others.size > 0 || this.width !== other.width)
      return this.at(n) === other.at(m);
    const [a, b] = [this.digests.at(n), other.digests.at(m)];
    for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
    return true;
  }

  private flagsOf(n: number): number {
    return this.followed[Math.floor(n / blockCount)]?.[n % blockCount] ?? 0;
  }

  private followersOf(n: number): string[] {
    const flags = this.flagsOf(n);
    const followers: (string | null)[] = [];
    if (flags & followerBits.next) followers.push(this.at(n + 1));
    if (flags & followerBits['one before']) followers.push(this.at(n - 1));
    return followers.filter((hash) => hash !== null);
  }
}

/** The first four bytes. */
function beginningOf(digest: Uint8Array): number {
  return (
    ((digest[0] as number) << 24) |
    ((digest[1] as number) << 16) |
    ((digest[2] as number) << 8) |
    (digest[3] as number)
  );
}
