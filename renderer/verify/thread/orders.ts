import type { Progress } from '../../../shared/domain/progress.ts';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { checkPack } from '../../../shared/pack/check.ts';
import type { HashApart } from '../../../shared/pack/check-context.ts';
import { checkEffects } from './effects.ts';
import { fileReader } from './file-reader.ts';
import { hashFiles, hashInThread } from './hashing.ts';
import type { CheckMessage, CheckOrder, Thread, ThreadOrder } from './messages.ts';

/** The page is told of progress at most this often, in milliseconds. */
const tellEveryMs = 100;
/** From this size on, in bytes, a pack is hashed by a further thread: for a smaller one, starting it takes longer than hashing. */
const hashedApart = 1 << 20;

/**
 * Checks a pack, and reports progress, then the report or an error.
 *
 * @param hashApart hashes files in a further thread, if there may be one
 */
export async function check(
  { check: file, known }: CheckOrder,
  tell: (message: CheckMessage) => void,
  hashApart?: HashApart,
): Promise<void> {
  try {
    const effects = { ...(await checkEffects()), ...(hashApart && { hashApart }) };
    tell({
      type: 'report',
      report: await checkPack(fileReader(file), effects, { known }, seldom(tell)),
    });
  } catch (error) {
    tell({ type: 'error', error: (error instanceof AppError ? error : toAppError(error)).toText() });
  }
}

/** Passes progress on as often as a person can follow it. */
export function seldom(
  tell: (message: Extract<CheckMessage, { type: 'progress' }>) => void,
): (progress: Progress) => void {
  let told = 0;
  return (progress) => {
    const now = Date.now();
    if (now - told < tellEveryMs) return;
    told = now;
    tell({ type: 'progress', progress });
  };
}

/**
 * To be called in a thread: carries out the one order that it is sent.
 *
 * @param another starts one more thread like this one
 */
export function serveOrders(another: (order: CheckOrder) => Thread): void {
  addEventListener('message', ({ data }: MessageEvent<ThreadOrder>) => {
    if ('hash' in data) {
      void hashFiles(fileReader(data.hash), data.files, (message) => postMessage(message));
      return;
    }
    const apart = data.check.size < hashedApart ? undefined : hashInThread(data.check, () => another(data));
    void check(data, (message) => postMessage(message), apart);
  });
}
