import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HiddenTexts, textsIn } from './hidden-texts.ts';

/** What it is to say: each text looked for by itself. */
const slowly = (text: string, hidden: readonly string[]) =>
  hidden.some((each) => each.length >= 4 && text.toLowerCase().includes(each.toLowerCase()));

describe('hidden texts', () => {
  test('are found in what quotes them, whatever the letter case, as each by itself would be', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'İ', 'ß', ' ', '\ud83d'), maxLength: 7 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), word, word, word, (hidden, before, said, after) => {
        const text = before + said + after;
        expect(new HiddenTexts(hidden).areQuotedIn(text)).toBe(slowly(text, hidden));
        const quoted = before + (hidden[0] ?? '') + after;
        expect(new HiddenTexts(hidden).areQuotedIn(quoted)).toBe(slowly(quoted, hidden));
      }),
      { numRuns: 500 },
    );
  });

  test('are found whole where that is asked, short ones too', () => {
    const hidden = new HiddenTexts(['abc', 'Jane Roe', 'abc']);
    expect(hidden.size).toBe(2);
    expect([hidden.has('abc'), hidden.has('jane roe'), hidden.has('Jane Roe')]).toEqual([true, false, true]);
    expect([hidden.areQuotedIn('abc'), hidden.areQuotedIn('said JANE ROE.')]).toEqual([false, true]);
  });

  test('are not found where digits stand by chance: a decimal in a time, a number in a hash', () => {
    const hidden = new HiddenTexts(['0.92', '4711']);
    const found = (text: string) => hidden.areQuotedIn(text);
    for (const text of [
      '2026-11-28T22:05:30.921Z',
      '10.92',
      '0.921',
      `${'ab'.repeat(14)}4711${'cd'.repeat(16)}`,
    ])
      expect(found(text), text).toBe(false);
    for (const text of ['scored 0.92, twice', '0.92.', 'a4711', '+494711', 'id 94711b'])
      expect(found(text), text).toBe(true);
  });

  test('are looked for in what a document says, not in how JSON spells it', () => {
    expect(textsIn({ a: 'said "JR"\n', b: [1.5, null, { c: true }] })).toEqual([
      ...['a', 'said "JR"\n', 'b', '0', '1.5', '1', '2', 'c'],
    ]);
    expect(new HiddenTexts(['Jane "JR"']).areQuotedIn(textsIn({ by: 'Jane "JR" Roe' }).join('\n'))).toBe(
      true,
    );
  });
});
