import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StopFlag } from '../../threads/signal.ts';
import { RingWriter, ringBlocks, ringEnded, ringMemory } from './ring.ts';

function ring(stop = new StopFlag()) {
  const { port1, port2 } = new MessageChannel();
  const memory = ringMemory();
  return { memory, writer: new RingWriter(port1, memory, stop), blocks: ringBlocks(port2, memory, stop) };
}

const sha256 = new Uint8Array(32).fill(7);

it('gives the blocks that were written, in their order, however both sides take turns', () => {
  const block = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.array(fc.tuple(block, fc.boolean()), { maxLength: 120 }), (turns) => {
      const { writer, blocks } = ring();
      const given: number[][] = [];
      const take = () => given.push([...(blocks.next().value as Buffer)]);
      let written = 0;
      for (const [bytes, reads] of turns) {
        // One place more is taken by the block that is looked at.
        if (written - given.length >= 30) take();
        writer.write(bytes);
        written++;
        if (reads) take();
      }
      while (given.length < written) take();
      const end = { type: 'end', sha256, continued: true } as const;
      writer.end(end);
      expect(blocks.next()).toEqual({ done: true, value: end });
      expect(given).toEqual(turns.map(([bytes]) => [...bytes]));
    }),
    { numRuns: 50 },
  );
});

it('gives what was written before the other side failed, and then its error', () => {
  const { memory, writer, blocks } = ring();
  writer.write(Uint8Array.of(1, 2));
  expect(ringEnded(memory)).toBe(false);
  const error = { code: 'CASE_CORRUPT', message: 'a chunk', safe: 'all', next: 'look' } as const;
  writer.end({ type: 'error', error });
  expect(ringEnded(memory)).toBe(true);
  expect([...(blocks.next().value as Buffer)]).toEqual([1, 2]);
  expect(() => blocks.next()).toThrow(expect.objectContaining({ code: 'CASE_CORRUPT' }));
});

it('lets neither side wait once it is to stop', () => {
  const stop = new StopFlag();
  const { writer, blocks } = ring(stop);
  for (let n = 0; n < 32; n++) writer.write(Uint8Array.of(n));
  stop.set();
  expect(() => writer.write(Uint8Array.of(32))).toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  const reading = ring(stop).blocks;
  expect(() => reading.next()).toThrow(expect.objectContaining({ code: 'CANCELLED' }));
  expect(blocks.next().value).toHaveLength(1);
});
