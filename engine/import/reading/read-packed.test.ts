import { closeSync, openSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { Meter, StopFlag } from '../../threads/signal.ts';
import { makeEntry, temporaryFolder, write } from '../../verify/testing/chained-case.ts';
import { itsreal } from '../systems/itsreal.ts';
import type { PackedFile } from './packed-file.ts';
import { readFile } from './read-file.ts';
import { readPacked } from './read-packed.ts';
import type { Reading } from './read-source.ts';

const reading: Reading = {
  layout: { form: 'ndjson', encoding: 'utf-8' },
  mapping: itsreal.mapping,
  terms: {},
  chain: null,
};
/** More than may wait between threads. */
const lines = Buffer.from(
  Array.from(
    { length: 40_000 },
    (_, n) => `${JSON.stringify({ ...makeEntry(n), noise: Math.sin(n) })}\n`,
  ).join(''),
);

/** Members that hold nothing: no block comes of them for a long time. */
function manyOfNothing(members: number): Buffer {
  const member = gzipSync('');
  return Buffer.concat(Array.from({ length: members }, () => member));
}

function packed(bytes: Buffer, meter = new Meter()): PackedFile {
  const path = write(temporaryFolder(), 'a.gz', bytes);
  const file = openSync(path, 'r');
  onTestFinished(() => closeSync(file));
  const packing = { member: null, compression: 'gzip' } as const;
  return { file, path, packing, limit: Number.MAX_SAFE_INTEGER, read: meter.memory };
}

/** The threads that are started from now on. */
function threads(): Worker[] {
  const started: Worker[] = [];
  const see = (worker: Worker) => started.push(worker);
  process.on('worker', see);
  onTestFinished(() => void process.off('worker', see));
  return started;
}

it.each([
  ['unpacks', 0, 'unpacks the file'],
  ['reads', 1, 'reads the source'],
] as const)('a thread that %s and dies is lost, and nobody waits for it', async (_, which, what) => {
  const started = threads();
  const arrivals = readPacked(packed(gzipSync(lines)), reading, { blocks: true }, new StopFlag());
  await arrivals.next();
  expect(started).toHaveLength(2);
  await started[which]?.terminate();
  const rest = (async () => {
    for await (const _arrival of arrivals);
  })();
  await expect(rest).rejects.toMatchObject({ code: 'ENGINE_LOST', message: expect.stringContaining(what) });
});

it('a thread that ends while it unpacks to nothing is lost too', async () => {
  const started = threads();
  const arrivals = readPacked(packed(manyOfNothing(200_000)), reading, { blocks: true }, new StopFlag());
  const first = arrivals.next();
  await nextTurn();
  await started[0]?.terminate();
  await expect(first).rejects.toMatchObject({ code: 'ENGINE_LOST' });
});

it('of more than it may unpack to is refused by the thread that unpacks it, and says why', async () => {
  const arrivals = readPacked(
    { ...packed(gzipSync(lines)), limit: lines.length - 1 },
    reading,
    { blocks: true },
    new StopFlag(),
  );
  const all = (async () => {
    for await (const _arrival of arrivals);
  })();
  await expect(all).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

it('is cancelled while the file unpacks to nothing', async () => {
  const stop = new StopFlag();
  const arrivals = readPacked(packed(manyOfNothing(200_000)), reading, { blocks: true }, stop);
  setTimeout(() => stop.set(), 100);
  await expect(arrivals.next()).rejects.toMatchObject({ code: 'CANCELLED' });
});

it('is cancelled while a small file that is unpacked here gives nothing', async () => {
  const empty = manyOfNothing(6_000);
  expect(empty.length).toBeLessThan(1 << 17);
  const stop = new StopFlag();
  const arrivals = readFile(packed(empty), reading, { blocks: true }, null, stop);
  setImmediate(() => stop.set());
  await expect(arrivals.next()).rejects.toMatchObject({ code: 'CANCELLED' });
});

it.each([
  ['by a thread', lines],
  ['here', lines.subarray(0, 100_000)],
] as const)('%s, tells how far the file was read', async (_, content) => {
  const meter = new Meter();
  const file = gzipSync(content);
  let last = 0;
  for await (const _arrival of readFile(
    packed(file, meter),
    reading,
    { blocks: true },
    null,
    new StopFlag(),
  )) {
    expect(meter.bytes).toBeGreaterThanOrEqual(last);
    last = meter.bytes;
  }
  expect(last).toBe(file.length);
});
