import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestText } from '../../../shared/chain/digest-text.ts';
import type { Output } from '../../../shared/chain/profile.ts';
import { DigestSearch } from './digest-search.ts';

const hex: Output = { encoding: 'hex', prefix: '' };
const digest = Buffer.from(`${'fb'.repeat(30)}ff3f`, 'hex');
const wanted = { hashes: new Set([digestText(digest, hex)]), output: hex, bytes: 32 };

function foundIn(content: string | Buffer, lengths: readonly number[] = []): boolean {
  const search = new DigestSearch(wanted);
  const bytes = Buffer.from(content as string);
  let from = 0;
  for (const length of [...lengths, bytes.length]) {
    search.read(bytes.subarray(from, from + length));
    from += length;
  }
  search.end();
  return search.found.size === 1;
}

const base64 = digest.toString('base64');
const spelled: readonly (readonly [string, string])[] = [
  ['hex', digest.toString('hex')],
  ['hex in capitals', digest.toString('hex').toUpperCase()],
  ['a prefix', `sha256:${digest.toString('hex')}`],
  ['another prefix', `0x${digest.toString('hex')}`],
  ['base64', base64],
  ['base64 without padding', base64.replace(/=+$/, '')],
  ['base64url', digest.toString('base64url')],
  ['base64 with escaped slashes', base64.replaceAll('/', '\\/')],
  ['base64 with escapes', base64.replaceAll('+', '\\u002B')],
  ['base64 with escapes in a text of JSON', base64.replaceAll('+', '\\\\u002B').replaceAll('/', '\\\\/')],
];

it.each(spelled)('a digest is found in any spelling: %s', (_, text) => {
  expect(foundIn(`{"hash":"${text}","n":1}`)).toBe(true);
  expect(foundIn(Buffer.from(`\ufeff{"hash":"${text}"}`, 'utf16le'))).toBe(true);
  expect(foundIn(Buffer.from(`\ufeff{"hash":"${text}"}`, 'utf16le').swap16())).toBe(true);
  expect(foundIn(`{"hash":"${text.slice(0, -3)}"}`)).toBe(false);
});

it('a digest is found however the bytes come in blocks', () => {
  const around = fc.array(fc.constantFrom('a', '"', ' ', 'f0'.repeat(40), '='), { maxLength: 30 });
  fc.assert(
    fc.property(
      around,
      around,
      fc.constantFrom(...spelled.map(([, text]) => text)),
      fc.array(fc.nat(80), { maxLength: 20 }),
      (before, after, text, lengths) => {
        const content = `${before.join('')}"${text}"${after.join('')}`;
        expect(foundIn(content, lengths)).toBe(true);
        expect(foundIn(content.replace(text, 'no'), lengths)).toBe(false);
      },
    ),
  );
});

it('what is wanted and no digest is not looked for', () => {
  const search = new DigestSearch({ hashes: new Set(['genesis']), output: hex, bytes: 32 });
  expect(search.isIn(Buffer.from('"genesis"'))).toBe(false);
});
