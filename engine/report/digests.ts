import { createHash, type Hash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { ReadableDb } from '../case/database.ts';
import type { EntrySet } from '../query/index/entry-set.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';

/** Entries whose content hashes are held at once: whole words of a set. */
const blockLength = 1 << 14;
/** Content hashes that are handed to the hash of a set at once, where fewer follow each other. */
const atOnce = 512;

/** What one set is hashed with. */
class Digest {
  private readonly words: Uint32Array;
  private readonly hash: Hash = createHash('sha256');
  private readonly waiting = Buffer.allocUnsafe(atOnce * digestLength);
  private used = 0;

  constructor({ words }: EntrySet) {
    this.words = words;
  }

  /** Takes those of the entries from place `first` on that are in the set; `contents`: their content hashes, in order. */
  take(contents: Buffer, first: number): void {
    const places = contents.length / digestLength;
    let run = -1;
    for (let place = 0; place < places; place += 32) {
      const word = this.words[(first + place) >>> 5] as number;
      if (word === 0xffff_ffff || word === 0) {
        if (word !== 0 && run === -1) run = place;
        else if (word === 0) run = this.end(contents, run, place);
        continue;
      }
      for (let bit = 0; bit < 32; bit++) {
        if (((word >>> bit) & 1) === 0) run = this.end(contents, run, place + bit);
        else if (run === -1) run = place + bit;
      }
    }
    this.end(contents, run, places);
  }

  finish(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  /** Entries that follow each other, from `run` to `end`. @returns that none is open */
  private end(contents: Buffer, run: number, end: number): -1 {
    if (run === -1) return -1;
    const those = contents.subarray(run * digestLength, end * digestLength);
    if (this.used + those.length > this.waiting.length) this.flush();
    if (those.length > this.waiting.length) this.hash.update(those);
    else {
      this.waiting.set(those, this.used);
      this.used += those.length;
    }
    return -1;
  }

  private flush(): void {
    this.hash.update(this.waiting.subarray(0, this.used));
    this.used = 0;
  }
}

/**
 * For each set of entries the SHA-256 of their content hashes, in the order of source and ordinal, in one pass over the rows.
 *
 * @param all every entry, numbered from 1 without gaps
 * @throws AppError CASE_CORRUPT where entries do not stand in that order, CANCELLED
 */
export function digestsOf(
  db: ReadableDb,
  sets: ReadonlyMap<string, EntrySet>,
  all: EntrySet,
  context: TaskContext,
): Map<string, string> {
  const digests = new Map([...sets].map(([name, set]) => [name, new Digest(set)] as const));
  const block = Buffer.allocUnsafe(blockLength * digestLength);
  let used = 0;
  let first = 0;
  const take = () => {
    context.checkCancelled();
    const contents = block.subarray(0, used * digestLength);
    for (const digest of digests.values()) digest.take(contents, first);
    first += used;
    used = 0;
  };
  eachContent(db, all, context, (content) => {
    block.set(content, used * digestLength);
    if (++used === blockLength) take();
  });
  take();
  if (first !== all.size) throw damaged(`of ${all.size} entries it holds ${first}`);
  return new Map([...digests].map(([name, digest]) => [name, digest.finish()]));
}

/** Hands out the content hashes of all entries, in the order of source and ordinal. */
function eachContent(
  db: ReadableDb,
  all: EntrySet,
  context: TaskContext,
  take: (content: Buffer) => void,
): void {
  let before: readonly [source: number, ordinal: number] = [0, -1];
  const telling: TaskContext = {
    checkCancelled: () => context.checkCancelled(),
    progress: (progress) => context.progress({ ...progress, phase: 'hashing what was counted' }),
  };
  scanRows(db, all.ids(context), ['e.source', 'e.ordinal', 'e.content'], telling, (_, row) => {
    const [id, source, ordinal, content] = row as [number, number, number, Buffer];
    if (source < before[0] || (source === before[0] && ordinal <= before[1]))
      throw damaged(`entry ${id} does not stand behind those before it in its source`);
    if (content.length !== digestLength) throw damaged(`entry ${id} has no SHA-256 as its content hash`);
    before = [source, ordinal];
    take(content);
  });
}

function damaged(message: string): AppError {
  return new AppError({
    code: 'CASE_CORRUPT',
    message: `the case file is damaged: ${message}`,
    safe: 'nothing was written',
    next: 'casebound verify says what is wrong with the case file',
  });
}
