import { hashMember, type MemberHash, readMember } from '../../shared/pack/member.ts';
import type { PackReader } from '../../shared/pack/reader.ts';
import type { FoundMember } from '../../shared/pack/zip-directory.ts';
import { checkerEffects } from './checker-effects.ts';
import type { HashOrder } from './messages.ts';

type Files = ReadonlyMap<string, FoundMember>;
type Hashes = ReadonlyMap<string, MemberHash>;

/** Hashes the files; those that cannot be read are left out. */
export async function hashFiles(reader: PackReader, files: Files): Promise<Hashes> {
  const effects = await checkerEffects();
  const hashes = new Map<string, MemberHash>();
  for (const [path, member] of files) {
    try {
      hashes.set(path, await hashMember(effects, readMember(reader, member)));
    } catch {
      // Whoever asked reads it again, and tells what is wrong with it.
    }
  }
  return hashes;
}

/**
 * Has the files hashed by a thread of its own, of the same script: most of a check is hashing, and two cores do it in half the
 * time. Rejects where the browser starts none.
 *
 * @param script the page's own; a thread has no other origin than its own to start one from
 */
export async function hashInThread(file: File, files: Files, script: string): Promise<Hashes> {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address);
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Hashes>) => resolve(data));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      });
      worker.postMessage({ hash: file, files } satisfies HashOrder);
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(address);
  }
}
