import { createZstdDecompress } from 'node:zlib';
import { decompress } from './decompress.ts';
import type { Pieces, Pull } from './pull.ts';

const chunkSize = 1 << 18;

/**
 * Decompresses a zstd file (RFC 8878): its frames one after the other, skippable ones too. Node's decompressor stops at
 * the end of a frame where more input is at hand, and says nothing of it. Windows of more than 128 MiB and dictionaries
 * are not read. `check` is called for each frame, as for each member of gzip.
 */
export async function* unzstd(input: Pull, open: () => Pieces, check: () => void): Pieces {
  for (;;) {
    check();
    const head = await input.take(1);
    if (head.length === 0) return input.fault;
    input.giveBack(head);
    const fault = yield* decompress(() => createZstdDecompress({ chunkSize }), input, open);
    if (fault !== null) return fault;
  }
}
