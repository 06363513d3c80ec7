/** Ten to the power of each place: exact, as every one is that a double can hold. */
const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const charactersAtMost = powers.length - 1;

/**
 * The number that stands at `bytes[start .. end]`, as `Number` reads it, where it is a JSON number of at most fifteen characters without an
 * exponent; null for any other. Its digits are a whole number below 2^53, and a power of ten that is exact, so that their quotient is
 * rounded once, which is what IEEE 754 asks of reading (William Clinger, "How to read floating point numbers accurately", 1990).
 */
export function plainDecimalIn(bytes: Uint8Array, start: number, end: number): number | null {
  const isNegative = bytes[start] === minus;
  const from = isNegative ? start + 1 : start;
  if (end - from > charactersAtMost) return null;
  let whole = 0;
  let fraction = -1;
  for (let at = from; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
    else if (bytes[at] === point && fraction === -1) fraction = end - at - 1;
    else return null;
  }
  const value = fraction > 0 ? whole / (powers[fraction] as number) : whole;
  return isNegative ? -value : value;
}

const minus = 0x2d;
const point = 0x2e;
