import type { Thread } from './messages.ts';

/**
 * Has an order carried out in a thread of its own. Where the browser allows none, it is done in the page, which then answers late.
 *
 * @param inPage does here what the thread would
 * @returns what ends it
 */
export function startInThread<Message>(
  order: unknown,
  start: () => Thread,
  inPage: (tell: (message: Message) => void) => Promise<void>,
  tell: (message: Message) => void,
): () => void {
  let ended = false;
  let thread: Thread | null = null;
  const tellUnlessEnded = (message: Message) => {
    if (!ended) tell(message);
  };
  const here = () => {
    thread?.end();
    thread = null;
    if (!ended) void inPage(tellUnlessEnded);
  };
  try {
    thread = start();
    const { worker } = thread;
    worker.addEventListener('message', ({ data }: MessageEvent<Message>) => tellUnlessEnded(data));
    worker.addEventListener('error', here, { once: true });
    worker.postMessage(order);
  } catch {
    here();
  }
  return () => {
    ended = true;
    thread?.end();
  };
}
