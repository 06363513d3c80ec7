import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeText, type Encoding, encodeText } from './encoded-text.ts';

const wide = fc.constantFrom<Encoding>('utf-16le', 'utf-16be');
/** Any code units, lone surrogates among them. */
const anyUnits = fc
  .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

test('every code unit of UTF-16 comes back as it went', () => {
  fc.assert(
    fc.property(wide, anyUnits, (encoding, text) => {
      expect(decodeText(encoding, encodeText(encoding, text))).toBe(text);
    }),
  );
});

test('well-formed text is decoded as the platform does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
      fc.string({ unit: 'binary' }),
      (encoding, text) => {
        const bytes = encodeText(encoding, text);
        expect(decodeText(encoding, bytes)).toBe(
          new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes),
        );
      },
    ),
  );
});

test('long text is decoded whole, and an odd byte is seen', () => {
  const text = 'Ж💥'.repeat(20_000);
  expect(decodeText('utf-16be', encodeText('utf-16be', text))).toBe(text);
  expect(decodeText('utf-16le', Uint8Array.of(0x41, 0x00, 0x42))).toBe('A\ufffd');
});
