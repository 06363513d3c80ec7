import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareBytes,
  concat,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  toBase64,
  toHex,
  utf8,
} from './encoding.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('hex and base64', () => {
  it('are what Node writes, and read back', () => {
    fc.assert(
      fc.property(bytes, (each) => {
        expect(toHex(each)).toBe(Buffer.from(each).toString('hex'));
        expect(toBase64(each)).toBe(Buffer.from(each).toString('base64'));
        expect([...(fromHex(toHex(each)) ?? [])]).toEqual([...each]);
        expect([...(fromBase64(toBase64(each)) ?? [])]).toEqual([...each]);
      }),
    );
    const large = Buffer.alloc(100_000, 7);
    expect(toBase64(large)).toBe(large.toString('base64'));
  });

  it('have one spelling for every value', () => {
    for (const text of ['a', 'AB', '0g', ' 00', '0x00']) expect(fromHex(text)).toBeNull();
    for (const text of ['QQ', 'QQ=', 'QR==', 'QQ==\n', 'Q-==', '!', 'QQ==QQ=='])
      expect(fromBase64(text)).toBeNull();
    expect(fromHex('')).toEqual(new Uint8Array(0));
    expect(fromBase64('')).toEqual(new Uint8Array(0));
  });
});

describe('UTF-8', () => {
  it('is strict, and keeps a byte order mark', () => {
    expect(fromUtf8(utf8('\ufeffä😀\0'))).toBe('\ufeffä😀\0');
    for (const invalid of [
      [0xff],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xe2, 0x82],
    ]) {
      expect(fromUtf8(Uint8Array.from(invalid))).toBeNull();
    }
  });
});

describe('bytes', () => {
  it('compare as Node compares them', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
        expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
        expect([...concat(a, b, a)]).toEqual([...a, ...b, ...a]);
      }),
    );
  });
});
