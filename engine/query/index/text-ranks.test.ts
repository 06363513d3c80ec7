import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwatched } from '../../task.ts';
import { rankedTexts } from './text-ranks.ts';

function ranksOf(texts: readonly (string | null)[]) {
  const packed = texts.map((text) => (text === null ? Buffer.of(0xfe) : Buffer.from(text)));
  const bytes = Buffer.concat(packed.map((text) => Buffer.concat([text, Buffer.of(0xff)])));
  const starts = new Uint32Array(texts.length + 1);
  packed.forEach((text, i) => {
    starts[i + 1] = (starts[i] as number) + text.length + 1;
  });
  const { ranks, none } = rankedTexts({ bytes, starts, gap: 1 }, unwatched);
  return { ranks: [...ranks], none };
}

/** As the language itself orders strings: by UTF-16 code units. */
function naively(texts: readonly (string | null)[]) {
  const distinct = [...new Set(texts.filter((text) => text !== null))].sort();
  const places = new Map(distinct.map((text, place) => [text, place]));
  return {
    ranks: texts.map((text) => (text === null ? distinct.length : (places.get(text) as number))),
    none: distinct.length,
  };
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\ufffd', '\ue000', '\u{1f600}', 'é'), maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }).map((each) => each.toWellFormed()),
);

it('ranks texts as the language orders them, those that are not there last', () => {
  fc.assert(
    fc.property(fc.array(fc.option(text), { maxLength: 60 }), (texts) => {
      expect(ranksOf(texts)).toEqual(naively(texts));
    }),
  );
});

it.each([
  ['that begin the same', (n: number) => `the same beginning of a text ${(n * 7919) % 6_000}`],
  [
    'of a few',
    (n: number) =>
      ['a', 'a\0', '', 'the same words again and again', 'the same words again and again.'][n % 5],
  ],
  ['that are missing now and then', (n: number) => (n % 3 === 0 ? null : `${n % 17}`.repeat(n % 29))],
])('ranks thousands of texts %s', (_, textOf) => {
  const texts = Array.from({ length: 12_000 }, (_, n) => textOf(n) ?? null);
  expect(ranksOf(texts)).toEqual(naively(texts));
});
