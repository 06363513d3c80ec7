import { FileReader } from '../../packed/byte-reader.ts';
import { isPlain } from '../../packed/packing.ts';
import type { Unpacked } from '../../packed/unpack.ts';
import type { ReadyThreads } from '../../threads/ready-threads.ts';
import type { StopFlag } from '../../threads/signal.ts';
import type { CaseTerms } from '../batch/known-terms.ts';
import { fileBlocks } from './blocks.ts';
import { type PackedFile, unpackedBlocks } from './packed-file.ts';
import type { Wanted } from './read.ts';
import { type Arrival, type ReadEnd, readApart } from './read-apart.ts';
import { readHere, smallStream } from './read-here.ts';
import { readPacked } from './read-packed.ts';
import type { Reading } from './read-source.ts';
import { readInThreads } from './read-stored.ts';

/** A packed file is tried for a small stream up to this many bytes. */
const smallPacked = 1 << 17;

/** Reads the stream of an open file, in threads of its own where it is worth that. `threads`: where such may wait already. */
export async function* readFile(
  input: PackedFile,
  reading: Reading,
  wanted: Wanted,
  terms: CaseTerms | null,
  stop: StopFlag,
  threads?: ReadyThreads,
): AsyncGenerator<Arrival, ReadEnd> {
  const { file, path, packing } = input;
  const size = new FileReader(file, path).size;
  if (isPlain(packing)) {
    if (size > smallStream && !wanted.blocks)
      return yield* readInThreads({ path, file }, false, reading, stop, threads);
    if (size > smallStream)
      return yield* readApart({ kind: 'file', file, path }, reading, wanted, stop, null, threads);
    return yield* readHere(fileBlocks(file, path), null, false, reading, wanted, terms);
  }
  const small = (packing.member?.packed ?? size) <= smallPacked ? await unpackedSmall(input, stop) : null;
  if (small === null) return yield* readPacked(input, reading, wanted, stop, threads);
  const { blocks, unpacked } = small;
  return yield* readHere(blocks, unpacked, unpacked.fault !== null, reading, wanted, terms);
}

/** The whole stream where it is small; otherwise null. */
async function unpackedSmall(
  packed: PackedFile,
  stop: StopFlag,
): Promise<{ blocks: Buffer[]; unpacked: Unpacked } | null> {
  const stream = unpackedBlocks(packed, stop);
  const blocks: Buffer[] = [];
  try {
    for (let bytes = 0; bytes <= smallStream; ) {
      const next = await stream.next();
      if (next.done) return { blocks, unpacked: next.value };
      blocks.push(next.value);
      bytes += next.value.length;
    }
    return null;
  } finally {
    await stream.return({} as Unpacked);
  }
}
