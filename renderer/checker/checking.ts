import type { CheckMessage, ThreadOrder } from './messages.ts';
import { check } from './thread.ts';

/**
 * Starts the check of a file in a thread of its own, made of the page's own script: there is nothing else to load, and
 * nowhere to load it from. Where the browser allows no thread, it runs in the page, which then answers late.
 *
 * @returns what ends it
 */
export function startCheck(file: File, script: string, tell: (message: CheckMessage) => void): () => void {
  let ended = false;
  const tellUnlessEnded = (message: CheckMessage) => {
    if (!ended) tell(message);
  };
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  let worker: Worker | null = null;
  const inPage = () => {
    worker = null;
    void check(file, tellUnlessEnded);
  };
  try {
    worker = new Worker(address);
    worker.addEventListener('message', ({ data }: MessageEvent<CheckMessage>) => tellUnlessEnded(data));
    worker.addEventListener('error', inPage, { once: true });
    worker.postMessage({ check: file, script } satisfies ThreadOrder);
  } catch {
    inPage();
  }
  return () => {
    ended = true;
    worker?.terminate();
    URL.revokeObjectURL(address);
  };
}
