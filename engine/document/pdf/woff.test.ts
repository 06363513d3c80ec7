import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unpackWoff } from './woff.ts';

const woff = readFileSync(
  new URL('files/unifontex-latin-400-normal.woff', import.meta.resolve('@fontsource/unifontex/package.json')),
);

/** OpenType, "Calculating checksums": the sum of the table's 32-bit words. */
function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}

test('every table of an unpacked font has the checksum that was stated of it', () => {
  const font = unpackWoff(woff);
  const count = font.readUInt16BE(4);
  expect(count).toBe(woff.readUInt16BE(12));
  for (let n = 0; n < count; n++) {
    const entry = 12 + 16 * n;
    const tag = font.toString('latin1', entry, entry + 4);
    // Its own holds a sum over the whole file, which counts as nothing here.
    if (tag === 'head') continue;
    const at = font.readUInt32BE(entry + 8);
    const length = font.readUInt32BE(entry + 12);
    const table = font.subarray(at, at + length + (-length & 3));
    expect([tag, checksum(table)]).toEqual([tag, font.readUInt32BE(entry + 4)]);
  }
});

test('anything else is refused', () => {
  expect(() => unpackWoff(Buffer.from('wOF2 and so on and on'))).toThrow(RangeError);
});
