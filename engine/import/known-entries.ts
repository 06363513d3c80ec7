import { randomBytes } from 'node:crypto';
import type { WritableDb } from '../case/database.ts';
import { Fingerprints, textFingerprint } from './fingerprints.ts';

/** Finds the entries of a case by their bytes and by their id, so that duplicates and conflicts are told while storing. */
export class KnownEntries {
  private readonly byContent = new Fingerprints();
  private readonly byId = new Fingerprints();
  private readonly seed = randomBytes(4).readUInt32BE();
  private readonly contentOf;
  private readonly entryIdOf;

  constructor(db: WritableDb) {
    this.contentOf = db.prepare<[number], Buffer>('SELECT content FROM entry_row WHERE id = ?').pluck();
    this.entryIdOf = db
      .prepare<[number], string | null>('SELECT entry_id FROM entry_row WHERE id = ?')
      .pluck();
    const rows = db
      .prepare<[], [number, Buffer, string | null]>('SELECT id, content, entry_id FROM entry_row ORDER BY id')
      .raw();
    for (const [id, content, entryId] of rows.iterate()) {
      this.byContent.add(content.readUInt32BE(0), id);
      if (entryId !== null) this.addId(entryId, id);
    }
  }

  /**
   * The entry with the same bytes, or 0. `settle` is called before the case file is asked: rows that are still on their
   * way to it must be there by then.
   */
  sameBytes(content: Buffer, settle: () => void): number {
    return this.byContent.find(content.readUInt32BE(0), (id) => {
      settle();
      return this.contentOf.get(id)?.equals(content) === true;
    });
  }

  /** The first entry with the same id, or 0. */
  sameId(entryId: string, settle: () => void): number {
    return this.byId.find(textFingerprint(entryId, this.seed), (id) => {
      settle();
      return this.entryIdOf.get(id) === entryId;
    });
  }

  add(content: Buffer, id: number): void {
    this.byContent.add(content.readUInt32BE(0), id);
  }

  /** Only for an id that `sameId` did not find: the first entry of an id is the one that others conflict with. */
  addId(entryId: string, id: number): void {
    this.byId.add(textFingerprint(entryId, this.seed), id);
  }
}
