import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactPath, exactText, toldPath } from './exact-path.ts';

it('gives every byte of a name back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const again = exactPath(exactText(bytes));
      expect(Buffer.from(again as string).equals(bytes)).toBe(true);
    }),
  );
});

it.each([
  ['of UTF-8', Buffer.from('für \\ אב 😀'), 'für \\ אב 😀'],
  ['of Latin 1', Buffer.from('für', 'latin1'), 'f\\xfcr'],
  ['with a backslash beside such a byte', Buffer.from('a\\b\xff', 'latin1'), 'a\\\\b\\xff'],
  ['cut within a character', Buffer.from('né').subarray(0, 2), 'n\\xc3'],
  ['with half of a character in it (CESU-8)', Buffer.from('a\xed\xa0\x80', 'latin1'), 'a\\xed\\xa0\\x80'],
])('tells a name %s', (_, bytes, told) => {
  expect(toldPath(exactText(bytes))).toBe(told);
});
