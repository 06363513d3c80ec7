import { randomBytes } from 'node:crypto';
import type { WritableDb } from '../case/database.ts';
import { Fingerprints, textFingerprint } from './fingerprints.ts';

/** Finds the entries of a case by their bytes and by their id, so that duplicates and conflicts are told while storing. */
export class KnownEntries {
  /** Called before the case file is asked: rows that are still on their way to it must be there by then. */
  settle: () => void = () => {};
  private readonly byContent = new Fingerprints();
  private readonly byId = new Fingerprints();
  private readonly seed = randomBytes(4).readUInt32BE();
  private readonly contentOf;
  private readonly entryIdOf;
  /** What is looked for. */
  private content: Buffer = Buffer.alloc(0);
  private entryId = '';

  constructor(db: WritableDb) {
    this.contentOf = db.prepare<[number], Buffer>('SELECT content FROM entry_row WHERE id = ?').pluck();
    this.entryIdOf = db
      .prepare<[number], string | null>('SELECT entry_id FROM entry_row WHERE id = ?')
      .pluck();
    const rows = db
      .prepare<[], [number, Buffer, string | null]>(
        `SELECT id, content, CASE WHEN conflicts_with IS NULL THEN entry_id END FROM entry_row ORDER BY id`,
      )
      .raw();
    for (const [id, content, entryId] of rows.iterate()) {
      // Entries of a case differ in their bytes; of one id, only the first has no other to conflict with.
      this.byContent.findOrAdd(firstBytes(content), id, different);
      if (entryId !== null) this.byId.findOrAdd(textFingerprint(entryId, this.seed), id, different);
    }
  }

  /** The entry with the same bytes; otherwise 0, and `id` stands for them from now on. */
  sameBytes(content: Buffer, id: number): number {
    this.content = content;
    return this.byContent.findOrAdd(firstBytes(content), id, this.isContent);
  }

  /** The first entry with the same id; otherwise 0, and `id` is the first from now on. */
  sameId(entryId: string, id: number): number {
    this.entryId = entryId;
    return this.byId.findOrAdd(textFingerprint(entryId, this.seed), id, this.isEntryId);
  }

  private readonly isContent = (id: number): boolean => {
    this.settle();
    return this.contentOf.get(id)?.equals(this.content) === true;
  };

  private readonly isEntryId = (id: number): boolean => {
    this.settle();
    return this.entryIdOf.get(id) === this.entryId;
  };
}

const different = () => false;

/** A damaged case file may hold less than a hash. */
function firstBytes(content: Buffer): number {
  return content.length < 4 ? 0 : content.readUInt32BE(0);
}
