import type { CheckMessage, CheckOrder, Thread } from './messages.ts';
import { check } from './orders.ts';
import { startInThread } from './start-thread.ts';

/** Starts the check of a pack in a thread of its own. Returns what ends it. */
export function startCheck(
  order: CheckOrder,
  start: () => Thread,
  tell: (message: CheckMessage) => void,
): () => void {
  return startInThread<CheckMessage>(order, start, (here) => check(order, here), tell);
}
