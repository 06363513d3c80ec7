import { digestLength } from '../../shared/proof/digest.ts';
import { hashOrder } from '../../shared/proof/sorted-hashes.ts';
import { highestEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { TaskContext } from '../task.ts';
import { contentsOf, targetsDigest } from './contents.ts';
import { countSet, type EntrySet, eachRun, entrySet } from './entry-set.ts';
import type { Targets } from './events.ts';

/** An event on at least one in so many entries is checked against the content hashes of all, held and sorted once. */
const large = 16;
/** Entries whose content hashes are held at most: 36 bytes each. */
const mostHeld = 1 << 22;
/** Entries between two looks at the cancel flag. */
const entriesAtOnce = 1 << 16;

/** Computes what events commit to, for a whole chain of them: a case may have many that are about nearly every entry. */
export class Commitments {
  private readonly db: ReadableDb;
  private readonly context: TaskContext;
  private readonly last: number;
  private held: { readonly contents: Buffer; readonly order: Uint32Array } | null | undefined;

  constructor(db: ReadableDb, context: TaskContext) {
    this.db = db;
    this.context = context;
    this.last = highestEntry(db);
  }

  /** As `targetsDigest`. */
  digest(salt: Uint8Array, targets: Targets): string | null {
    const { entries, others } = targets;
    const isLarge = others.length === 0 && (countSet(entries) ?? 0) * large >= this.last;
    const held = isLarge ? this.all() : null;
    return held === null
      ? targetsDigest(this.db, salt, targets, this.context)
      : this.digestAmong(held, salt, entries);
  }

  /** Null where they are too many, or not all whole. */
  private all() {
    if (this.held === undefined) {
      const all = this.last > mostHeld ? null : entrySet(Array.from({ length: this.last }, (_, i) => i + 1));
      const contents = all === null ? null : contentsOf(this.db, all, this.context);
      this.held = contents === null ? null : { contents, order: hashOrder(contents) };
    }
    return this.held;
  }

  private digestAmong(
    { contents, order }: { readonly contents: Buffer; readonly order: Uint32Array },
    salt: Uint8Array,
    entries: EntrySet,
  ): string | null {
    const among = new Uint8Array(this.last + 1);
    let count = 0;
    eachRun(entries, 1, this.last, (first, last) => {
      among.fill(1, first, last + 1);
      count += last - first + 1;
    });
    if (count !== countSet(entries)) return null;
    const stream = nodeDigest.sha256Stream();
    stream.update(salt);
    const piece = Buffer.alloc(entriesAtOnce * digestLength);
    let length = 0;
    for (let at = 0; at < order.length; at++) {
      if (at % entriesAtOnce === 0) this.context.checkCancelled();
      const place = order[at] as number;
      if (among[place + 1] !== 1) continue;
      contents.copy(piece, length, place * digestLength, (place + 1) * digestLength);
      length += digestLength;
      if (length < piece.length) continue;
      stream.update(piece);
      length = 0;
    }
    stream.update(piece.subarray(0, length));
    return Buffer.from(stream.finish()).toString('hex');
  }
}
