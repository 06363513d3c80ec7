import { randomBytes } from 'node:crypto';
import { murmur3 } from '../../hash/murmur.ts';
import { Fingerprints } from '../../import/store/fingerprints.ts';

/**
 * Tells ids that were met before by 64 bits of two seeded fingerprints: of 10 million ids, two would be taken for one with
 * a chance of 1 in 300,000. That is enough for an observation, and for nothing else.
 */
export class SeenIds {
  private readonly prints = new Fingerprints();
  readonly seeds: readonly [number, number];
  /** Both fingerprints of each id, as they came. */
  private pairs = new Uint32Array(1 << 11);
  count = 0;

  constructor(seeds: readonly [number, number] = [seed(), seed()]) {
    this.seeds = seeds;
  }

  /** Whether the id stood before; remembers it. Anything but text is no id. */
  stoodBefore(id: unknown): boolean {
    if (typeof id !== 'string') return false;
    const bytes = Buffer.from(id, 'utf16le');
    const [print, other] = this.seeds.map((seed) => murmur3(bytes, 0, bytes.length, seed) >>> 0) as [
      number,
      number,
    ];
    return (
      this.prints.findOrAdd(print, this.count + 1, this.isOther(other)) !== 0 || this.remember(print, other)
    );
  }

  private isOther(other: number): (n: number) => boolean {
    return (n) => this.pairs[2 * n - 1] === other;
  }

  private remember(print: number, other: number): false {
    const at = 2 * this.count++;
    if (at === this.pairs.length) {
      const larger = new Uint32Array(this.pairs.length * 2);
      larger.set(this.pairs);
      this.pairs = larger;
    }
    this.pairs[at] = print;
    this.pairs[at + 1] = other;
    return false;
  }

  /** Both fingerprints of each id that was remembered from number `from` on, as they came. */
  since(from: number): Uint32Array {
    return this.pairs.slice(2 * from, 2 * this.count);
  }

  /** Remembers what `since` gave, under the same seeds. */
  addPairs(pairs: Uint32Array): void {
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const [print, other] = [pairs[at] as number, pairs[at + 1] as number];
      this.prints.findOrAdd(print, this.count + 1, this.isOther(other));
      this.remember(print, other);
    }
  }
}

function seed(): number {
  return randomBytes(4).readUInt32BE();
}
