import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordLimit } from '../../case/record-limit.ts';
import { coversEveryByte, inBlocks, placed } from '../testing/blocks.ts';
import type { Located } from './located.ts';
import { splitLines } from './split-lines.ts';

const text = (...parts: string[]) => Buffer.from(parts.join(''));
/** A record's bytes are looked at before the next is asked for. */
const split = (source: Buffer, cuts: readonly number[] = [], limit?: number): Located[] =>
  Array.from(splitLines(inBlocks(source, cuts), limit), (located) => ({
    ...located,
    bytes: Buffer.from(located.bytes),
  }));

describe('lines', () => {
  it('are records without their line endings, blank lines and byte order mark', () => {
    const source = text('\ufeff{"a":1}\r\n', '\n', '  \t\r\n', ' {"b":2} \n', '{"c":3}');
    expect(split(source).map(({ bytes, offset, line }) => [bytes.toString(), offset, line])).toEqual([
      ['{"a":1}', 3, 1],
      ['{"b":2}', 19, 4],
      ['{"c":3}', 28, 5],
    ]);
  });

  it('of nothing but separators hold no record', () => {
    for (const blank of ['', '\n', '\r\n\r\n', '\ufeff', '\ufeff\n \n'])
      expect(split(text(blank))).toEqual([]);
  });

  it('keep every byte of a record, the invalid ones too', () => {
    const source = Buffer.from([0x7b, 0xff, 0x00, 0x0d, 0x7d, 0x0a, 0x20, 0xef, 0xbb, 0xbf, 0x7b, 0x7d]);
    expect(split(source).map(({ bytes }) => [...bytes])).toEqual([
      [0x7b, 0xff, 0x00, 0x0d, 0x7d],
      [0xef, 0xbb, 0xbf, 0x7b, 0x7d],
    ]);
  });

  it('of files that were joined may each begin with a byte order mark', () => {
    const source = text('\ufeff{"a":1}\n', '\ufeff{"b":2}\n');
    expect(split(source).map(({ bytes }) => bytes.toString())).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('longer than the limit are located whole; the next one is read', () => {
    const source = text(`  ${'x'.repeat(20)} \r\n`, '{"a":1}\n', 'y'.repeat(17));
    expect(split(source, [], 16).map(placed)).toEqual([
      [0, 24, 1, 'TOO_LONG'],
      [25, 7, 2, null],
      [33, 17, 3, 'TOO_LONG'],
    ]);
  });

  it('as long as the limit are records', () => {
    const exact = 'x'.repeat(16);
    expect(split(text(exact, '\n', exact, 'x\n', exact), [], 16).map(({ fault }) => fault)).toEqual([
      null,
      'TOO_LONG',
      null,
    ]);
  });

  it('beyond 16 MiB do not pile up in memory', () => {
    const block = Buffer.alloc(1 << 20, 'x');
    function* blocks() {
      for (let i = 0; i < 64; i++) yield block;
      yield text('\n{"a":1}\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const found: unknown[] = [];
    for (const located of splitLines(
      (function* () {
        for (const each of blocks()) {
          most = Math.max(most, process.memoryUsage().arrayBuffers - before);
          yield each;
        }
      })(),
    ))
      found.push(placed(located));
    expect(found).toEqual([
      [0, 64 << 20, 1, 'TOO_LONG'],
      [(64 << 20) + 1, 7, 2, null],
    ]);
    expect(most).toBeLessThan(20 * recordLimit);
  });

  it('are the same however the bytes come in blocks, and no byte is lost', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r\n', ' ', '{"a":1}', '\t', '\ufeff', '"', '\\', 'é', '\0'),
      fc.string({ maxLength: 30 }),
      fc.nat({ max: 60 }).map((length) => 'z'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat({ max: 400 })), (pieces, cuts) => {
        const source = text(...pieces);
        const whole = split(source, [], 32);
        expect(split(source, cuts, 32).map(placed)).toEqual(whole.map(placed));
        coversEveryByte(source, whole, /^[\ufeff\s]*$/);
        const lines = source.toString('latin1').split('\n');
        for (const { line, bytes } of whole) expect(lines[line - 1]).toContain(bytes.toString('latin1'));
      }),
      { numRuns: 500 },
    );
  });
});
