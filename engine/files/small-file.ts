import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { isOpenHere } from '../threads/open-databases.ts';
import { openHere } from './open-input.ts';
import { unreadable } from './path-faults.ts';

/** Bytes of the largest file that is read whole, where nothing says less. */
const largest = 64 * 1024 * 1024;
const blockLength = 64 * 1024;
/** Between two looks at a pipe that holds nothing yet, in milliseconds. */
const pause = 20;

/**
 * The whole of a small file that somebody named: a key, a list, a mapping. It may be a pipe, as shells make one of a
 * command's output; of one that nobody writes to nothing comes, and nobody is waited for.
 *
 * @throws AppError FILE_UNREADABLE, also where it has more than `longest` bytes
 */
export function readSmallFile(path: string, longest = largest): Buffer<ArrayBuffer> {
  try {
    if (isOpenHere(path)) throw new Error(openHere);
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const status = fstatSync(file);
      if (status.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
      if (!status.isFile() && !status.isFIFO()) throw new Error('it is no file');
      return readAll(file, longest);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readAll(file: number, longest: number): Buffer<ArrayBuffer> {
  const blocks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const block = Buffer.allocUnsafe(blockLength);
    const length = readWaiting(file, block);
    if (length === 0) return Buffer.concat(blocks);
    total += length;
    if (total > longest) throw new Error(`it has more than ${longest.toLocaleString('en')} bytes`);
    blocks.push(block.subarray(0, length));
  }
}

function readWaiting(file: number, block: Buffer): number {
  for (;;) {
    try {
      return readSync(file, block, 0, block.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
