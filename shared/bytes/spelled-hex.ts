/** By byte: the value of a lower-case hex digit; more than any byte can be for every other one. */
const values = Uint16Array.from({ length: 256 }, (_, byte) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(byte));
  return value < 0 ? 0x100 : value;
});

/** Whether `spelled`, from `at` on, is these bytes in lower-case hex: as `fromHex` reads it, without a text or an array. */
export function isSpelled(spelled: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (byteAt(spelled, at + 2 * i) !== bytes[i]) return false;
  return true;
}

/** Fills `bytes` with what `spelled` spells in lower-case hex from `at` on; false where it is none, and `bytes` are then of no use. */
export function readSpelled(spelled: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const value = byteAt(spelled, at + 2 * i);
    if (value > 0xff) return false;
    bytes[i] = value;
  }
  return true;
}

/** No byte where the two are no hex digits, or not there. */
function byteAt(spelled: Uint8Array, at: number): number {
  const high = values[spelled[at] ?? 0] as number;
  const low = values[spelled[at + 1] ?? 0] as number;
  return (high << 4) | low;
}
