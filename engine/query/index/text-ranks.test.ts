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
  const { ranks, none, ids } = rankedTexts({ bytes, starts, gap: 1 }, unwatched);
  return { ranks: [...ranks], none, ids: [...ids] };
}

/** As the language itself orders strings: by UTF-16 code units. */
function naively(texts: readonly (string | null)[]) {
  const distinct = [...new Set(texts.filter((text) => text !== null))].sort();
  const places = new Map(distinct.map((text, place) => [text, place]));
  const ranks = texts.map((text) => (text === null ? distinct.length : (places.get(text) as number)));
  const ids = ranks.map((_, i) => i + 1).sort((a, b) => (ranks[a - 1] as number) - (ranks[b - 1] as number));
  return { ranks, none: distinct.length, ids };
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

it.each([
  ['in no order', (n: number) => Math.imul(n, 0x9e37_79b1).toString(36)],
  [
    'of a few kinds',
    (n: number) => `${['det', 'é', '\ue000', '\u{1f600}'][n % 4]}_${(n * 7919) % 60_000}_${n % 3}`,
  ],
  ['that end soon', (n: number) => (n % 1_000 === 0 ? null : n.toString(36).slice(0, n % 4))],
])('ranks so many texts %s that they are parted first', (_, textOf) => {
  const texts = Array.from({ length: 140_000 }, (_, n) => textOf(n));
  const { ranks, none, ids } = ranksOf(texts);
  const expected = naively(texts);
  expect(none).toBe(expected.none);
  const differs = ranks.findIndex((rank, text) => rank !== expected.ranks[text]);
  expect(differs).toBe(-1);
  const stands = (a: number, b: number) => (ranks[a - 1] as number) - (ranks[b - 1] as number) || a - b;
  expect(ids.findIndex((id, i) => i > 0 && stands(ids[i - 1] as number, id) >= 0)).toBe(-1);
});
