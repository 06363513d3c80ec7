import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../bytes/encoding.ts';
import { keyReadings } from './key.ts';

const readings = (text: string) =>
  keyReadings(utf8(text)).map(({ form, bytes }) => `${form} ${toHex(bytes)}`);
const first = (text: string) => readings(text)[0];

describe('a key file', () => {
  it.each([
    ['64 hex digits are 32 bytes', 'AB'.repeat(32), `hex ${'ab'.repeat(32)}`],
    ['with a line ending', `${'ab'.repeat(32)}\r\n`, `hex ${'ab'.repeat(32)}`],
    ['base64 where it decodes', 'c2VjcmV0IQ==\n', `base64 ${toHex(utf8('secret!'))}`],
    ['base64 for addresses, without its end', '_-8', 'base64 ffef'],
    ['any other text as it is', 'a passphrase, no code\n', `raw ${toHex(utf8('a passphrase, no code'))}`],
  ])('%s', (_, text, expected) => expect(first(text)).toBe(expected));

  it('of bytes that are no text are themselves', () => {
    expect(keyReadings(Uint8Array.of(0xff, 0xfe, 0x00))).toEqual([
      { form: 'raw', bytes: Uint8Array.of(0xff, 0xfe, 0x00) },
    ]);
  });

  it('that could be taken in several ways offers all of them', () => {
    expect(readings('c2VjcmV0\n')).toEqual([
      `base64 ${toHex(utf8('secret'))}`,
      `raw ${toHex(utf8('c2VjcmV0'))}`,
      `raw ${toHex(utf8('c2VjcmV0\n'))}`,
    ]);
  });

  it('that is empty is no key', () => expect(readings('\n')).toEqual([]));
});
