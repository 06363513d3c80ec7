import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type { ExtractResult } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors.ts';
import { outFault } from '../files/out-fault.ts';
import { isTaken } from '../files/place-file.ts';
import { unpack } from '../packed/unpack.ts';
import type { TaskContext } from '../task.ts';
import { AcquiredFiles } from './acquired.ts';
import { acquiredChunks, sourceChunks } from './bytes.ts';
import { containerRow } from './containers.ts';
import type { ReadableDb } from './database.ts';
import { caseFault } from './faults.ts';
import { type SourceRow, sourceRow } from './sources.ts';

/** What is written back: its bytes in order, how many, and their SHA-256, as the import recorded them. */
interface Original {
  readonly name: string;
  readonly blocks: Iterable<Buffer> | AsyncIterable<Buffer>;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/**
 * Writes a source's file back as it was acquired, byte for byte, or a container's, and says its SHA-256. Whatever stands
 * at `out` is not overwritten; a file that could not be completed, or is not the one acquired, is removed.
 *
 * @throws AppError INVALID_INPUT, FILE_UNREADABLE, CASE_CORRUPT, DISK_FULL, CANCELLED
 */
export async function extract(
  db: ReadableDb,
  {
    source,
    out,
    heldAt,
    stream = false,
  }: {
    readonly source: number;
    readonly out: string;
    /** Where the file waits instead, until custody tells of it. */
    readonly heldAt?: string | undefined;
    readonly stream?: boolean | undefined;
  },
  context: TaskContext,
): Promise<ExtractResult> {
  const original = originalOf(db, source, stream);
  const file = createOut(out, heldAt);
  let complete = false;
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const block of original.blocks) {
      context.checkCancelled();
      for (let at = 0; at < block.length; ) at += writeSync(file, block, at);
      hash.update(block);
      bytes += block.length;
      context.progress({
        phase: `extracting ${original.name}`,
        done: bytes,
        total: original.bytes,
        unit: 'bytes',
      });
    }
    const sha256 = hash.digest();
    if (!sha256.equals(original.sha256)) throw differs(source, original.sha256, sha256);
    fsyncSync(file);
    complete = true;
    return { out, bytes, sha256: sha256.toString('hex') };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!complete) rmSync(heldAt ?? out, { force: true });
  }
}

function originalOf(db: ReadableDb, id: number, stream: boolean): Original {
  const container = containerRow(db, id);
  if (container !== null) return { ...container, blocks: acquiredChunks(db, id) };
  const source = sourceRow(db, id);
  const { name, bytes, sha256, compression, stream_bytes, stream_sha256 } = source;
  if (compression === null) return { name, bytes, sha256, blocks: sourceChunks(db, id) };
  if (stream && stream_bytes !== null && stream_sha256 !== null)
    return { name, bytes: stream_bytes, sha256: stream_sha256, blocks: sourceChunks(db, id) };
  if (source.container !== null) return { name, bytes, sha256, blocks: memberFile(db, source) };
  return { name, bytes, sha256, blocks: acquiredChunks(db, source.reread_of ?? id) };
}

/** A compressed file that came in a container: it is kept there alone. */
async function* memberFile(db: ReadableDb, source: SourceRow): AsyncGenerator<Buffer> {
  const { reader, packing } = await new AcquiredFiles(db).placeOf(source);
  if (packing === null) {
    throw new AppError({
      code: 'CASE_CORRUPT',
      message: `the container of source ${source.id} does not hold its file`,
      safe: 'nothing was written',
      next: 'verify the case file, and go back to a copy of it',
    });
  }
  yield* unpack(reader, { ...packing, compression: null }, source.bytes);
}

/** Creates the file `out`, or the one that is held for it; nothing is overwritten. */
export function createOut(out: string, heldAt?: string): number {
  try {
    const file = openSync(heldAt ?? out, 'wx');
    if (heldAt === undefined || !isTaken(out)) return file;
    closeSync(file);
    rmSync(heldAt);
    throw Object.assign(new Error('a file stands there'), { code: 'EEXIST' });
  } catch (error) {
    throw outFault(out, error);
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
