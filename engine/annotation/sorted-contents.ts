import { sortedHashes } from '../../shared/proof/sorted-hashes.ts';

/** The hashes, 32 bytes each, in ascending order of their bytes. */
export function sortedContents(contents: Buffer): Buffer {
  return Buffer.from(sortedHashes(contents).buffer);
}
