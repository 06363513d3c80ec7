import { AppError, toAppError } from '../../shared/errors.ts';
import { checkPack } from '../../shared/pack/check.ts';
import { browserEffects } from '../verify/browser-effects.ts';
import { fileReader } from '../verify/file-reader.ts';
import type { CheckMessage } from './messages.ts';

/** How often the page is told how far it is, in milliseconds. */
const tellEveryMs = 100;

/** Checks a pack, telling how it goes. */
export async function check(file: File, tell: (message: CheckMessage) => void): Promise<void> {
  let told = 0;
  try {
    const report = await checkPack(fileReader(file), browserEffects, {}, (progress) => {
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

/** In the thread: each message is a file to check. */
export function serveChecks(): void {
  addEventListener('message', ({ data }: MessageEvent<File>) => {
    void check(data, (message) => postMessage(message));
  });
}
