type Table = Int32Array;
type Eight = [Table, Table, Table, Table, Table, Table, Table, Table];

const tables = makeTables();

/** Slicing by 8: table n is the effect of a byte that has n zero bytes behind it. */
function makeTables(): Int32Array[] {
  const first = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    first[byte] = crc;
  }
  const all = [first];
  for (let n = 1; n < 8; n++) {
    const before = all[n - 1] as Int32Array;
    all.push(before.map((crc) => (crc >>> 8) ^ (first[crc & 0xff] as number)));
  }
  return all;
}

/** CRC-32 of ISO 3309, as zip has it; `crc` is that of the bytes before. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as Eight;
  let state = ~crc;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    state ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    state =
      (t7[state & 0xff] as number) ^
      (t6[(state >>> 8) & 0xff] as number) ^
      (t5[(state >>> 16) & 0xff] as number) ^
      (t4[state >>> 24] as number) ^
      (t3[bytes[at + 4] as number] as number) ^
      (t2[bytes[at + 5] as number] as number) ^
      (t1[bytes[at + 6] as number] as number) ^
      (t0[bytes[at + 7] as number] as number);
  }
  for (; at < bytes.length; at++)
    state = (state >>> 8) ^ (t0[(state ^ (bytes[at] as number)) & 0xff] as number);
  return ~state >>> 0;
}
