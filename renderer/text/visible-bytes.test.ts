import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import { hexLine, hexLineLength, visibleBytes } from './visible-bytes.ts';

const text = (bytes: Uint8Array) =>
  visibleBytes(bytes)
    .map((segment) => segment.text)
    .join('');

describe('bytes as text', () => {
  test.each([
    ['an overlong form', [0xc0, 0xaf], '\\xC0\\xAF'],
    ['a surrogate', [0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\\xF4\\x90\\x80\\x80'],
    ['a sequence that is cut off', [0x61, 0xe2, 0x82], 'a\\xE2\\x82'],
    ['a stray byte between letters', [0x61, 0xff, 0x62], 'a\\xFFb'],
    ['well-formed text', [...new TextEncoder().encode('é€😀')], 'é€😀'],
    ['a line feed', [0x61, 0x0a, 0x62], 'a\nb'],
    ['a carriage return', [0x61, 0x0d], 'a⟨CR⟩'],
  ])('%s', (_what, bytes, shown) => {
    expect(text(Uint8Array.from(bytes))).toBe(shown);
  });

  test('as many controls as bytes are read at once', () => {
    expect(visibleBytes(new Uint8Array(200_000).fill(1))).toHaveLength(200_000);
  });

  test.each(['utf-16le', 'utf-16be'] as const)(
    '%s is read as it is encoded, and what is invisible shown',
    (encoding) => {
      const bytes = encodeText(encoding, 'Größe 💥\u202e\ud800\r\n');
      const shown = visibleBytes(bytes, encoding).map((segment) => segment.text);
      expect(shown.join('')).toMatch(/^Größe 💥(?!\u202e).*\n$/su);
      expect(shown.join('')).not.toMatch(/[\u202e\ud800\r]/u);
    },
  );

  test('agrees with the strict decoder on what is UTF-8', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const invalid = visibleBytes(bytes).some((segment) => segment.mark?.startsWith('byte '));
        let decodes = true;
        try {
          strict.decode(bytes);
        } catch {
          decodes = false;
        }
        expect(invalid).toBe(!decodes);
      }),
    );
  });

  test('every piece has a place of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const places = visibleBytes(bytes).map((segment) => segment.at);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});

describe('a line of the hex view', () => {
  const bytes = new TextEncoder().encode('{"log_id":"é"}');

  test('has its place in the source, the bytes and what prints of them', () => {
    expect(hexLine(bytes, 1, 0x1000)).toEqual({
      offset: '00001008',
      hex: '22 3a 22 c3 a9 22 7d',
      text: '":".."}',
    });
  });

  test('holds the same number of bytes as every other but the last', () => {
    expect(hexLine(bytes, 0).hex.split(' ')).toHaveLength(hexLineLength);
  });
});
