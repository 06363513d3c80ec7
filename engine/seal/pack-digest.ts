import { createHash } from 'node:crypto';
import { createReadStream, fstatSync } from 'node:fs';
import type { CallContext } from '../../shared/contract/server.ts';
import { cancelled } from '../../shared/errors.ts';
import { openInput } from '../files/open-input.ts';
import { unreadable } from '../files/path-faults.ts';

const pieceBytes = 1 << 20;

/**
 * The SHA-256 of a pack's file as it is now, hex. Piece by piece: a session answers other questions meanwhile.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export async function packDigest(
  path: string,
  { signal, progress }: CallContext,
): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  const file = openInput(path);
  try {
    const pieces: AsyncIterable<Buffer> = createReadStream('', {
      fd: file,
      highWaterMark: pieceBytes,
      signal,
    });
    const total = fstatSync(file).size;
    let done = 0;
    for await (const piece of pieces) {
      hash.update(piece);
      done += piece.length;
      progress({ phase: 'hashing', done, total, unit: 'bytes' });
    }
  } catch (error) {
    throw signal.aborted ? cancelled('nothing was changed') : unreadable(path, error);
  }
  return { sha256: hash.digest('hex') };
}
