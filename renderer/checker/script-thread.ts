import type { Thread } from '../verify/thread/messages.ts';

/** A thread made of the page's own script: there is nothing else to load, and nowhere to load it from. */
export function scriptThread(script: string): Thread {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address);
  return {
    worker,
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
