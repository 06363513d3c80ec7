import { createHash, type Hash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import { type EntrySet, isMarked } from '../query/index/entry-set.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';

/** Content hashes that are handed to a figure's hash at once. */
const atOnce = 512;

/** What one figure is hashed with. */
class Digest {
  readonly words: Uint32Array;
  private readonly hash: Hash = createHash('sha256');
  private readonly waiting = Buffer.allocUnsafe(atOnce * digestLength);
  private used = 0;

  constructor({ words }: EntrySet) {
    this.words = words;
  }

  add(content: Buffer): void {
    content.copy(this.waiting, this.used);
    this.used += digestLength;
    if (this.used === this.waiting.length) this.flush();
  }

  finish(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    this.hash.update(this.waiting.subarray(0, this.used));
    this.used = 0;
  }
}

/**
 * For each set of entries the SHA-256 of their content hashes, in the order of source and ordinal, in one pass over the rows.
 *
 * @throws AppError CASE_CORRUPT where entries do not stand in that order, CANCELLED
 */
export function digestsOf(
  db: ReadableDb,
  sets: ReadonlyMap<string, EntrySet>,
  all: EntrySet,
  context: TaskContext,
): Map<string, string> {
  const digests = [...sets].map(([name, set]) => [name, new Digest(set)] as const);
  const hashing = digests.map(([, digest]) => digest);
  let before: readonly [source: number, ordinal: number] = [0, -1];
  const telling: TaskContext = {
    checkCancelled: () => context.checkCancelled(),
    progress: (progress) => context.progress({ ...progress, phase: 'hashing what was counted' }),
  };
  scanRows(db, all.ids(context), ['e.source', 'e.ordinal', 'e.content'], telling, (_, row) => {
    const [id, source, ordinal, content] = row as [number, number, number, Buffer];
    if (source < before[0] || (source === before[0] && ordinal <= before[1])) throw outOfOrder(id);
    if (content.length !== digestLength) throw noHash(id);
    before = [source, ordinal];
    for (const digest of hashing) if (isMarked(digest.words, id - 1)) digest.add(content);
  });
  return new Map(digests.map(([name, digest]) => [name, digest.finish()]));
}

function noHash(id: number): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `entry ${id} has no SHA-256 as its content hash`,
    safe: 'nothing was written',
    next: 'casebound verify says what is wrong with the case file',
  });
}

function outOfOrder(id: number): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `entry ${id} does not stand in the case file as an import puts it: behind those before it in its source`,
    safe: 'nothing was written',
    next: 'casebound verify says what is wrong with the case file',
  });
}
