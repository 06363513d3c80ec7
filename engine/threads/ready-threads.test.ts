import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TreeThreadOrder } from '../import/reading/trees.ts';
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
  const threads = new ReadyThreads({
    start: (name) => {
      const worker = startThread(name);
      started.push(worker);
      return worker;
    },
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

describe('a thread that is given back', () => {
  /** A thread that has done something, and says so. */
  async function used(threads: ReadyThreads): Promise<Worker> {
    const worker = threads.take('trees');
    await answerOf(worker);
    return worker;
  }

  it('is ended where none are kept', async () => {
    const threads = new ReadyThreads();
    const worker = await used(threads);
    await threads.giveBack('trees', worker);
    expect(worker.threadId).toBe(-1);
  });

  it('does the work of whoever takes it next, who alone hears of it', async () => {
    const threads = new ReadyThreads({ keepMs: 60_000 });
    onTestFinished(() => threads.close());
    const worker = await used(threads);
    const before: unknown[] = [];
    worker.on('message', (message) => before.push(message));
    await threads.giveBack('trees', worker);
    const again = threads.take('trees');
    expect(again).toBe(worker);
    expect(await answerOf(again)).toMatchObject({ type: 'roots' });
    expect(before).toEqual([]);
    await again.terminate();
  });

  it('outlasts what ends those that nobody took', async () => {
    const threads = new ReadyThreads({ keepMs: 60_000 });
    const worker = await used(threads);
    await threads.giveBack('trees', worker);
    const begun = threads.begin('stored');
    await threads.endUnused();
    expect(begun.threadId).toBe(-1);
    expect(threads.begin('trees')).toBe(worker);
    await threads.close();
    expect(worker.threadId).toBe(-1);
  });

  it('is ended where another of its kind waits already', async () => {
    const threads = new ReadyThreads({ keepMs: 60_000 });
    onTestFinished(() => threads.close());
    const [worker, other] = [await used(threads), await used(threads)];
    await threads.giveBack('trees', worker);
    await threads.giveBack('trees', other);
    expect(other.threadId).toBe(-1);
    expect(threads.begin('trees')).toBe(worker);
  });

  it('is ended after a while', async () => {
    const threads = new ReadyThreads({ keepMs: 1 });
    const worker = await used(threads);
    await threads.giveBack('trees', worker);
    await once(worker, 'exit');
    const taken = threads.take('trees');
    expect(taken).not.toBe(worker);
    await taken.terminate();
  });

  it('is not kept where it has ended by then', async () => {
    const threads = new ReadyThreads({ keepMs: 60_000 });
    const worker = await used(threads);
    await worker.terminate();
    await threads.giveBack('trees', worker);
    const taken = threads.take('trees');
    expect(taken).not.toBe(worker);
    await taken.terminate();
  });

  it('is replaced where it was lost meanwhile', async () => {
    const threads = new ReadyThreads({ keepMs: 60_000 });
    const worker = await used(threads);
    await threads.giveBack('trees', worker);
    await worker.terminate();
    const taken = threads.take('trees');
    expect(taken).not.toBe(worker);
    await taken.terminate();
  });
});

/** What the thread that builds trees says of a source without records. */
async function answerOf(worker: Worker): Promise<unknown> {
  const answered = once(worker, 'message');
  const input = {
    secret: new Uint8Array(32),
    terms: {},
    folders: [],
    window: new SharedArrayBuffer(4),
  };
  worker.postMessage({ type: 'begin', input } satisfies TreeThreadOrder);
  worker.postMessage({ type: 'finish' } satisfies TreeThreadOrder);
  const [answer] = await answered;
  return answer;
}
