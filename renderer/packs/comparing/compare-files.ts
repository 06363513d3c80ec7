import type { Progress } from '../../../shared/domain/progress.ts';
import { AppError, cancelled } from '../../../shared/errors.ts';
import type { PackDifference } from '../../../shared/pack/difference/difference.ts';
import type { Session } from '../../session/client-context.tsx';
import { threadOf } from '../../verify/thread/module-thread.ts';
import { startInThread } from '../../verify/thread/start-thread.ts';
import { compare } from './compare.ts';
import type { CompareMessage, CompareOrder } from './messages.ts';

/**
 * Two packs that were given to the page are compared by a thread of the page, two paths by the engine.
 *
 * @throws AppError PACK_UNREADABLE, FILE_UNREADABLE, CANCELLED
 */
export async function compareFiles(
  { client }: Session,
  pack: File | string,
  against: File | string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<PackDifference> {
  if (typeof pack === 'string' && typeof against === 'string')
    return client.job('pack.compare', { path: pack, against }, { signal, onProgress });
  if (typeof pack === 'string' || typeof against === 'string') throw new TypeError('a page reads no path');
  const known = await client.call('signer.list', {}, { signal });
  return compareInThread({ pack, against, known }, onProgress, signal);
}

function compareInThread(
  order: CompareOrder,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<PackDifference> {
  const { promise, resolve, reject } = Promise.withResolvers<PackDifference>();
  const end = startInThread<CompareMessage>(
    order,
    () => threadOf(new Worker(new URL('./main.ts', import.meta.url), { type: 'module' })),
    (tell) => compare(order, tell),
    (message) => {
      if (message.type === 'progress') onProgress(message.progress);
      else if (message.type === 'difference') resolve(message.difference);
      else reject(new AppError(message.error));
    },
  );
  const stop = () => reject(cancelled('nothing was changed'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(end);
}
