/**
 * MurmurHash3 (x86, 32 bits) of `bytes[start .. end]`, as a signed number: for tables in memory, never as evidence. Seed
 * it with something random where others choose the bytes, or they can prepare values that all fall into one place.
 */
export function murmur3(bytes: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed;
  let at = start;
  for (const last = end - 4; at <= last; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    hash ^= mixed(word);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = end - 1; i >= at; i--) rest = (rest << 8) | (bytes[i] as number);
  hash ^= mixed(rest) ^ (end - start);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mixed(word: number): number {
  const unit = Math.imul(word, 0xcc9e2d51);
  return Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
}
