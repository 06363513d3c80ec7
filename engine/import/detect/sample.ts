import { type ByteReader, pieces } from '../../packed/byte-reader.ts';
import { isPlain, type Packing } from '../../packed/packing.ts';
import { unpack } from '../../packed/unpack.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { sampleLength } from './detect.ts';

/** The beginning of a file's stream. */
export interface Sample {
  readonly bytes: Buffer;
  /** Why the stream ends within the sample, before it should; null where it is whole, or longer. */
  readonly fault: string | null;
}

/** The first `most` bytes of a file's stream. @throws AppError CANCELLED, and as `unpack` */
export async function sampleOf(
  reader: ByteReader,
  packing: Packing,
  stop: StopFlag,
  most = sampleLength,
): Promise<Sample> {
  const parts: Buffer[] = [];
  let length = 0;
  if (isPlain(packing)) {
    return { bytes: Buffer.concat([...pieces(reader, 0, Math.min(most, reader.size))]), fault: null };
  }
  const stream = unpack(reader, packing, Number.MAX_SAFE_INTEGER, () => stop.check());
  try {
    while (length < most) {
      const next = await stream.next();
      if (next.done) return { bytes: Buffer.concat(parts), fault: next.value.fault };
      parts.push(next.value);
      length += next.value.length;
    }
  } finally {
    await stream.return({} as never);
  }
  return { bytes: Buffer.concat(parts).subarray(0, most), fault: null };
}
