/** Texts in UTF-8, one after the other. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  /** Where each begins, and one more: where the next one would. */
  readonly starts: Uint32Array;
  /** Bytes between two of them. */
  readonly gap: number;
}

/** How many of the first bytes all have, where `same` are known to be: to look for it costs little, and many may be equal. */
export function sameBytes({ bytes, starts, gap }: PackedTexts, run: Uint32Array, same: number): number {
  const first = starts[run[0] as number] as number;
  let most = (starts[(run[0] as number) + 1] as number) - gap - first;
  for (let i = 1; i < run.length && most > same; i++) {
    const from = starts[run[i] as number] as number;
    most = Math.min(most, (starts[(run[i] as number) + 1] as number) - gap - from);
    let at = same;
    while (at < most && bytes[first + at] === bytes[from + at]) at++;
    most = at;
  }
  return most;
}

/** Two bytes as a number in whose order they are; 0 stands behind the end. */
export function pairAt(bytes: Uint8Array, at: number, stop: number): number {
  if (at >= stop) return 0;
  const first = placeOfByte[bytes[at] as number] as number;
  return (first << 8) | (at + 1 < stop ? (placeOfByte[bytes[at + 1] as number] as number) : 0);
}

/** Four bytes as a number in whose order they are; 0 stands behind the end. */
export function wordAt(bytes: Uint8Array, at: number, stop: number): number {
  if (at + 4 <= stop) {
    const first =
      ((placeOfByte[bytes[at] as number] as number) << 8) | (placeOfByte[bytes[at + 1] as number] as number);
    const last =
      ((placeOfByte[bytes[at + 2] as number] as number) << 8) |
      (placeOfByte[bytes[at + 3] as number] as number);
    return ((first << 16) | last) >>> 0;
  }
  if (at >= stop) return 0;
  let word = 0;
  for (let i = at; i < at + 4; i++) {
    word = (word << 8) | (i < stop ? (placeOfByte[bytes[i] as number] as number) : 0);
  }
  return word >>> 0;
}

/** 0 is left for no byte: what ends here comes first. */
export const placeOfByte = Uint8Array.from({ length: 256 }, (_, byte) => placeOf(byte) + 1);

/**
 * UTF-16 writes what lies beyond U+FFFF with surrogates, which come before U+E000; their first bytes in UTF-8 are 0xf0 to
 * 0xf4, those of U+E000 to U+FFFF 0xee and 0xef. No other place of a character can hold one of these (RFC 3629, section 4), and no byte
 * is more than 0xf4, but the one
 * that stands in place of a text.
 */
function placeOf(byte: number): number {
  if (byte === 0xee || byte === 0xef) return byte + 7;
  return byte;
}
