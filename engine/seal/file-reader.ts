import { fstatSync, readSync } from 'node:fs';
import type { PackReader } from '../../shared/pack/reader.ts';
import { inflate } from './inflate.ts';

/** Reads the pack in an open file. */
export function fileReader(file: number): PackReader {
  return {
    size: fstatSync(file).size,
    inflate,
    async read(offset, length) {
      const bytes = Buffer.alloc(length);
      let at = 0;
      while (at < length) {
        const count = readSync(file, bytes, at, length - at, offset + at);
        // The file was cut while it was read: what is missing reads as zeros, and fails as such.
        if (count === 0) break;
        at += count;
      }
      return bytes;
    },
  };
}
