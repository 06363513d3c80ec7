import { expect, test } from 'vitest';
import { detailsToRead } from './detail-text.ts';

const said = (details: Record<string, unknown>) =>
  detailsToRead(details).map(({ name, text }) => `${name} ${text}`);

test('facts are named in words, numbers are grouped, and hashes come after what is short', () => {
  const hash = 'a1'.repeat(32);
  expect(said({ sha256: hash, bytes: 1_176_838, partial: false, failed: [] })).toEqual([
    'bytes 1,176,838',
    'declared a selection no',
    'fails nothing',
    `SHA-256 ${hash}`,
  ]);
  expect(detailsToRead({ sha256: hash })[0]).toMatchObject({ key: 'sha256', hash: true, long: true });
});

test('what a pack is of is said in words', () => {
  expect(said({ scope: { caseId: 'CLM-1' } })).toEqual(['of Claim CLM-1']);
});

test('what nobody named stands as it is, and structure is kept', () => {
  expect(said({ constructor: 'x', later: { a: [1] }, score: 0.5 })).toEqual([
    'constructor x',
    'later {"a":[1]}',
    'score 0.5',
  ]);
});

test('a list that text could not show apart stays a list', () => {
  expect(said({ failed: ['source 1: content', 'source 2: linkage'] })).toEqual([
    'fails source 1: content, source 2: linkage',
  ]);
  expect(said({ failed: ['a', 1] })).toEqual(['fails ["a",1]']);
});
