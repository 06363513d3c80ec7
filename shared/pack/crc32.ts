const tables = makeTables();

/** Slicing by 4: table n is the effect of a byte that has n zero bytes behind it. */
function makeTables(): Uint32Array[] {
  const first = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    first[byte] = crc;
  }
  const all = [first];
  for (let n = 1; n < 4; n++) {
    const before = all[n - 1] as Uint32Array;
    all.push(before.map((crc) => (crc >>> 8) ^ (first[crc & 0xff] as number)));
  }
  return all;
}

/** CRC-32 of ISO 3309, as zip has it; `crc` is that of the bytes before. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const [t0, t1, t2, t3] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let state = ~crc;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    state ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    state =
      (t3[state & 0xff] as number) ^
      (t2[(state >>> 8) & 0xff] as number) ^
      (t1[(state >>> 16) & 0xff] as number) ^
      (t0[state >>> 24] as number);
  }
  for (; at < bytes.length; at++)
    state = (state >>> 8) ^ (t0[(state ^ (bytes[at] as number)) & 0xff] as number);
  return ~state >>> 0;
}
