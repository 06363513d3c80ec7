import { hash } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StopFlag } from '../../threads/signal.ts';
import type { Located } from '../split/located.ts';
import { splitLines } from '../split/split-lines.ts';
import { observed } from './blocks.ts';
import { RecordHashReader } from './record-hashes.ts';
import { RingWriter, ringBlocks, ringMemory } from './ring.ts';

function ring() {
  const { port1, port2 } = new MessageChannel();
  const memory = ringMemory({ hashes: true });
  if (memory.hashes === null) throw new Error('it has none');
  const hashes = new RecordHashReader(memory.hashes);
  return {
    writer: new RingWriter(port1, memory, new StopFlag()),
    hashes,
    blocks: ringBlocks(port2, memory, new StopFlag(), (place) => hashes.begin(place)),
  };
}

const line = fc.oneof(
  fc.constantFrom('', ' ', '{}', ' {"a":1} \r', '\ufeff{"a":2}'),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\n', ' ')),
);

it('gives of each record what its bytes hash to, however the stream comes in blocks', () => {
  const lines = fc.array(line, { maxLength: 60 });
  fc.assert(
    fc.property(lines, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (texts, sizes) => {
      const stream = Buffer.from(texts.join('\n'));
      const given: Buffer[] = [];
      for (let at = 0, n = 0; at < stream.length && n < 30; n++) {
        const size = n === 29 ? stream.length : (sizes[n % sizes.length] as number);
        given.push(stream.subarray(at, at + size));
        at += size;
      }
      const { writer, hashes, blocks } = ring();
      const passed = observed(
        given,
        () => {},
        (block) => writer.write(block),
      );
      for (const record of splitLines(passed)) writer.hashes?.add(record);
      writer.end({ type: 'end', sha256: new Uint8Array(32), continued: true });
      const into = new Uint8Array(34);
      let unknown = 0;
      for (const record of splitLines(blocks)) {
        if (!hashes.copy(record, into, 1)) unknown++;
        else expect(Buffer.from(into).toString('hex', 1, 33)).toBe(hash('sha256', record.bytes));
      }
      // What no line feed ends is found only once there is no block to come.
      expect(unknown).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

it('gives nothing of a record that stands elsewhere, or is longer, and of none beyond those that a block has room for', () => {
  const { writer, hashes, blocks } = ring();
  const record = (offset: number, length: number): Located => {
    return { bytes: Buffer.alloc(length, offset % 256), offset, length, line: 1, fault: null };
  };
  for (let n = 0; n < 5000; n++) writer.hashes?.add(record(n * 10, 9));
  writer.write(Buffer.alloc(8));
  blocks.next();
  const into = new Uint8Array(32);
  expect(hashes.copy(record(0, 8), into, 0)).toBe(false);
  expect(hashes.copy(record(5, 9), into, 0)).toBe(false);
  expect(into).toEqual(new Uint8Array(32));
  expect(hashes.copy(record(10, 9), into, 0)).toBe(true);
  expect(Buffer.from(into).toString('hex')).toBe(hash('sha256', Buffer.alloc(9, 10)));
  expect(hashes.copy(record(40_950, 9), into, 0)).toBe(true);
  expect(hashes.copy(record(40_960, 9), into, 0)).toBe(false);
});
