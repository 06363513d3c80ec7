import type { CheckMessage, CheckOrder, Thread } from './messages.ts';
import { check } from './orders.ts';

/**
 * Starts the check of a pack in a thread of its own. Where the browser allows none, it runs in the page, which then answers late.
 *
 * @returns what ends it
 */
export function startCheck(
  order: CheckOrder,
  start: () => Thread,
  tell: (message: CheckMessage) => void,
): () => void {
  let ended = false;
  let thread: Thread | null = null;
  const tellUnlessEnded = (message: CheckMessage) => {
    if (!ended) tell(message);
  };
  const inPage = () => {
    thread?.end();
    thread = null;
    if (!ended) void check(order, tellUnlessEnded);
  };
  try {
    thread = start();
    const { worker } = thread;
    worker.addEventListener('message', ({ data }: MessageEvent<CheckMessage>) => tellUnlessEnded(data));
    worker.addEventListener('error', inPage, { once: true });
    worker.postMessage(order);
  } catch {
    inPage();
  }
  return () => {
    ended = true;
    thread?.end();
  };
}
