import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReadableDb } from '../case/database.ts';
import { containsFolded, fold } from './match/fold.ts';
import { containsSql, registerQueryFunctions } from './text-match.ts';

it.each([
  ['Spectral NOISE', 'spectral', true],
  ['Straße', 'STRASSE', true],
  ['strasse', 'ß', true],
  ['ΟΔΟΣ', 'οδος', true],
  ['ΟΔΟΣΑ', 'οδος', true],
  ['300 K (\u212a)', '\u212a', true],
  ['100%', '0%', true],
  ['100x', '0%', false],
  ['a_b', 'A_B', true],
  ['axb', 'a_b', false],
  ['nul\0byte', 'BYTE', true],
  ['nul\0byté', 'BYTÉ', true],
  ['é', 'e', false],
])('%j contains %j: %s', (text, needle, expected) => {
  expect(containsFolded(text, fold(needle))).toBe(expected);
});

it('SQLite finds what JavaScript finds', () => {
  const db = new Database(':memory:') as ReadableDb;
  registerQueryFunctions(db);
  const letters = fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      's',
      'S',
      'ß',
      'k',
      '\u212a',
      'Σ',
      'ς',
      'İ',
      '%',
      '_',
      '\\',
      '\0',
      '💥',
      '\ufffd',
    ),
    maxLength: 6,
  });
  fc.assert(
    fc.property(letters, letters, (text, word) => {
      const needle = fold(word);
      const found = db
        .prepare(`SELECT (${containsSql('@text', needle, '@needle')}) IS TRUE`)
        .pluck()
        .get({ text, needle });
      expect(found).toBe(Number(containsFolded(text, needle)));
    }),
    { numRuns: 2_000 },
  );
});
