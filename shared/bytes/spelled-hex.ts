/** By byte: the value of a lower-case hex digit; more than any byte can be for every other one. */
const values = Uint16Array.from({ length: 256 }, (_, byte) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(byte));
  return value < 0 ? 0x100 : value;
});

/**
 * Whether `spelled` has these bytes in lower-case hex at `from`: as `fromHex` reads it, without making a text or an
 * array.
 */
export function isSpelled(spelled: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (byteAt(spelled, at + 2 * i) !== bytes[i]) return false;
  return true;
}

/**
 * Fills `bytes` from the lower-case hex at `from`; false if that is not hex, and the content of `bytes` is then
 * undefined.
 */
export function readSpelled(spelled: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const value = byteAt(spelled, at + 2 * i);
    if (value > 0xff) return false;
    bytes[i] = value;
  }
  return true;
}

/** Not a byte if either is missing or not a hex digit. */
function byteAt(spelled: Uint8Array, at: number): number {
  const high = values[spelled[at] ?? 0] as number;
  const low = values[spelled[at + 1] ?? 0] as number;
  return (high << 4) | low;
}
