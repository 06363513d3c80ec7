import type { Layout } from '../layout/layout.ts';

/** A place between two records of a source, and what everything before it and a little behind it hashes to. */
export interface SourceMark {
  /** Bytes from the beginning that were hashed: at least to the end of the record before the place. */
  readonly bytes: number;
  /** SHA-256 of them, hex. */
  readonly sha256: string;
  /** Of the place: the end of the record before it. */
  readonly offset: number;
  /** 1-based, of the place. */
  readonly line: number;
  /** Of the next readable record. */
  readonly ordinal: number;
}

/** How a source is read whose reading may be gone on with from a place in it. */
export interface Marking {
  /** Bytes from one mark to the next, at least. */
  readonly every: number;
  /** Where to begin, if the bytes before it are those that they were. */
  readonly from: SourceMark | null;
}

/**
 * Whether a source that is laid out like this can be read from a place in it on: a line says nothing of how the next is to be read. JSON
 * documents and tables do, UTF-16 is read through its shadow.
 */
export function isMarkable(layout: Layout): boolean {
  return layout.form === 'ndjson' && layout.encoding === 'utf-8';
}

/** The blocks from the place on, once the bytes up to it are known to be the same; none where they are not. */
export function* blocksFrom(
  blocks: Iterable<Buffer>,
  { bytes, offset }: SourceMark,
  areTheSame: () => boolean,
): Generator<Buffer> {
  const held: Buffer[] = [];
  let at = 0;
  for (const block of blocks) {
    const rest = block.subarray(Math.max(0, Math.min(offset - at, block.length)));
    at += block.length;
    if (at < bytes) {
      // A block may be taken away once the next is asked for.
      if (rest.length > 0) held.push(Buffer.from(rest));
      continue;
    }
    if (!areTheSame()) return;
    yield* held.splice(0);
    if (rest.length > 0) yield rest;
  }
}
