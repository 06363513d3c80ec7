/**
 * A set of 64-bit fingerprints with an entry's id for each: 12 bytes an entry at most half full. Fingerprints only
 * suggest; `isSame` decides, so that a collision, even a made one, can cost time but never an answer.
 */
export class Fingerprints {
  private high = new Uint32Array(1 << 16);
  private low = new Uint32Array(1 << 16);
  /** 0 where the place is free: entry ids begin at 1. */
  private ids = new Float64Array(1 << 16);
  private used = 0;

  /** The id of the first entry added with this fingerprint that is really the same; 0 where there is none. */
  find(high: number, low: number, isSame: (id: number) => boolean): number {
    const mask = this.ids.length - 1;
    for (let at = low & mask; this.ids[at] !== 0; at = (at + 1) & mask) {
      if (this.low[at] === low && this.high[at] === high && isSame(this.ids[at] as number))
        return this.ids[at] as number;
    }
    return 0;
  }

  add(high: number, low: number, id: number): void {
    if (this.used * 2 >= this.ids.length) this.grow();
    this.put(high, low, id);
    this.used++;
  }

  private put(high: number, low: number, id: number): void {
    const mask = this.ids.length - 1;
    let at = low & mask;
    while (this.ids[at] !== 0) at = (at + 1) & mask;
    this.high[at] = high;
    this.low[at] = low;
    this.ids[at] = id;
  }

  private grow(): void {
    const { high, low, ids } = this;
    this.high = new Uint32Array(high.length * 2);
    this.low = new Uint32Array(low.length * 2);
    this.ids = new Float64Array(ids.length * 2);
    for (let at = 0; at < ids.length; at++) {
      if (ids[at] !== 0) this.put(high[at] as number, low[at] as number, ids[at] as number);
    }
  }
}

/** A 64-bit fingerprint of text, as two halves; seeded, so that nobody can prepare ids that collide. */
export function textFingerprint(text: string, seed: number): { high: number; low: number } {
  let high = seed ^ 0x9e3779b9;
  let low = seed ^ 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
    low = (low << 13) | (low >>> 19);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ (low >>> 13);
  low = Math.imul(low ^ (low >>> 13), 0xc2b2ae35) ^ (high >>> 16);
  return { high: high >>> 0, low: low >>> 0 };
}
