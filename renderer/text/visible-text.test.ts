import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleLine, visibleLines, visibleSegments } from './visible-text.ts';

describe('text made visible', () => {
  test.each([
    ['invoice\u202egnp.exe', 'invoice⟨U+202E⟩gnp.exe'],
    ['a\u0000b\u001b[31m', 'a⟨NUL⟩b⟨ESC⟩[31m'],
    ['zero\u200bwidth', 'zero⟨U+200B⟩width'],
    ['\ufeffbom', '⟨U+FEFF⟩bom'],
    ['one\r\ntwo', 'one⟨CR⟩⟨LF⟩two'],
    ['lone \ud800 half', 'lone ⟨U+D800⟩ half'],
    ['tag \u{e0041}', 'tag ⟨U+E0041⟩'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  test.each(['Cafe\u0301', 'הצילום תואם', '👍🏽', '👩‍👩‍👧‍👦', '❤️', 'plain', ''])(
    '%j is left as it is',
    (text) => {
      expect(visibleLine(text)).toBe(text);
    },
  );

  test('a joiner outside an emoji is shown', () => {
    expect(visibleLine('a\u200db')).toBe('a⟨U+200D⟩b');
  });

  test('nothing invisible is left, and what is visible is unchanged and in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const segments = visibleSegments(text);
        const own = segments.filter((segment) => segment.mark === undefined).map((segment) => segment.text);
        expect(own.join('')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        const expected = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '');
        expect(own.join('').replaceAll('\u200d', '')).toBe(expected);
      }),
    );
  });

  test('lines and tabs can be kept', () => {
    const shown = visibleLines('a\n\tb\u0007');
    expect(shown.map((segment) => segment.text).join('')).toBe('a\n\tb⟨BEL⟩');
    expect(new Set(shown.map((segment) => segment.at)).size).toBe(shown.length);
  });
});
