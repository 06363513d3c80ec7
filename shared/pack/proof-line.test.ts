import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLine } from './check-context.ts';
import { proofLineSchema } from './lines.ts';
import { parseProofLine } from './proof-line.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const lines = fc.record({
  source: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ordinal: count,
  leaf: hash,
  treeSize: count,
  proof: fc.array(hash, { maxLength: 54 }),
});
const slow = (text: string) => parseLine(proofLineSchema, Buffer.from(text));
const quick = (text: string) => parseProofLine(Buffer.from(text));

test('a line of proof reads as by its schema, changed in any place too', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 32, max: 126 }), (line, place, code) => {
      const text = JSON.stringify(line);
      expect(quick(text)).toEqual(slow(text));
      const at = place % text.length;
      const altered = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      expect(quick(altered)).toEqual(slow(altered));
      const shorter = text.slice(0, at) + text.slice(at + 1);
      expect(quick(shorter)).toEqual(slow(shorter));
    }),
  );
});

test.each([
  '',
  '{}',
  '{"source":1,"ordinal":0,"leaf":"","treeSize":1,"proof":[]}',
  `{"source":1,"ordinal":0,"leaf":"${'a'.repeat(64)}","treeSize":1,"proof":["${'b'.repeat(64)}",]}`,
  `{"source":1,"ordinal":0,"leaf":"${'a'.repeat(64)}","treeSize":1,"proof":["${'b'.repeat(64)}""${'b'.repeat(64)}"]}`,
  `{"source":9007199254740993,"ordinal":0,"leaf":"${'a'.repeat(64)}","treeSize":1,"proof":[]}`,
  `{"source":1,"ordinal":0,"leaf":"${'A'.repeat(64)}","treeSize":1,"proof":[]}`,
])('no line is %j', (text) => {
  expect(quick(text)).toBeNull();
  expect(slow(text)).toBeNull();
});
