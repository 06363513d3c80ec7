import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteStream } from './byte-stream.ts';

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const cut of [...cuts, bytes.length]
    .map((each) => Math.min(each, bytes.length))
    .sort((a, b) => a - b)) {
    yield bytes.subarray(at, cut);
    at = cut;
  }
}

const anyBytes = fc.uint8Array({ maxLength: 60, max: 12 });
const anyCuts = fc.array(fc.nat(60), { maxLength: 8 });

test('lines are those between line feeds, wherever the pieces are cut', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, anyCuts, async (bytes, cuts) => {
      const stream = new ByteStream(pieces(bytes, cuts));
      const lines: string[] = [];
      for (let line = await stream.line(60); line !== null; line = await stream.line(60))
        lines.push([...line].join());
      const text = [...bytes].map((byte) => (byte === 10 ? '\n' : `${byte},`)).join('');
      const expected = text
        .split('\n')
        .slice(0, -1)
        .map((line) => line.slice(0, -1));
      expect(lines).toEqual(expected);
      // What has no end is no line, and is not taken for one that was read.
      expect(await stream.done()).toBe(text === '' || text.endsWith('\n'));
    }),
  );
});

test('lengths are taken exactly, wherever the pieces are cut, and less only at the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBytes,
      anyCuts,
      fc.array(fc.nat(20), { maxLength: 8 }),
      async (bytes, cuts, lengths) => {
        const stream = new ByteStream(pieces(bytes, cuts));
        let at = 0;
        for (const length of lengths) {
          expect([...(await stream.take(length))]).toEqual([...bytes.subarray(at, at + length)]);
          at = Math.min(at + length, bytes.length);
        }
        expect(await stream.done()).toBe(at === bytes.length);
      },
    ),
  );
});

test('a line longer than the limit is no line', async () => {
  const stream = new ByteStream(pieces(new Uint8Array(100).fill(65), [10, 20, 30]));
  expect(await stream.line(50)).toBeNull();
});
