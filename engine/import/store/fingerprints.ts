/**
 * Finds entries by a 32-bit fingerprint of something: 10 to 23 bytes an entry. Fingerprints only suggest; `isSame` decides,
 * so that a collision, even a made one, can cost time but never an answer.
 */
export class Fingerprints {
  /** Pairs of print and id, side by side so that a look is one access to memory; id 0 is a free place. */
  private pairs = new Uint32Array(1 << 10);
  private used = 0;

  /** The id of the first entry added with this fingerprint that is really the same; otherwise 0, and `id` is added. */
  findOrAdd(print: number, id: number, isSame: (id: number) => boolean): number {
    const { pairs } = this;
    const mask = pairs.length - 1;
    let at = (print * 2) & mask;
    for (; pairs[at + 1] !== 0; at = (at + 2) & mask) {
      if (pairs[at] === print && isSame(pairs[at + 1] as number)) return pairs[at + 1] as number;
    }
    pairs[at] = print;
    pairs[at + 1] = id;
    this.used++;
    if (this.used * 2 > pairs.length * fullest) this.grow();
    return 0;
  }

  private grow(): void {
    const { pairs } = this;
    const larger = new Uint32Array(pairs.length * 2);
    const mask = larger.length - 1;
    for (let from = 0; from < pairs.length; from += 2) {
      if (pairs[from + 1] === 0) continue;
      let at = ((pairs[from] as number) * 2) & mask;
      while (larger[at + 1] !== 0) at = (at + 2) & mask;
      larger[at] = pairs[from] as number;
      larger[at + 1] = pairs[from + 1] as number;
    }
    this.pairs = larger;
  }
}

/** Of all places, how many may be taken. */
const fullest = 0.75;
