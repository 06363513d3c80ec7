import type { Progress } from '../../shared/contract/operation.ts';
import { cancelled } from '../../shared/errors.ts';
import { comparePacks } from '../../shared/pack/difference/compare-packs.ts';
import type { PackDifference } from '../../shared/pack/difference/difference.ts';
import type { Session } from '../session/client-context.tsx';
import { browserEffects } from '../verify/browser-effects.ts';
import { fileReader } from '../verify/file-reader.ts';

/**
 * Two packs that were given to the page are compared here, two paths by the engine.
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
  const known = await client.call('signer.list', {}, { signal });
  return comparePacks(readerOf(pack), readerOf(against), {
    effects: browserEffects,
    known,
    checkCancelled: () => {
      if (signal.aborted) throw cancelled('nothing was changed');
    },
  });
}

function readerOf(pack: File | string) {
  if (typeof pack === 'string') throw new TypeError('a page reads no path');
  return fileReader(pack);
}
