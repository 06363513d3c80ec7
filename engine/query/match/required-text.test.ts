import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, it } from 'vitest';
import type { RegexPattern } from '../../../shared/query/syntax.ts';
import { fold } from './fold.ts';
import { requiredText } from './required-text.ts';

const pattern = (source: string, anyCase = false): RegexPattern => ({
  how: 'regex',
  source,
  anyCase,
  start: 0,
});

it.each([
  ['textu.e rep', 'textu'],
  ['text+ure', 'text'],
  ['tex?ture', 'ture'],
  ['te*xture', 'xture'],
  ['^abc$', 'abc'],
  ['a(bc|d)efg', 'efg'],
  ['a(?:x(y)[)]z)efg', 'efg'],
  ['ab\\.cd\\/e', 'ab.cd/e'],
  ['ab\\dcde', 'cde'],
  ['[]a]bc[^]d]', 'bc'],
  ['[[:alpha:]]bc', 'bc'],
  ['a|b', ''],
  ['(?i)abc', ''],
  ['abc{2}d', ''],
  ['\\Qa.b\\E', ''],
  ['\\x41bc', ''],
  ['(abc)', ''],
  ['größe', 'gr'],
  ['a😀*bc', 'bc'],
  ['', ''],
])('%s: %s', (source, text) => {
  expect(requiredText(pattern(source))).toBe(text);
});

/** Texts from which expressions are put together, and what they are held against. */
const piece = fc.constantFrom(
  'a',
  'b',
  'k',
  's',
  '\\.',
  '.',
  '\\w',
  '\\d',
  '[ab]',
  '[^a]',
  '[]b]',
  '(a|b)',
  '(?:ab)',
  '(k[)s]|\\))',
  'é',
  '😀',
  '^',
  '$',
  '\\b',
  '(?i)',
  '|',
  '\\Q+\\E',
  '{',
  'x{1,2}',
);
const source = fc
  .array(fc.tuple(piece, fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '{2}')), { maxLength: 7 })
  .map((pieces) => pieces.map(([each, times]) => each + times).join(''));
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'k',
    'K',
    '\u212a',
    's',
    'ſ',
    'S',
    '.',
    'x',
    ')',
    ']',
    '{',
    '+',
    'é',
    '😀',
    'B',
  ),
  maxLength: 12,
});

it('stands in everything that RE2 matches', () => {
  let matched = 0;
  fc.assert(
    fc.property(source, text, fc.boolean(), (source, text, anyCase) => {
      const required = requiredText(pattern(source, anyCase));
      let compiled: RE2JS;
      try {
        compiled = RE2JS.compile(source, anyCase ? RE2JS.CASE_INSENSITIVE : 0);
      } catch {
        return;
      }
      if (!compiled.test(text)) return;
      if (required !== '') matched++;
      if (!anyCase) expect(text).toContain(required);
      expect(fold(text)).toContain(fold(required));
    }),
    { numRuns: 4_000 },
  );
  expect(matched).toBeGreaterThan(20);
});
