import { parentPort } from 'node:worker_threads';
import { collectGarbage, restsAfterMs } from './collect-garbage.ts';

/** Has this thread do whatever it is told by messages, and give memory back where nothing more comes for a while. */
export function onWork<Message>(work: (message: Message) => void | Promise<void>): void {
  let rest: NodeJS.Timeout | undefined;
  parentPort?.on('message', async (message: Message) => {
    clearTimeout(rest);
    await work(message);
    rest = setTimeout(collectGarbage, restsAfterMs).unref();
  });
}
