import { Worker, type WorkerOptions } from 'node:worker_threads';
import { threadLimits, threadModule, type threadPlaces } from './entry.ts';
import { beginsThread, threadEnded } from './open-databases.ts';

/** Begins a thread of some kind. However it ends, what it has open counts as open no longer. */
export function beginThread(kind: keyof typeof threadPlaces, options: WorkerOptions = {}): Worker {
  beginsThread();
  const worker = new Worker(threadModule(kind), { ...options, resourceLimits: threadLimits });
  heedEnd(worker);
  return worker;
}

/** Again, where somebody removed all that listen to it. */
export function heedEnd(worker: Worker): void {
  const { threadId } = worker;
  worker.on('exit', () => threadEnded(threadId));
}
