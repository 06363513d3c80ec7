import { expect, it } from 'vitest';
import { partTest } from './text-tests.ts';

it.each([
  ['low light', 'Low light, spectral', true],
  ['light', 'lightning', false],
  ['light', 'a (light) b', true],
  ['light', 'moon_light', false],
  ['strasse', 'Große Straße 7', true],
  ['ss', 'Straße', false],
  ['検証', '画像検証', false],
  ['検証', '画像 検証。', true],
  ['💥', 'a💥b', true],
  ['é', 'caf\u0065\u0301 é', true],
  ['e', 'caf\u0065\u0301', false],
  ['0.9', 'score 0.9.', true],
  ['0.9', '10.9', false],
  ['aa', 'aaa aa', true],
])('the word %j in %j: %s', (word, text, expected) => {
  expect(partTest([{ how: 'text', text: word }], true)(text)).toBe(expected);
});

it.each([
  ['light', 'lightning', true],
  ['light', 'moonlight', false],
  ['%', '5%', true],
  ['b', 'a\u{1F4A5}b', true],
  ['b', 'a\u{20000}b', false],
])('a word that begins with %j in %j: %s', (word, text, expected) => {
  expect(partTest([{ how: 'prefix', text: word }], false)(text)).toBe(expected);
});
