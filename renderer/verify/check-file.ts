import type { Progress } from '../../shared/domain/progress.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError, cancelled } from '../../shared/errors.ts';
import { paths } from '../../shared/pack/layout.ts';
import { readDirectory } from '../../shared/pack/zip-directory.ts';
import type { VerifyWish } from '../integrity/verify-choices.ts';
import type { Session } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { fileReader } from './thread/file-reader.ts';
import type { CheckOrder } from './thread/messages.ts';
import { moduleThread } from './thread/module-thread.ts';
import { startCheck } from './thread/start-check.ts';

/**
 * Checks a file that is not the open case. A pack that was given to the page is checked by a thread of the page, and no byte
 * of it leaves the browser. An export or a case file is checked by the engine, which needs its path.
 *
 * @param wish what is known of the chain of an export or a case file
 * @throws AppError PACK_UNREADABLE, FILE_UNREADABLE, CANCELLED; INVALID_INPUT where the path cannot be told
 */
export async function checkFile(
  { client, host }: Session,
  subject: File | string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
  wish: VerifyWish = {},
): Promise<VerifyReport> {
  if (typeof subject !== 'string' && (await isZip(subject))) {
    const known = await client.call('signer.list', {}, { signal });
    return checkInThread({ check: subject, known }, onProgress, signal);
  }
  const path = typeof subject === 'string' ? subject : host.pathOfDropped(subject);
  if (path === null) throw unknownPlace();
  // After a check that was stopped, what was derived by then is not derived again.
  return client.job('verify.run', { reuse: 'unchanged', ...wish, path }, { signal, onProgress });
}

function checkInThread(
  order: CheckOrder,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const { promise, resolve, reject } = Promise.withResolvers<VerifyReport>();
  const end = startCheck(order, moduleThread, (message) => {
    if (message.type === 'progress') onProgress(message.progress);
    else if (message.type === 'report') resolve(message.report);
    else reject(new AppError(message.error));
  });
  const stop = () => reject(cancelled('nothing was changed'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(end);
}

/**
 * Whether a zip is to be checked as a pack: it has a file that every pack has, or it cannot be read, and then the check says
 * why. Any other zip may hold exports.
 */
export async function isPack(file: File): Promise<boolean> {
  if (!(await isZip(file))) return false;
  try {
    const { members } = await readDirectory(fileReader(file));
    return members.some(({ path }) => path.endsWith(`/${paths.bagit}`));
  } catch {
    return true;
  }
}

/** By its first bytes (APPNOTE 4.3.7, 4.3.16): a name proves nothing. */
async function isZip(file: File): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05);
  } catch {
    // A folder, or a file that went away.
    return false;
  }
}

function unknownPlace(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: strings.check.noPack,
    safe: strings.check.noPackSafe,
    next: strings.check.noPackNext,
  });
}
