import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type { ExtractResult } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { TaskContext } from '../task.ts';
import { sourceChunks } from './bytes.ts';
import type { ReadableDb } from './database.ts';
import { caseFault } from './faults.ts';
import { sourceRow } from './sources.ts';

/**
 * Writes a source's file back, byte for byte, and says its SHA-256. Whatever stands at `out` is not overwritten; a file
 * that could not be completed, or is not the one acquired, is removed.
 *
 * @throws AppError INVALID_INPUT, CASE_CORRUPT, DISK_FULL, CANCELLED
 */
export function extractSource(
  db: ReadableDb,
  source: number,
  out: string,
  context: TaskContext,
): ExtractResult {
  const { bytes: total, sha256: acquired, name } = sourceRow(db, source);
  const file = create(out);
  let complete = false;
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for (const chunk of sourceChunks(db, source)) {
      context.checkCancelled();
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
      hash.update(chunk);
      bytes += chunk.length;
      context.progress({ phase: `extracting ${name}`, done: bytes, total, unit: 'bytes' });
    }
    const sha256 = hash.digest();
    if (!sha256.equals(acquired)) throw differs(source, acquired, sha256);
    fsyncSync(file);
    complete = true;
    return { out, bytes, sha256: sha256.toString('hex') };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!complete) rmSync(out, { force: true });
  }
}

function create(out: string): number {
  try {
    return openSync(out, 'wx');
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new AppError(
      {
        code: 'INVALID_INPUT',
        message: exists
          ? `a file already stands at ${out}`
          : `${out} cannot be written: ${(cause as Error).message}`,
        safe: 'nothing was written',
        next: 'choose another path',
      },
      { cause },
    );
  }
}

function differs(source: number, acquired: Buffer, actual: Buffer): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `the stored bytes of source ${source} are not those acquired: SHA-256 ${actual.toString('hex')}, not ${acquired.toString('hex')}`,
    safe: 'nothing was written',
    next: 'verify the case file, and go back to a copy of it',
  });
}
