import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, fromUtf8, utf8 } from '../bytes/encoding.ts';
import { marksOf, type RecordShape, RecordShapes, ValuePlaces } from './shapes.ts';
import { JsonTokens } from './tokens.ts';

/** Learns from records as if a parser had found their values at the places of the marked ones. */
function shapesOf(...records: readonly (readonly [text: string, values: readonly string[]])[]) {
  const shapes = new RecordShapes();
  const texts = new Map<RecordShape | null, string>();
  for (const [text, values] of records) {
    const places = new ValuePlaces();
    let from = 0;
    for (const value of values) {
      const at = text.indexOf(value, from);
      from = at + value.length;
      places.add(at, from, 0);
    }
    // In Node, records are parts of a larger Buffer.
    const shape = shapes.learn(Buffer.from(`<${text}>`).subarray(1, -1), places);
    if (!texts.has(shape)) texts.set(shape, text);
  }
  return { shapes, texts };
}

function matched(
  { shapes, texts }: ReturnType<typeof shapesOf>,
  text: string,
): [learned: string, ...values: string[]] | null {
  const bytes = utf8(text);
  const tokens = new JsonTokens(bytes);
  const shape = shapes.match(tokens);
  expect(shapes.lastOf(bytes)).toBe(shape);
  expect(shapes.lastOf(utf8(text))).toBeNull();
  if (shape === null) return null;
  const learned = texts.get(shape) as string;
  const { starts, ends, count } = shapes.values;
  const values = Array.from({ length: count }, (_, n) => fromUtf8(bytes.subarray(starts[n], ends[n])) ?? '');
  return [learned, ...values];
}

const first = '{"id":"a","n":1,"ok":true}';
const second = '{"id":"a","n":null,"ok":true}';
const known = shapesOf([first, ['a', '1']], [second, ['a']]);

it.each([
  ['{"id":"another","n":-2.5e7,"ok":true}', first, ['another', '-2.5e7']],
  ['{"id":"","n":0,"ok":true}', first, ['', '0']],
  ['{"id":"\\u00e9 \\"","n":null,"ok":true}', second, ['\\u00e9 \\"']],
])('knows the shape of %s', (text, learned, values) => {
  expect(matched(known, text)).toEqual([learned, ...values]);
});

it.each([
  ['another word', '{"id":"a","n":1,"ok":false}'],
  ['another name', '{"ID":"a","n":1,"ok":true}'],
  ['a string for a number', '{"id":"a","n":"1","ok":true}'],
  ['a number for a string', '{"id":1,"n":1,"ok":true}'],
  ['more white space', '{"id":"a", "n":1,"ok":true}'],
  ['a number that is none', '{"id":"a","n":01,"ok":true}'],
  ['a string that is none', '{"id":"\u0001","n":1,"ok":true}'],
  ['an end that is missing', '{"id":"a","n":1,"ok":true'],
  ['something behind the end', '{"id":"a","n":1,"ok":true} '],
  ['nothing', ''],
])('does not know %s', (_, text) => {
  expect(matched(known, text)).toBeNull();
});

it('says of a string that it has escapes, and that it is not ASCII', () => {
  const marks = ['{"id":"é","n":null,"ok":true}', '{"id":"\\n","n":null,"ok":true}', second].map((text) => {
    matched(known, text);
    return known.shapes.values.marks[0];
  });
  expect(marks).toEqual([0x80, 1, 0]);
});

it('finds the end of a string, and what is in it, as whoever goes byte by byte does', () => {
  const byte = fc.oneof(
    fc.constantFrom(0x22, 0x5c, 0x1f, 0x20, 0x21, 0x23, 0x5b, 0x5d, 0x6e, 0x7f, 0x80, 0xff),
    fc.nat(255),
  );
  const before = '{"id":"';
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 24 }), (value) => {
      const bytes = concat(utf8(before), Uint8Array.from(value), utf8('","n":1,"ok":true}'));
      const end = before.length + value.length;
      const plain = new JsonTokens(bytes);
      plain.at = before.length;
      const isString = plain.stringRest() && plain.at - 1 === end;
      const { shapes } = known;
      expect(shapes.match(new JsonTokens(bytes)) !== null).toBe(isString);
      if (!isString) return;
      const { starts, ends, marks } = shapes.values;
      expect([starts[0], ends[0], marks[0]]).toEqual([before.length, end, marksOf(plain)]);
    }),
    { numRuns: 1000 },
  );
});

it('keeps no more shapes than it has room for, and goes on matching those', () => {
  const names = Array.from({ length: 3000 }, (_, n) => `{"name ${n}":"x","y":"z"}`);
  const many = shapesOf(...names.map((text): [string, string[]] => [text, ['x', 'z']]));
  expect(matched(many, '{"name 3":"p","y":"q"}')).toEqual(['{"name 3":"x","y":"z"}', 'p', 'q']);
  expect(matched(many, '{"name 2999":"p","y":"q"}')).toBeNull();
});
