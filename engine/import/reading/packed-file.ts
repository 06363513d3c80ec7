import { FileReader, MeteredReader } from '../../packed/byte-reader.ts';
import type { Packing } from '../../packed/packing.ts';
import { type Unpacked, unpack } from '../../packed/unpack.ts';
import { Meter, type StopFlag } from '../../threads/signal.ts';
import { inBlocks } from './blocks.ts';

/** A packed file that some thread has opened; plain data, which threads hand on. */
export interface PackedFile {
  readonly file: number;
  readonly path: string;
  readonly packing: Packing;
  /** The longest that its stream may be, in bytes. */
  readonly limit: number;
  /** Of a `Meter`: counts the bytes of the file that were read. */
  readonly read: SharedArrayBuffer;
}

/**
 * Its stream, in blocks.
 *
 * @throws AppError CANCELLED once `stop` is set, and as `unpack`
 */
export function unpackedBlocks(
  { file, path, packing, limit, read }: PackedFile,
  stop: StopFlag,
): AsyncGenerator<Buffer, Unpacked> {
  const meter = new Meter(read);
  const reader = new MeteredReader(new FileReader(file, path), (bytes) => meter.add(bytes));
  return inBlocks(unpack(reader, packing, limit, () => stop.check()));
}
