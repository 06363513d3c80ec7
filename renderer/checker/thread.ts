import { AppError, toAppError } from '../../shared/errors.ts';
import { checkPack } from '../../shared/pack/check.ts';
import type { HashApart } from '../../shared/pack/check-context.ts';
import { fileReader } from '../verify/file-reader.ts';
import { checkerEffects } from './checker-effects.ts';
import { hashFiles, hashInThread } from './hashing.ts';
import type { CheckMessage, ThreadOrder } from './messages.ts';

/** How often the page is told how far it is, in milliseconds. */
const tellEveryMs = 100;
/** A pack of so many bytes is hashed by a thread of its own: for a smaller one, starting it takes longer than hashing. */
const hashedApart = 1 << 20;

/** Checks a pack, telling how it goes. `hashApart`: where there are threads. */
export async function check(
  file: File,
  tell: (message: CheckMessage) => void,
  hashApart?: HashApart,
): Promise<void> {
  let told = 0;
  try {
    const effects = { ...(await checkerEffects()), ...(hashApart && { hashApart }) };
    const report = await checkPack(fileReader(file), effects, {}, (progress) => {
      const now = Date.now();
      if (now - told < tellEveryMs) return;
      told = now;
      tell({ type: 'progress', progress });
    });
    tell({ type: 'report', report });
  } catch (error) {
    tell({ type: 'error', error: (error instanceof AppError ? error : toAppError(error)).toText() });
  }
}

/** In a thread, which is sent one order. */
export function serveOrders(): void {
  addEventListener('message', ({ data }: MessageEvent<ThreadOrder>) => {
    if ('hash' in data) {
      void hashFiles(fileReader(data.hash), data.files, (message) => postMessage(message));
      return;
    }
    const { check: file, script } = data;
    const apart = file.size < hashedApart ? undefined : hashInThread(file, script);
    void check(file, (message) => postMessage(message), apart);
  });
}
