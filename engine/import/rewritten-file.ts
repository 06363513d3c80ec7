import { createHash } from 'node:crypto';
import { fstatSync } from 'node:fs';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { StopFlag } from '../threads/signal.ts';
import { changedMeanwhile } from './import-source.ts';
import { fileBlocks } from './reading/blocks.ts';

/** When an open file was last written to, as far as its file system tells. */
interface Written {
  readonly at: bigint;
  readonly changed: bigint;
}

export function lastWritten(file: number): Written {
  const { mtimeNs, ctimeNs } = fstatSync(file, { bigint: true });
  return { at: mtimeNs, changed: ctimeNs };
}

/**
 * Refuses what was read of a file that somebody wrote over meanwhile: its halves may be of two files, and nobody ever had it. One that only
 * grew, as a log does, still begins with what was read.
 *
 * @param before what `lastWritten` gave before it was read
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export function refuseRewritten(
  { file, path }: { readonly file: number; readonly path: string },
  before: Written,
  { bytes, sha256 }: Pick<SourceInfo, 'bytes' | 'sha256'>,
  stop: StopFlag,
): void {
  const now = lastWritten(file);
  if (now.at === before.at && now.changed === before.changed) return;
  const hash = createHash('sha256');
  let left = bytes;
  for (const block of fileBlocks(file, path)) {
    stop.check();
    const part = block.subarray(0, left);
    hash.update(part);
    left -= part.length;
    if (left === 0) break;
  }
  if (hash.digest('hex') !== sha256) throw changedMeanwhile(path);
}
