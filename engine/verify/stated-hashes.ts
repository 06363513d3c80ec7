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

/** Hashes that were added one after the other. */
export interface HashesPart {
  /** 32 bytes a hash; zeros where it is among `others`. */
  readonly packed: Uint8Array;
  /** By their numbers, those that are no 64 hex digits. */
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
    const block = this.blockOf(n);
    if (/^[0-9a-f]{64}$/.test(hash)) block.write(hash, (n % blockCount) * packedLength, 'hex');
    else this.others.set(n, hash);
    return n;
  }

  /** The block of the hash that comes next. */
  private blockOf(n: number): Buffer {
    if (n % blockCount === 0) {
      this.blocks.push(Buffer.alloc(blockCount * packedLength));
      this.followed.push(new Uint8Array(blockCount));
    }
    return this.blocks.at(-1) as Buffer;
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

  /** What was added from number `from` on. */
  since(from: number): HashesPart {
    const first = Math.max(0, from - 1);
    const packed = Buffer.alloc((this.count - from) * packedLength);
    const followed = new Uint8Array(this.count - first);
    for (let n = first; n < this.count; n++) {
      const block = Math.floor(n / blockCount);
      const at = n % blockCount;
      followed[n - first] = this.followed[block]?.[at] ?? 0;
      if (n >= from)
        this.blocks[block]?.copy(
          packed,
          (n - from) * packedLength,
          at * packedLength,
          (at + 1) * packedLength,
        );
    }
    return { packed, others: [...this.others].filter(([n]) => n >= from), followed };
  }

  /** Adds what `since` gave, when as many were here as then. */
  addPart({ packed, others, followed }: HashesPart): void {
    const from = this.count;
    for (let at = 0; at < packed.length; at += packedLength) {
      const n = this.count++;
      this.blockOf(n).set(packed.subarray(at, at + packedLength), (n % blockCount) * packedLength);
    }
    for (const [n, hash] of others) this.others.set(n, hash);
    const first = Math.max(0, from - 1);
    for (let n = first; n < this.count; n++) {
      const flags = this.followed[Math.floor(n / blockCount)] as Uint8Array;
      flags[n % blockCount] = followed[n - first] ?? 0;
    }
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
