/**
 * Finds entries by a 32-bit fingerprint of something: 16 bytes an entry when it has just grown, 8 when it is about to.
 * Fingerprints only suggest; `isSame` decides, so that a collision, even a made one, can cost time but never an answer.
 */
export class Fingerprints {
  private prints = new Uint32Array(1 << 16);
  /** 0 where the place is free: entry ids begin at 1. */
  private ids = new Uint32Array(1 << 16);
  private used = 0;

  /** The id of the first entry added with this fingerprint that is really the same; 0 where there is none. */
  find(print: number, isSame: (id: number) => boolean): number {
    const mask = this.ids.length - 1;
    for (let at = print & mask; this.ids[at] !== 0; at = (at + 1) & mask) {
      if (this.prints[at] === print && isSame(this.ids[at] as number)) return this.ids[at] as number;
    }
    return 0;
  }

  add(print: number, id: number): void {
    if (this.used * 2 >= this.ids.length) this.grow();
    this.put(print, id);
    this.used++;
  }

  private put(print: number, id: number): void {
    const mask = this.ids.length - 1;
    let at = print & mask;
    while (this.ids[at] !== 0) at = (at + 1) & mask;
    this.prints[at] = print;
    this.ids[at] = id;
  }

  private grow(): void {
    const { prints, ids } = this;
    this.prints = new Uint32Array(prints.length * 2);
    this.ids = new Uint32Array(ids.length * 2);
    for (let at = 0; at < ids.length; at++) {
      if (ids[at] !== 0) this.put(prints[at] as number, ids[at] as number);
    }
  }
}

/** A fingerprint of text (MurmurHash3's mixing over UTF-16 units); seeded, so that nobody can prepare ids that collide. */
export function textFingerprint(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash ^= unit;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
