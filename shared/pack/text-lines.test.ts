import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteStream } from './byte-stream.ts';
import { TextLines } from './text-lines.ts';

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const cut of [...cuts, bytes.length]
    .map((each) => Math.min(each, bytes.length))
    .sort((a, b) => a - b)) {
    yield bytes.subarray(at, cut);
    at = cut;
  }
}

/** Line feeds, letters, and what is not ASCII. */
const anyBytes = fc
  .array(fc.constantFrom(10, 10, 65, 66, 67, 0, 127, 128, 195, 255), { maxLength: 60 })
  .map((values) => Uint8Array.from(values));

test('lines are those of the stream of bytes, wherever the pieces are cut, and however long a line may be', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBytes,
      fc.array(fc.nat(60), { maxLength: 8 }),
      fc.integer({ min: 0, max: 60 }),
      async (bytes, cuts, limit) => {
        const slow = new ByteStream(pieces(bytes, cuts));
        const quick = new TextLines(pieces(bytes, cuts));
        for (;;) {
          const [expected, text] = [await slow.line(limit), await quick.line(limit)];
          expect(text === null).toBe(expected === null);
          if (expected === null || text === null) break;
          expect([...quick.bytes()]).toEqual([...expected]);
          expect(text.length).toBe(expected.length);
          for (const [at, byte] of expected.entries()) {
            if (byte < 128) expect(text.charCodeAt(at)).toBe(byte);
            else expect(text.charCodeAt(at)).toBeGreaterThan(127);
          }
        }
        expect(await quick.done()).toBe(await slow.done());
      },
    ),
    { numRuns: 500 },
  );
});

test('pieces that are longer than what is decoded at once', async () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `line ${'x'.repeat(i % 400)}`);
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const read = new TextLines(pieces(bytes, [3, 400_000]));
  const found: string[] = [];
  for (let line = await read.line(1000); line !== null; line = await read.line(1000)) found.push(line);
  expect(found).toEqual(lines);
  expect(await read.done()).toBe(true);
});
