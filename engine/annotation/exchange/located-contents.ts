import { digestLength } from '../../../shared/proof/digest.ts';
import { lastEntry } from '../../case/census.ts';
import type { ReadableDb } from '../../case/database.ts';
import { slices } from '../../slices.ts';
import type { TaskContext } from '../../task.ts';
import { type EntrySet, entrySet, idsOfSet } from '../entry-set.ts';
import type { Targets } from '../events.ts';
import { sortedContents } from '../sorted-contents.ts';

/** Where the entries of another copy stand in this case: a number for each place of its file, 0 where there is none. */
export class LocatedContents {
  private readonly contents: Buffer;
  private readonly ids: Float64Array;

  constructor(db: ReadableDb, contents: Buffer, context: TaskContext) {
    this.contents = contents;
    this.ids = locate(db, contents, context);
  }

  /** How many places there are. */
  get places(): number {
    return this.ids.length;
  }

  get missing(): number {
    return this.ids.reduce((count, id) => count + Number(id === 0), 0);
  }

  /** The same entries as this case has them. */
  targets(about: EntrySet): Targets {
    const places = idsOfSet(about, this.ids.length);
    const ids = new Float64Array(places.length);
    const others: Buffer[] = [];
    let found = 0;
    for (const place of places) {
      const id = this.ids[place - 1] as number;
      if (id > 0) ids[found++] = id;
      else others.push(this.contents.subarray((place - 1) * digestLength, place * digestLength));
    }
    return {
      entries: entrySet(ids.subarray(0, found).sort()),
      others: sortedContents(Buffer.concat(others)),
    };
  }
}

/** One pass over the case's entries: each is looked for among the contents by the first bits of its hash. */
function locate(db: ReadableDb, contents: Buffer, context: TaskContext): Float64Array {
  const count = contents.length / digestLength;
  const ids = new Float64Array(count);
  const bits = Math.max(1, Math.min(26, Math.ceil(Math.log2(count + 1)) + 1));
  const firstOf = new Int32Array(1 << bits).fill(-1);
  const nextOf = new Int32Array(count);
  const bucketOf = (hashes: Buffer, at: number) => hashes.readUInt32BE(at * digestLength) >>> (32 - bits);
  for (let place = 0; place < count; place++) {
    const bucket = bucketOf(contents, place);
    nextOf[place] = firstOf[bucket] as number;
    firstOf[bucket] = place;
  }
  const hashes = db
    .prepare<[number, number], string | null>(
      `SELECT group_concat(CASE WHEN length(content) = ${digestLength} THEN hex(content) ELSE hex(zeroblob(${digestLength})) END, '' ORDER BY id)
       FROM entry_row WHERE id BETWEEN ? AND ?`,
    )
    .pluck();
  const numbers = db
    .prepare<[number, number], number>('SELECT id FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id')
    .pluck();
  const last = count === 0 ? 0 : lastEntry(db);
  for (const { low, high } of slices(1, last, context)) {
    const here = Buffer.from(hashes.get(low, high) ?? '', 'hex');
    const width = here.length / digestLength;
    const named = width === high - low + 1 ? null : numbers.all(low, high);
    for (let at = 0; at < width; at++) {
      for (let place = firstOf[bucketOf(here, at)] as number; place !== -1; place = nextOf[place] as number) {
        const from = place * digestLength;
        if (
          contents.compare(here, at * digestLength, (at + 1) * digestLength, from, from + digestLength) !== 0
        )
          continue;
        ids[place] = named === null ? low + at : (named[at] as number);
        break;
      }
    }
  }
  return ids;
}
