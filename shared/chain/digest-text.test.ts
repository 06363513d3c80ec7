import { describe, expect, it } from 'vitest';
import { oneSpelling } from './digest-text.ts';
import type { Output } from './profile.ts';

const digest = Buffer.from('fb0f'.repeat(16), 'hex');
const hex = digest.toString('hex');
const base64 = digest.toString('base64');
const base64url = digest.toString('base64url');

describe('one digest has one spelling', () => {
  it.each<[string, Output, string, readonly string[]]>([
    ['hex', { encoding: 'hex', prefix: '' }, hex, [hex, hex.toUpperCase()]],
    [
      'hex with a prefix',
      { encoding: 'hex', prefix: 'sha256:' },
      `sha256:${hex}`,
      [`sha256:${hex}`, `sha256:${hex.toUpperCase()}`, hex, hex.toUpperCase()],
    ],
    ['hex in upper case', { encoding: 'hex-upper', prefix: '' }, hex.toUpperCase(), [hex, hex.toUpperCase()]],
    ...(
      [
        ['base64', base64],
        ['base64-unpadded', base64.replace('=', '')],
        ['base64url-padded', `${base64url}=`],
      ] as const
    ).map(([encoding, expected]): [string, Output, string, readonly string[]] => [
      encoding,
      { encoding, prefix: '' },
      expected,
      [base64, base64.replace('=', ''), base64url, `${base64url}=`],
    ]),
    [
      'base64url with a prefix',
      { encoding: 'base64url', prefix: 'sha256-' },
      `sha256-${base64url}`,
      [`sha256-${base64url}`, `sha256-${base64url}=`, base64url, `${base64url}=`],
    ],
  ])('in %s, however it was written', (_, output, expected, spellings) => {
    for (const spelling of spellings) expect(oneSpelling(spelling, output)).toBe(expected);
  });

  it.each<[string, Output]>([
    ['', { encoding: 'hex', prefix: '' }],
    ['', { encoding: 'base64', prefix: '' }],
    ['GENESIS', { encoding: 'hex', prefix: '' }],
    ['GENESIS', { encoding: 'base64', prefix: '' }],
    ['none', { encoding: 'base64', prefix: '' }],
    [`${hex.slice(1)}g`, { encoding: 'hex', prefix: '' }],
    [`sha512:${hex}`, { encoding: 'hex', prefix: 'sha256:' }],
  ])('and what is no digest, such as %j, stays as it is', (text, output) => {
    expect(oneSpelling(text, output)).toBe(text);
  });
});
