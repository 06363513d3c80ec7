import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const program = `
  const { readlinkSync } = require('node:fs');
  const { getPriority } = require('node:os');
  const { parentPort } = require('node:worker_threads');
  const own = () => getPriority(process.platform === 'linux' ? Number(readlinkSync('/proc/thread-self').split('/').pop()) : 0);
  const before = own();
  import(${JSON.stringify(new URL('./give-way.ts', import.meta.url).href)}).then(({ giveWay }) => {
    giveWay();
    parentPort.postMessage({ before, after: own() });
  });`;

it('lowers the priority of its own thread, and of no other', async () => {
  const here = getPriority();
  const worker = new Worker(program, { eval: true });
  const [{ before, after }] = (await once(worker, 'message')) as [{ before: number; after: number }];
  await once(worker, 'exit');
  expect(getPriority()).toBe(here);
  expect(before).toBe(here);
  if (process.platform === 'linux') expect(after).toBe(Math.min(before + 8, 19));
  else expect(after).toBe(before);
});
