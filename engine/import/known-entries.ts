import { randomBytes } from 'node:crypto';
import type { WritableDb } from '../case/database.ts';
import { Fingerprints, textFingerprint } from './fingerprints.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './stated.ts';

/** Finds the entries of a case by their bytes and by their id, so that duplicates and conflicts are told while storing. */
export class KnownEntries {
  private readonly byContent = new Fingerprints();
  private readonly byId = new Fingerprints();
  private readonly seed = randomBytes(4).readUInt32BE();
  /** By source: what its bytes say only together with. */
  private readonly contexts = new Map<number, string>();
  private readonly contentOf;
  private readonly entryIdOf;
  private settle: () => void = () => {};
  private context = '';
  /** What is looked for. */
  private content: Buffer = Buffer.alloc(0);
  private entryId = '';

  constructor(db: WritableDb) {
    this.contentOf = db.prepare<[number], { content: Buffer; source: number }>(
      'SELECT content, source FROM entry_row WHERE id = ?',
    );
    this.entryIdOf = db
      .prepare<[number], string | null>('SELECT entry_id FROM entry_row WHERE id = ?')
      .pluck();
    const sources = db.prepare<[], { id: number; layout: string }>('SELECT id, layout FROM source').all();
    for (const source of sources) this.contexts.set(source.id, contextOf(layoutOf(source)));
    const rows = db
      .prepare<[], [number, Buffer, string | null]>(
        'SELECT id, content, CASE WHEN conflicts_with IS NULL THEN entry_id END FROM entry_row ORDER BY id',
      )
      .raw();
    for (const [id, content, entryId] of rows.iterate()) {
      // Entries of a case differ in their bytes; of one id, only the first has no other to conflict with.
      this.byContent.findOrAdd(firstBytes(content), id, different);
      if (entryId !== null) this.byId.findOrAdd(textFingerprint(entryId, this.seed), id, different);
    }
  }

  /**
   * What is looked for from now on are records of `source`. `settle` is called before the case file is asked: rows that
   * are still on their way to it must be there by then.
   */
  begin(source: number, layout: Layout, settle: () => void): void {
    this.context = contextOf(layout);
    this.contexts.set(source, this.context);
    this.settle = settle;
  }

  /** The entry with the same bytes that say the same; otherwise 0, and `id` stands for them from now on. */
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
    const row = this.contentOf.get(id);
    return row?.content.equals(this.content) === true && this.contexts.get(row.source) === this.context;
  };

  private readonly isEntryId = (id: number): boolean => {
    this.settle();
    return this.entryIdOf.get(id) === this.entryId;
  };
}

/** A row of a table says what it says under its heading alone: the same bytes under another are another entry. */
function contextOf(layout: Layout): string {
  return layout.form === 'table' ? JSON.stringify([layout.encoding, layout.delimiter, layout.header]) : '';
}

/** A damaged case file may hold less than a hash. */
function firstBytes(content: Buffer): number {
  return content.length < 4 ? 0 : content.readUInt32BE(0);
}

const different = () => false;
