import fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat } from '../bytes/encoding.ts';
import { knownText, SpanWriter } from './span-writer.ts';

const bytes = fc.uint8Array({ maxLength: 30 });
const few = fc.array(fc.constantFrom(0x20, 0x7e, 0x7f, 0x80, 0xfe, 0xff, 0x00), { maxLength: 12 });

it('puts texts and spans one behind the other, wherever they stand', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(bytes, bytes, bytes)), (parts) => {
      const writer = new SpanWriter(10_000);
      // Not at the beginning of its memory.
      const source = concat(Uint8Array.of(1, 2, 3), ...parts.flat()).subarray(3);
      writer.begin(source);
      const expected: Uint8Array[] = [];
      let start = 0;
      for (const [text, before, span] of parts) {
        writer.text(knownText(text));
        start += text.length + before.length;
        expect(writer.span(start, start + span.length, false)).toBe(true);
        start += span.length;
        expected.push(text, span);
      }
      expect([...writer.out.subarray(0, writer.length)]).toEqual([...concat(...expected)]);
    }),
  );
});

it('refuses what is not plain where only that is wanted, and nothing else', () => {
  fc.assert(
    fc.property(few, few, (values, after) => {
      const writer = new SpanWriter(100);
      const isPlain = values.every((value) => value < 0x7f);
      writer.begin(Uint8Array.from([...values, ...after]));
      expect(writer.span(0, values.length, true)).toBe(isPlain);
      if (isPlain) expect([...writer.out.subarray(0, writer.length)]).toEqual(values);
    }),
    { numRuns: 1000 },
  );
});
