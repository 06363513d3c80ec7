import { fstatSync, readSync } from 'node:fs';
import type { PackReader } from '../../shared/pack/reader.ts';
import { inflate } from './inflate.ts';

/** What is read waits for the garbage collector afterwards: larger pieces gain nothing, and more of them is there at once. */
const pieceLength = 1 << 16;

/** Reads the pack in an open file. */
export function fileReader(file: number): PackReader {
  return {
    size: fstatSync(file).size,
    pieceLength,
    inflate,
    async read(offset, length) {
      const bytes = Buffer.allocUnsafeSlow(length);
      let at = 0;
      while (at < length) {
        const count = readSync(file, bytes, at, length - at, offset + at);
        // The file was cut while it was read: what is missing reads as zeros, and fails as such.
        if (count === 0) {
          bytes.fill(0, at);
          break;
        }
        at += count;
      }
      return bytes;
    },
  };
}
