import { randomBytes } from 'node:crypto';
import { murmur3 } from '../hash/murmur.ts';
import { Fingerprints } from '../import/fingerprints.ts';

/**
 * Tells ids that were met before by 64 bits of two seeded fingerprints: of 10 million ids, two would be taken for one with
 * a chance of 1 in 300,000. That is enough for an observation, and for nothing else.
 */
export class SeenIds {
  private readonly prints = new Fingerprints();
  private readonly seeds = [randomBytes(4).readUInt32BE(), randomBytes(4).readUInt32BE()] as const;
  private others = new Uint32Array(1 << 10);
  private count = 0;

  /** Whether the id stood before; remembers it. Anything but text is no id. */
  stoodBefore(id: unknown): boolean {
    if (typeof id !== 'string') return false;
    const bytes = Buffer.from(id, 'utf16le');
    const [print, other] = this.seeds.map((seed) => murmur3(bytes, 0, bytes.length, seed) >>> 0) as [
      number,
      number,
    ];
    if (this.prints.findOrAdd(print, this.count + 1, (n) => this.others[n - 1] === other) !== 0) return true;
    if (this.count === this.others.length) {
      const larger = new Uint32Array(this.others.length * 2);
      larger.set(this.others);
      this.others = larger;
    }
    this.others[this.count++] = other;
    return false;
  }
}
