import { expect } from 'vitest';
import type { Located } from '../split/located.ts';

/** A source's bytes, cut at these places. The first block holds a byte order mark whole, as every real one does. */
export function* inBlocks(source: Buffer, cuts: readonly number[]): Generator<Buffer> {
  const places = [...new Set(cuts)].filter((cut) => cut > 2 && cut < source.length).sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, source.length]) {
    // A copy of its own, overwritten afterwards: what was cut from it must not depend on it.
    const block = Buffer.from(source.subarray(from, to));
    yield block;
    block.fill(0x2a);
    from = to;
  }
}

/** Everything but the bytes. */
export function placed({ offset, length, line, fault }: Located): [number, number, number, string | null] {
  return [offset, length, line, fault];
}

/** Records hold the bytes of their places, in order; what stands between them are separators alone. */
export function coversEveryByte(source: Buffer, records: readonly Located[], separator: RegExp): void {
  let at = 0;
  for (const { offset, length, bytes, fault } of records) {
    expect(source.toString('utf8', at, offset)).toMatch(separator);
    if (fault === null) expect(bytes.equals(source.subarray(offset, offset + length))).toBe(true);
    at = offset + length;
  }
  expect(source.toString('utf8', at)).toMatch(separator);
}
