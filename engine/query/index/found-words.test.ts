import { expect, it } from 'vitest';
import { unwatched } from '../../task.ts';
import { countEntries } from '../results.ts';
import { makeCase } from '../testing/memory-case.ts';

const texts = [
  'Texture',
  'context of a text',
  'NEXT',
  'straße',
  'STRASSE',
  '😀 grin',
  'te',
  'none of it',
  null,
];
const makeDb = () =>
  makeCase(
    Array.from({ length: 900 }, (_, n) => ({
      values: {
        entry_id: `e-${n}`,
        verdict: n % 4 === 0 ? 'textured' : 'v',
        image_id: `img ${n % 50}`,
        note: texts[n % texts.length] ?? null,
      },
    })),
  );
const matched = (db: ReturnType<typeof makeDb>, word: string) =>
  countEntries(db, JSON.stringify(word), unwatched).matched;
/** Every beginning of a word, and then the other way round, as it is typed and taken back. */
const typed = (word: string) => {
  const beginnings = Array.from({ length: word.length }, (_, n) => word.slice(0, n + 1));
  return [...beginnings, ...beginnings.toReversed()];
};

it.each(['texture', 'next', 'strasse', 'img 4', 'e-1', '😀 grin', 'nothing'])(
  'finds the same entries whether or not “%s” was typed letter by letter',
  (word) => {
    const db = makeDb();
    const together = typed(word).map((each) => matched(db, each));
    const apart = typed(word).map((each) => matched(makeDb(), each));
    expect(together).toEqual(apart);
  },
);

it('takes nothing from half a character for the whole one', () => {
  const db = makeDb();
  matched(db, '\ud83d');
  expect(matched(db, '😀')).toBe(100);
});
