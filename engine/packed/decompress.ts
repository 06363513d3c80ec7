import type { InflateRaw, ZstdDecompress } from 'node:zlib';
import { type Pieces, Pull } from './pull.ts';

/** One of Node's decompressors, for one deflate stream or one run of zstd frames. */
export type MakeEngine = () => InflateRaw | ZstdDecompress;

/** Bytes that may wait to be taken before an engine is held back: a bomb gives gigabytes for one piece. */
const heldLimit = 4 << 20;

/**
 * Decompresses what begins where `input` stands, and leaves `input` behind its end. What an engine gave together with an
 * error is lost: then a second one, over the bytes that `open` gives again, is fed byte by byte, so that everything before
 * the faulty byte comes out, the same whatever lengths the bytes came in.
 */
export async function* decompress(make: MakeEngine, input: Pull, open: () => Pieces): Pieces {
  const start = input.position;
  const engine = new Stepped(make());
  let given = 0;
  try {
    for (;;) {
      const piece = await input.piece();
      if (piece === null) {
        yield* engine.finish();
        if (engine.error === null) return null;
        return input.fault ?? `it ends at byte ${input.position}, in the middle of what was compressed`;
      }
      const before = input.position - piece.length;
      for await (const bytes of engine.write(piece)) {
        given += bytes.length;
        yield bytes;
      }
      if (engine.error !== null) return yield* carefully(make, open, { start, before, given });
      if (engine.ended) {
        input.giveBack(piece.subarray(engine.consumed - (before - start)));
        return null;
      }
    }
  } finally {
    engine.close();
  }
}

/** The part of a faulty stream that was not given yet; returns where it is faulty. */
async function* carefully(
  make: MakeEngine,
  open: () => Pieces,
  { start, before, given }: { readonly start: number; readonly before: number; readonly given: number },
): Pieces {
  const input = new Pull(open());
  const engine = new Stepped(make());
  let skip = given;
  const beyond = (bytes: Buffer): Buffer => {
    const rest = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - rest.length;
    return rest;
  };
  try {
    await input.skipTo(start);
    for (;;) {
      const piece = await (input.position < before
        ? input.take(Math.min(1 << 16, before - input.position))
        : input.take(1));
      if (piece.length === 0) return `it cannot be decompressed to its end`;
      for await (const bytes of engine.write(piece)) {
        const rest = beyond(bytes);
        if (rest.length > 0) yield rest;
      }
      if (engine.error !== null)
        return `from byte ${input.position - 1} of the file on it cannot be decompressed: ${engine.error.message}`;
    }
  } finally {
    engine.close();
    await input.close();
  }
}

/** An engine that is written to piece by piece, each to its end before the next. */
class Stepped {
  error: Error | null = null;
  /** Whether the compressed data ended, be there bytes behind it or not. */
  ended = false;
  private readonly engine: InflateRaw | ZstdDecompress;
  private readonly out: Buffer[] = [];
  private held = 0;
  private wake: () => void = () => {};

  constructor(engine: InflateRaw | ZstdDecompress) {
    this.engine = engine;
    engine.on('data', (bytes: Buffer) => {
      this.out.push(bytes);
      this.held += bytes.length;
      if (this.held < heldLimit) return;
      engine.pause();
      this.wake();
    });
    engine.on('error', (error) => {
      this.error = error;
      this.wake();
    });
    engine.on('end', () => {
      this.ended = true;
      this.wake();
    });
  }

  /** Bytes of input that the compressed data took. */
  get consumed(): number {
    return this.engine.bytesWritten;
  }

  async *write(piece: Buffer): AsyncGenerator<Buffer, void> {
    let taken = false;
    this.engine.write(piece, () => {
      taken = true;
      this.wake();
    });
    yield* this.until(() => taken);
  }

  /** Says that there is no more input; an error follows where there should be. */
  async *finish(): AsyncGenerator<Buffer, void> {
    if (this.ended || this.error !== null) return;
    this.engine.end();
    yield* this.until(() => false);
  }

  private async *until(settled: () => boolean): AsyncGenerator<Buffer, void> {
    for (;;) {
      const bytes = this.out.shift();
      if (bytes !== undefined) {
        this.held -= bytes.length;
        yield bytes;
        continue;
      }
      if (this.error !== null || this.ended) return;
      if (settled() && this.engine.readableLength === 0) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        this.engine.resume();
      });
    }
  }

  close(): void {
    this.engine.destroy();
  }
}
