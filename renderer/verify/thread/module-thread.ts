import type { Thread } from './messages.ts';

/** A thread of the application's own files: its policy lets a page start none of text. */
export function moduleThread(): Thread {
  return threadOf(new Worker(new URL('./main.ts', import.meta.url), { type: 'module' }));
}

export function threadOf(worker: Worker): Thread {
  return { worker, end: () => worker.terminate() };
}
