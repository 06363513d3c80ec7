import { stagedChunks } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { storedBlocks } from '../import/blocks.ts';
import type { CaseTerms } from '../import/known-terms.ts';
import type { Reading } from '../import/read-source.ts';
import type { Wanted } from './read.ts';
import { type Arrival, type ReadEnd, readApart } from './read-apart.ts';
import { smallStream } from './read-file.ts';
import { readHere } from './read-here.ts';
import type { StopFlag } from './signal.ts';

/** The stored stream of a source; `path`: of the case file, for a thread that reads it. */
export interface StoredStream {
  readonly path: string;
  readonly source: number;
  readonly bytes: number;
  /** Whether it is known to end before it should. */
  readonly brokenOff: boolean;
}

/** Reads what a case stores of a source, in a thread of its own where it is worth that. */
export function readStored(
  db: ReadableDb,
  { path, source, bytes, brokenOff }: StoredStream,
  reading: Reading,
  wanted: Wanted,
  terms: CaseTerms,
  stop: StopFlag,
): AsyncGenerator<Arrival, ReadEnd> {
  if (bytes > smallStream) return readApart({ kind: 'case', path, source, brokenOff }, reading, wanted, stop);
  return readHere(storedBlocks(db, source), null, brokenOff, reading, wanted, terms);
}

/** The same of what an acquisition has fetched, `length` bytes of it. */
export function readStaged(
  db: ReadableDb,
  path: string,
  { acquisition, length }: { readonly acquisition: number; readonly length: number },
  reading: Reading,
  wanted: Wanted,
  terms: CaseTerms,
  stop: StopFlag,
): AsyncGenerator<Arrival, ReadEnd> {
  if (length > smallStream) return readApart({ kind: 'staged', path, acquisition }, reading, wanted, stop);
  // All of them first: while rows are read, a connection cannot write.
  return readHere(stagedChunks(db, acquisition).toArray(), null, false, reading, wanted, terms);
}
