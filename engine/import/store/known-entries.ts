import { randomBytes } from 'node:crypto';
import { digestLength } from '../../../shared/proof/digest.ts';
import type { WritableDb } from '../../case/database.ts';
import { murmur3 } from '../../hash/murmur.ts';
import type { Layout } from '../layout/layout.ts';
import { layoutOf } from '../layout/stated.ts';
import { Fingerprints } from './fingerprints.ts';

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
  /** What is looked for: `bytes[start .. end]`. */
  private bytes: Uint8Array = Buffer.alloc(0);
  private start = 0;
  private end = 0;

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
      this.byContent.findOrAdd(firstBytes(content, 0), id, different);
      if (entryId === null) continue;
      const text = Buffer.from(entryId);
      this.byId.findOrAdd(murmur3(text, 0, text.length, this.seed) >>> 0, id, different);
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

  /** The entry whose content hash is that at `contents[at]`, and says the same; otherwise 0, and `id` stands for it from now on. */
  sameBytes(contents: Uint8Array, at: number, id: number): number {
    this.look(contents, at, at + digestLength);
    return this.byContent.findOrAdd(firstBytes(contents, at), id, this.isContent);
  }

  /** The first entry whose id is `texts[start .. end]`, UTF-8; otherwise 0, and `id` is the first from now on. */
  sameId(texts: Uint8Array, start: number, end: number, id: number): number {
    this.look(texts, start, end);
    return this.byId.findOrAdd(murmur3(texts, start, end, this.seed) >>> 0, id, this.isEntryId);
  }

  private look(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  private readonly isContent = (id: number): boolean => {
    this.settle();
    const row = this.contentOf.get(id);
    return (
      row !== undefined && this.isLookedFor(row.content) && this.contexts.get(row.source) === this.context
    );
  };

  private readonly isEntryId = (id: number): boolean => {
    this.settle();
    const entryId = this.entryIdOf.get(id);
    return typeof entryId === 'string' && this.isLookedFor(Buffer.from(entryId));
  };

  private isLookedFor(bytes: Buffer): boolean {
    return bytes.equals(this.bytes.subarray(this.start, this.end));
  }
}

/** A row of a table says what it says under its heading alone: the same bytes under another are another entry. */
function contextOf(layout: Layout): string {
  return layout.form === 'table' ? JSON.stringify([layout.encoding, layout.delimiter, layout.header]) : '';
}

/** As a number; what a damaged case file lacks counts as 0. */
function firstBytes(content: Uint8Array, at: number): number {
  let first = 0;
  for (let i = at; i < at + 4; i++) first = (first << 8) | (content[i] ?? 0);
  return first >>> 0;
}

const different = () => false;
