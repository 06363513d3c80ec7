import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { KeyTreeProof } from '../proof/key-tree.ts';
import { KeyTreeBuilder } from '../proof/key-tree-builder.ts';
import { Scratch } from '../proof/scratch.ts';
import { termsOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';

export type KeyColumn = 'case_id' | 'image_id';

/** The value of a key that a pack is of. */
export interface ScopeKey {
  readonly key: KeyColumn;
  readonly value: string;
}

/** The tree over the values that the records of a source have of a key, to draw the proof of one of them from. */
export class SourceKeyTree {
  readonly key: KeyColumn;
  private readonly source: SourceRow;
  private readonly value: string;
  private readonly scratch: Scratch;
  private readonly builder: KeyTreeBuilder;
  /** UTF-8, by code; a code that stands for none is the empty value. */
  private readonly terms: ReadonlyMap<number, Buffer>;

  /** `folders`: where values may be put aside, the best first. */
  constructor(
    db: ReadableDb,
    source: SourceRow,
    { key, value }: ScopeKey,
    folders: readonly string[],
    context: TaskContext,
  ) {
    this.key = key;
    this.source = source;
    this.value = value;
    const terms = termsOf(db, key, context);
    this.terms = new Map(Iterator.from(terms).map(([code, text]) => [code, Buffer.from(text)]));
    this.scratch = new Scratch(folders);
    this.builder = new KeyTreeBuilder(nodeDigest, `${key}-tree`, this.scratch);
  }

  /** The next record that has a value: its code, or the text itself. @throws AppError DISK_FULL */
  add(stored: number | string, leaf: Uint8Array): void {
    const isCode = typeof stored === 'number';
    const value = isCode ? (this.terms.get(stored) ?? noValue) : Buffer.from(stored);
    this.builder.add(value, 0, value.length, leaf, 0, isCode && this.terms.has(stored) ? stored : -1);
  }

  /** The proof; null where no record has the value, 'other' where the tree is not the one that the import committed to. */
  completeness(): KeyTreeProof | 'other' | null {
    const { source, key, value } = this;
    // A lone surrogate has no UTF-8 form: nothing in a case file has such a value.
    if (!value.isWellFormed()) return null;
    const proof = this.builder.prove(source.secret, Buffer.from(value));
    const root = key === 'case_id' ? source.case_id_tree_root : source.image_id_tree_root;
    return proof !== null && !root.equals(proof.root) ? 'other' : proof;
  }

  close(): void {
    this.scratch.close();
  }
}

const noValue = Buffer.alloc(0);
