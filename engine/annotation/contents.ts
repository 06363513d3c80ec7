import { digestLength } from '../../shared/proof/digest.ts';
import { highestBorne } from '../case/census.ts';
import { prepared, type ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { TaskContext } from '../task.ts';
import { type EntrySet, idsOfSet } from './entry-set.ts';
import type { Targets } from './events.ts';
import { sortedContents } from './sorted-contents.ts';

/** How many numbers of entries are looked at together. */
const block = 4096;
/** Where at least one in so many is wanted, reading all of a block beats looking each up. */
const denseEnough = 16;

/**
 * The SHA-256, hex, of a salt and the sorted content hashes of an event's entries; null where one of them is not in the
 * case, or has no whole hash.
 */
export function targetsDigest(
  db: ReadableDb,
  salt: Uint8Array,
  { entries, others }: Targets,
  context: TaskContext,
): string | null {
  const contents = contentsOf(db, entries, context);
  if (contents === null || others.length % digestLength !== 0) return null;
  return digestOf(salt, others.length === 0 ? contents : Buffer.concat([contents, others]));
}

/** As `targetsDigest`, of content hashes in any order. */
export function digestOf(salt: Uint8Array, contents: Buffer): string {
  const stream = nodeDigest.sha256Stream();
  stream.update(salt);
  stream.update(sortedContents(contents));
  return Buffer.from(stream.finish()).toString('hex');
}

/** The content hashes of the entries, 32 bytes each, in the order of their numbers; null where one is not there. */
export function contentsOf(db: ReadableDb, entries: EntrySet, context: TaskContext): Buffer | null {
  const ids = idsOfSet(entries, highestBorne(db) + 1);
  const contents = Buffer.alloc(ids.length * digestLength);
  // As one text for each block: a row of its own for each hash takes four times as long.
  const whole = prepared<[number, number], { count: number; hex: string | null }>(
    db,
    `SELECT count(*) FILTER (WHERE length(content) = ${digestLength}) AS count,
       group_concat(hex(content), '' ORDER BY id) AS hex FROM entry_row WHERE id BETWEEN ? AND ?`,
  );
  /** Null where entries are not numbered without gaps, or a hash has another length. */
  const wholeBlock = (low: number, high: number): Buffer | null => {
    const { count, hex } = whole.get(low, high) as { count: number; hex: string | null };
    const hashes = count === high - low + 1;
    return hashes && hex?.length === count * digestLength * 2 ? Buffer.from(hex, 'hex') : null;
  };
  const one = prepared<[number], { content: Buffer }>(db, 'SELECT content FROM entry_row WHERE id = ?');
  for (let at = 0; at < ids.length; ) {
    context.checkCancelled();
    const low = ids[at] as number;
    let end = at;
    while (end < ids.length && (ids[end] as number) < low + block) end++;
    const wanted = ids.subarray(at, end);
    const high = wanted[wanted.length - 1] as number;
    const width = high - low + 1;
    const all = wanted.length * denseEnough < width ? null : wholeBlock(low, high);
    if (all !== null && wanted.length === width) {
      all.copy(contents, at * digestLength);
    } else {
      for (const [i, id] of wanted.entries()) {
        const from = (id - low) * digestLength;
        const content = all?.subarray(from, from + digestLength) ?? one.get(id)?.content;
        if (!Buffer.isBuffer(content) || content.length !== digestLength) return null;
        content.copy(contents, (at + i) * digestLength);
      }
    }
    at = end;
  }
  return contents;
}
