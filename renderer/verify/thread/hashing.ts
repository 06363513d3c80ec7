import type { HashApart } from '../../../shared/pack/check-context.ts';
import { hashMembers } from '../../../shared/pack/hash-members.ts';
import type { PackReader } from '../../../shared/pack/reader.ts';
import { checkEffects } from './effects.ts';
import type { HashMessage, HashOrder, Thread } from './messages.ts';

/** Hashes the files, and reports progress. If it fails as a whole, it reports no hashes, and whoever asked computes them. */
export async function hashFiles(
  reader: PackReader,
  files: HashOrder['files'],
  tell: (message: HashMessage) => void,
): Promise<void> {
  const onBytes = (bytes: number) => tell({ type: 'hashed', bytes });
  try {
    tell({ type: 'found', found: await hashMembers(await checkEffects(), reader, files, onBytes) });
  } catch {
    tell({ type: 'found', found: { hashes: new Map(), proven: null } });
  }
}

/**
 * Hashes files in a further thread: most of a check is hashing, and two cores do it in half the time. Rejects if the browser
 * starts no such thread.
 */
export function hashInThread(file: File, start: () => Thread): HashApart {
  return async (files, onBytes) => {
    const { worker, end } = start();
    try {
      return await new Promise((resolve, reject) => {
        worker.addEventListener('message', ({ data }: MessageEvent<HashMessage>) => {
          if (data.type === 'found') resolve(data.found);
          else onBytes(data.bytes);
        });
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          reject(new Error(event.message));
        });
        worker.postMessage({ hash: file, files } satisfies HashOrder);
      });
    } finally {
      end();
    }
  };
}
