import { digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';
import { Salts, saltLength } from '../case/salts.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyPurpose, type KeyTree, keyTree, noGroup } from '../proof/key-tree.ts';
import type { Batch, Stored } from './batch.ts';

/** The trees of a source, as its checkpoint names them. */
export interface SourceRoots {
  /** Readable records: the leaves of the source tree. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly caseIds: KeyTree;
  readonly imageIds: KeyTree;
}

const contentAt = 1 + saltLength;

/**
 * Builds the source tree and both key trees (evidence format, section 1) from batches in source order. Holds 40 bytes a
 * record, and each distinct key value once.
 */
export class SourceTreeBuilder {
  private readonly secret: Uint8Array;
  private readonly salts: Salts;
  private readonly tree = new TreeBuilder(nodeDigest);
  private leaves = Buffer.alloc(1 << 20);
  private readonly caseIds = new Groups();
  private readonly imageIds = new Groups();

  constructor(secret: Uint8Array) {
    this.secret = secret;
    this.salts = new Salts(secret, 'entry');
  }

  /** `text` turns a stored value of a coded column into text. */
  append(batch: Batch): void {
    this.reserve((this.tree.size + batch.count) * digestLength);
    const salts = this.salts.range(batch.first, batch.count);
    // RFC 6962 leaf over salt || content; the first byte stays the leaf prefix 0x00.
    const input = Buffer.alloc(contentAt + digestLength);
    const caseIds = batch.values['case_id'];
    const imageIds = batch.values['image_id'];
    for (let i = 0; i < batch.count; i++) {
      const ordinal = this.tree.size;
      salts.copy(input, 1, i * saltLength, (i + 1) * saltLength);
      input.set(batch.contents.subarray(i * digestLength, (i + 1) * digestLength), contentAt);
      nodeDigest.sha256Into(input, this.leaves, ordinal * digestLength);
      this.tree.append(this.leaves, ordinal * digestLength);
      this.caseIds.add(ordinal, caseIds?.[i] ?? null);
      this.imageIds.add(ordinal, imageIds?.[i] ?? null);
    }
  }

  /** `term` gives the text of a code. */
  finish(term: (column: 'case_id' | 'image_id', code: number) => string): SourceRoots {
    const size = this.tree.size;
    const leaves = this.leaves.subarray(0, size * digestLength);
    const keyed = (purpose: KeyPurpose, groups: Groups, column: 'case_id' | 'image_id') =>
      keyTree(nodeDigest, this.secret, purpose, {
        leaves,
        ...groups.finish(size, (code) => term(column, code)),
      });
    return {
      size,
      root: this.tree.root(),
      caseIds: keyed('case_id-tree', this.caseIds, 'case_id'),
      imageIds: keyed('image_id-tree', this.imageIds, 'image_id'),
    };
  }

  private reserve(length: number): void {
    if (length <= this.leaves.length) return;
    const larger = Buffer.alloc(Math.max(length, this.leaves.length * 2));
    this.leaves.copy(larger);
    this.leaves = larger;
  }
}

/** Numbers the distinct values of a key as they come. */
class Groups {
  private readonly numbers = new Map<string | number, number>();
  private groupOf = new Uint32Array(1 << 18);

  add(ordinal: number, value: Stored): void {
    if (ordinal >= this.groupOf.length) {
      const larger = new Uint32Array(this.groupOf.length * 2);
      larger.set(this.groupOf);
      this.groupOf = larger;
    }
    this.groupOf[ordinal] = value === null ? noGroup : this.numberOf(value);
  }

  private numberOf(value: string | number): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(value, number);
    return number;
  }

  finish(
    size: number,
    term: (code: number) => string,
  ): { groups: Map<string, number>; groupOf: Uint32Array } {
    const groups = new Map<string, number>();
    for (const [value, number] of this.numbers)
      groups.set(typeof value === 'number' ? term(value) : value, number);
    return { groups, groupOf: this.groupOf.subarray(0, size) };
  }
}
