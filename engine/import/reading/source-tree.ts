import type { ColumnName } from '../../../shared/domain/columns.ts';
import { digestLength } from '../../../shared/proof/digest.ts';
import { TreeBuilder } from '../../../shared/proof/merkle.ts';
import { Salts, saltLength } from '../../case/salts.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { KeyTree } from '../../proof/key-tree.ts';
import { KeyTreeBuilder, type KeyTreeRemainder } from '../../proof/key-tree-builder.ts';
import { Scratch } from '../../proof/scratch.ts';
import type { Batch } from '../batch/batch.ts';
import { literal } from '../batch/column-data.ts';
import { type KnownTerms, type PackedTerms, startOf } from '../batch/term-list.ts';

/** The trees of a source, as its checkpoint names them. */
export interface SourceRoots {
  /** Readable records: the leaves of the source tree. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly caseIds: KeyTree;
  readonly imageIds: KeyTree;
}

/** What is hashed into a leaf, as words of four bytes: the last byte of the first is the leaf prefix 0x00. */
const saltWords = saltLength / 4;
const contentWords = digestLength / 4;

const keyColumns = ['case_id', 'image_id'] as const satisfies readonly ColumnName[];
type KeyColumn = (typeof keyColumns)[number];

/**
 * Builds the source tree and both key trees (docs/formats/chain.md) from batches in source order, in memory that does not
 * grow with them.
 */
export class SourceTreeBuilder {
  private readonly secret: Uint8Array;
  private readonly salts: Salts;
  private readonly tree = new TreeBuilder(nodeDigest);
  private leaves = new Uint8Array(0);
  private readonly scratch: Scratch;
  private readonly keys: Record<KeyColumn, KeyedColumn>;

  /**
   * `secret`: 32 bytes, what the source's salts are derived from. `terms`: those that batches do not bring. `folders`:
   * where a large source's values may be put aside.
   */
  constructor(secret: Uint8Array, terms: KnownTerms, folders: readonly string[]) {
    this.secret = secret;
    this.salts = new Salts(secret, 'entry');
    this.scratch = new Scratch(folders);
    const keyed = (column: KeyColumn) =>
      new KeyedColumn(column, terms, new KeyTreeBuilder(nodeDigest, `${column}-tree`, this.scratch));
    this.keys = { case_id: keyed('case_id'), image_id: keyed('image_id') };
  }

  /** @throws AppError DISK_FULL */
  append(batch: Batch): void {
    if (this.leaves.length < batch.count * digestLength)
      this.leaves = new Uint8Array(batch.count * digestLength);
    const { leaves } = this;
    const salts = wordsOf(this.salts.range(batch.first, batch.count));
    const contents = wordsOf(batch.contents);
    // RFC 6962 leaf over salt || content.
    const words = new Int32Array(1 + saltWords + contentWords);
    const input = new Uint8Array(words.buffer, 3);
    for (let i = 0; i < batch.count; i++) {
      for (let w = 0; w < saltWords; w++) words[1 + w] = salts[i * saltWords + w] as number;
      for (let w = 0; w < contentWords; w++)
        words[1 + saltWords + w] = contents[i * contentWords + w] as number;
      nodeDigest.sha256Into(input, leaves, i * digestLength);
      this.tree.append(leaves, i * digestLength);
    }
    for (const column of keyColumns) this.keys[column].add(batch, leaves);
  }

  /** Whether a thread more is of use for finishing it. */
  get isLarge(): boolean {
    return this.keys.image_id.builder.isLarge;
  }

  finish(): SourceRoots {
    try {
      return {
        size: this.tree.size,
        root: this.tree.root(),
        caseIds: this.keys.case_id.builder.finish(this.secret),
        imageIds: this.keys.image_id.builder.finish(this.secret),
      };
    } finally {
      this.scratch.close();
    }
  }

  /** As `finish`, of a large source: `elsewhere` finishes one of the trees meanwhile. */
  async finishWith(elsewhere: (remainder: KeyTreeRemainder) => Promise<KeyTree>): Promise<SourceRoots> {
    const { case_id, image_id } = this.keys;
    let merged: Promise<KeyTree> | null = null;
    try {
      const remainder = image_id.builder.remainder();
      if (remainder !== null) merged = elsewhere(remainder);
      // It may fail before it is waited for.
      merged?.catch(() => {});
      const caseIds = case_id.builder.finish(this.secret);
      const imageIds = merged === null ? image_id.builder.finish(this.secret) : await merged;
      return { size: this.tree.size, root: this.tree.root(), caseIds, imageIds };
    } finally {
      // Whatever became of this one, the other reads the file for as long as it is at it.
      await merged?.catch(() => {});
      this.scratch.close();
    }
  }

  /** Lets go of what was put aside, where the trees are not finished. */
  close(): void {
    this.scratch.close();
  }
}

/** The same bytes as words, without a copy where they begin at one. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** A key column on its way into its tree. */
class KeyedColumn {
  readonly builder: KeyTreeBuilder;
  private readonly column: KeyColumn;
  private readonly known: PackedTerms | null;
  /** Those that batches brought, by code. */
  private readonly terms = new Map<number, Buffer>();

  constructor(column: KeyColumn, known: KnownTerms, builder: KeyTreeBuilder) {
    this.column = column;
    this.builder = builder;
    this.known = known[column] ?? null;
  }

  /** `leaves`: of the records of the batch. */
  add(batch: Batch, leaves: Uint8Array): void {
    for (const [column, code, value] of batch.newTerms) {
      if (column === this.column) this.terms.set(code, Buffer.from(value));
    }
    const data = batch.columns[this.column];
    if (data?.kind !== 'coded') return;
    const { codes, spans } = data;
    for (let i = 0; i < batch.count; i++) {
      const code = codes[i] as number;
      if (code >= 0) {
        this.addTerm(code, leaves, i * digestLength);
      } else if (code === literal && spans !== null) {
        this.builder.add(
          batch.texts,
          spans.starts[i] as number,
          spans.ends[i] as number,
          leaves,
          i * digestLength,
        );
      }
    }
  }

  private addTerm(code: number, leaves: Uint8Array, at: number): void {
    const { builder, known } = this;
    if (known !== null && code < known.count && (known.codes === null || known.codes[code] === code)) {
      builder.add(known.bytes, startOf(known, code), known.ends[code] as number, leaves, at, code);
      return;
    }
    const term = this.terms.get(code);
    // A tampered case file may number its terms beyond all measure: its roots will not be these.
    if (term !== undefined) builder.add(term, 0, term.length, leaves, at, code);
  }
}
