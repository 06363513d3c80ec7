import { expect, it } from 'vitest';
import { statedHash, subjectsOfHash } from './stated-hash.ts';

const hash = '0123456789abcdef'.repeat(4);

it.each([
  hash,
  ` ${hash.toUpperCase()}\n`,
  `sha256:${hash}`,
  `SHA-256 ${hash}`,
  `${hash}  trail.ndjson`,
  `${hash} *a b.ndjson\r\n`,
  `SHA256          ${hash.toUpperCase()}       C:\\trail.ndjson`,
  `SHA256 (trail.ndjson) = ${hash}`,
  hash.replace(/../g, '$& ').trim(),
  hash.replace(/..\B/g, '$&:'),
])('a hash is found as programs print it: %s', (text) => {
  expect(statedHash(text)).toBe(hash);
});

it.each([
  '',
  'a word',
  hash.slice(1),
  `${hash}0`,
  hash.replace('0', 'g'),
  `${hash}\n${hash.replace('0', '1')}`,
])('none is found where there is none, or no telling which: %s', (text) => {
  expect(statedHash(text)).toBeNull();
});

it('is held against every file of a report', () => {
  const other = { bytes: 1, sha256: 'ab'.repeat(32) };
  const files = { 'source 1': { bytes: 1, sha256: hash }, 'source 2': other, 'source 3': other };
  expect(subjectsOfHash({ files }, hash)).toEqual(['source 1']);
  expect(subjectsOfHash({ files }, other.sha256)).toEqual(['source 2', 'source 3']);
  expect(subjectsOfHash({ files }, 'cd'.repeat(32))).toEqual([]);
  expect(subjectsOfHash({}, hash)).toEqual([]);
});
