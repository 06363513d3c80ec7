import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { ReadyThreads, startThread } from './ready-threads.ts';

it('hands out the thread that waits, once', async () => {
  const threads = new ReadyThreads();
  threads.begin('read');
  threads.begin('read');
  const first = threads.take('read');
  const second = threads.take('read');
  expect(second).not.toBe(first);
  await Promise.all([first.terminate(), second.terminate(), threads.close()]);
});

it('ends those that nobody took', async () => {
  const threads = new ReadyThreads();
  threads.begin('stored');
  const other = threads.take('stored');
  threads.begin('stored');
  await threads.close();
  // What was taken is still there.
  expect(other.threadId).toBeGreaterThan(0);
  await other.terminate();
});

it('replaces a thread that was lost while it waited', async () => {
  const started: Worker[] = [];
  const threads = new ReadyThreads((name) => {
    const worker = startThread(name);
    started.push(worker);
    return worker;
  });
  threads.begin('key-tree');
  const [lost] = started;
  if (lost === undefined) throw new Error('none was started');
  const gone = once(lost, 'exit');
  await lost.terminate();
  await gone;
  const taken = threads.take('key-tree');
  expect(taken).not.toBe(lost);
  await taken.terminate();
});
