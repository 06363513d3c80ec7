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
    ['hex behind 0x', `0x${'Ab'.repeat(16)}\n`, `hex ${'ab'.repeat(16)}`],
    [
      'hex on two lines',
      `${'ab'.repeat(16)}\r\n${'cd'.repeat(16)}\n`,
      `hex ${'ab'.repeat(16)}${'cd'.repeat(16)}`,
    ],
    ['hex with colons', Array.from({ length: 32 }, () => 'AB').join(':'), `hex ${'ab'.repeat(32)}`],
    ['hex behind a byte order mark', `\ufeff${'ab'.repeat(32)}`, `hex ${'ab'.repeat(32)}`],
    ['base64 on two lines', 'c2Vjc\nmV0IQ==\n', `base64 ${toHex(utf8('secret!'))}`],
    ['any other text as it is', 'a passphrase, no code\n', `raw ${toHex(utf8('a passphrase, no code'))}`],
  ])('%s', (_, text, expected) => expect(first(text)).toBe(expected));

  it.each(['utf16le', 'utf16be'])('in %s, as some shells write it, is read as its text', (encoding) => {
    const bytes = Buffer.from(`\ufeff${'ab'.repeat(32)}\r\n`, 'utf16le');
    const [reading] = keyReadings(encoding === 'utf16le' ? bytes : bytes.swap16());
    expect(reading).toEqual({ form: 'hex', bytes: new Uint8Array(32).fill(0xab) });
  });

  it.each([
    ['64 hex digits', 'ab'.repeat(32)],
    ['hex of another length', 'abcd'],
    ['a word that base64 could be', 'c2VjcmV0IQ=='],
    ['blanks around it', '  a passphrase '],
    ['a byte order mark', '\ufeffa passphrase'],
    ['several lines', 'one\ntwo\n\n'],
  ])('that is meant as the text it is, is tried so too: %s', (_, text) => {
    const meant = [text, text.replace(/\n$/, '')].map((each) => toHex(utf8(each)));
    const raw = readings(`${text}`).flatMap((each) => (each.startsWith('raw ') ? [each.slice(4)] : []));
    for (const each of meant) expect(raw).toContain(each);
  });

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
