const packedLength = 32;
const blockCount = 1 << 16;

/** Which neighbour in the file names an entry as the one before itself. */
export type Follower = 'next' | 'one before';
const followerBits: Readonly<Record<Follower, number>> = { next: 1, 'one before': 2 };

/** Where a hash stands, and the hashes of the neighbours that name it. */
export interface HashPlace {
  readonly hash: string;
  readonly n: number;
  readonly followers: readonly string[];
}

/** The hashes of a source, all of them or as far as they are remembered. */
export interface HashList {
  readonly count: number;
  /** Null where there is none of that number, or it is not remembered. */
  at(n: number): string | null;
  /** Which of `wanted` are here. */
  among(wanted: ReadonlySet<string>): Iterable<HashPlace>;
}

/**
 * The hashes that a source's entries state, in its order, and which neighbours follow them in the chain: 33 bytes an
 * entry where hashes are hex, as all that a known profile makes.
 */
export class StatedHashes implements HashList {
  private readonly blocks: Buffer[] = [];
  private readonly followed: Uint8Array[] = [];
  private readonly others = new Map<number, string>();
  count = 0;

  /** @returns the hash's number, from 0 */
  add(hash: string): number {
    const n = this.count++;
    const at = n % blockCount;
    if (at === 0) {
      this.blocks.push(Buffer.alloc(blockCount * packedLength));
      this.followed.push(new Uint8Array(blockCount));
    }
    if (/^[0-9a-f]{64}$/.test(hash)) this.blocks.at(-1)?.write(hash, at * packedLength, 'hex');
    else this.others.set(n, hash);
    return n;
  }

  at(n: number): string | null {
    if (n < 0 || n >= this.count) return null;
    const at = (n % blockCount) * packedLength;
    const block = this.blocks[Math.floor(n / blockCount)];
    return this.others.get(n) ?? block?.toString('hex', at, at + packedLength) ?? null;
  }

  follow(n: number, follower: Follower): void {
    const flags = this.followed[Math.floor(n / blockCount)] as Uint8Array;
    flags[n % blockCount] = (flags[n % blockCount] as number) | followerBits[follower];
  }

  /** Which of `wanted` are here, and the hashes of the neighbours that follow them. */
  *among(wanted: ReadonlySet<string>): Generator<HashPlace> {
    if (wanted.size === 0) return;
    for (let n = 0; n < this.count; n++) {
      const hash = this.at(n) as string;
      if (wanted.has(hash)) yield { hash, n, followers: this.followersOf(n) };
    }
  }

  private followersOf(n: number): string[] {
    const flags = this.followed[Math.floor(n / blockCount)]?.[n % blockCount] ?? 0;
    const followers: (string | null)[] = [];
    if (flags & followerBits.next) followers.push(this.at(n + 1));
    if (flags & followerBits['one before']) followers.push(this.at(n - 1));
    return followers.filter((hash) => hash !== null);
  }
}
