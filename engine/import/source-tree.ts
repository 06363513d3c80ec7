import { digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';
import { Salts, saltLength } from '../case/salts.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyTree, keyTree, noGroup } from '../proof/key-tree.ts';
import type { Batch, Stored } from './batch.ts';
import type { KnownTerms } from './terms.ts';

/** The trees of a source, as its checkpoint names them. */
export interface SourceRoots {
  /** Readable records: the leaves of the source tree. */
  readonly size: number;
  readonly root: Uint8Array;
  readonly caseIds: KeyTree;
  readonly imageIds: KeyTree;
}

const contentAt = 1 + saltLength;

const keyColumns = ['case_id', 'image_id'] as const;
type KeyColumn = (typeof keyColumns)[number];

/**
 * Builds the source tree and both key trees (docs/formats/chain.md) from batches in source order. Holds 40 bytes a
 * record, and each distinct key value once.
 */
export class SourceTreeBuilder {
  private readonly secret: Uint8Array;
  private readonly salts: Salts;
  private readonly tree = new TreeBuilder(nodeDigest);
  private leaves = Buffer.alloc(1 << 20);
  private readonly caseIds = new Groups();
  private readonly imageIds = new Groups();
  private readonly texts: Record<KeyColumn, string[]> = { case_id: [], image_id: [] };

  /** `secret`: 32 bytes, what the source's salts are derived from. `terms`: those that batches do not bring. */
  constructor(secret: Uint8Array, terms: KnownTerms) {
    this.secret = secret;
    for (const column of keyColumns) {
      for (const [code, value] of terms[column] ?? []) this.texts[column][code] = value;
    }
    this.salts = new Salts(secret, 'entry');
  }

  append(batch: Batch): void {
    for (const [column, code, value] of batch.newTerms) {
      if (column === 'case_id' || column === 'image_id') this.texts[column][code] = value;
    }
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

  finish(): SourceRoots {
    const size = this.tree.size;
    const leaves = this.leaves.subarray(0, size * digestLength);
    const keyed = (column: KeyColumn, groups: Groups) => {
      const values = groups.finish(size, (code) => this.texts[column][code] ?? '');
      return keyTree(nodeDigest, this.secret, `${column}-tree`, { leaves, ...values });
    };
    return {
      size,
      root: this.tree.root(),
      caseIds: keyed('case_id', this.caseIds),
      imageIds: keyed('image_id', this.imageIds),
    };
  }

  private reserve(length: number): void {
    if (length <= this.leaves.length) return;
    const larger = Buffer.alloc(Math.max(length, this.leaves.length * 2));
    this.leaves.copy(larger);
    this.leaves = larger;
  }
}

/** Numbers the distinct values of a key as they come: codes by table, the text of a full dictionary by name. */
class Groups {
  private readonly byText = new Map<string, number>();
  /** By code: the group's number and 1; 0 where the code has not come yet. */
  private byCode = new Uint32Array(1 << 12);
  private readonly codes: number[] = [];
  private count = 0;
  private groupOf = new Uint32Array(1 << 18);

  add(ordinal: number, value: Stored): void {
    if (ordinal >= this.groupOf.length) this.groupOf = grown(this.groupOf, ordinal);
    if (value === null) this.groupOf[ordinal] = noGroup;
    else
      this.groupOf[ordinal] = typeof value === 'number' ? this.numberOfCode(value) : this.numberOfText(value);
  }

  private numberOfCode(code: number): number {
    if (code >= this.byCode.length) this.byCode = grown(this.byCode, code);
    const known = this.byCode[code] as number;
    if (known !== 0) return known - 1;
    this.codes.push(code);
    this.byCode[code] = ++this.count;
    return this.count - 1;
  }

  private numberOfText(text: string): number {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    this.byText.set(text, this.count);
    return this.count++;
  }

  finish(
    size: number,
    term: (code: number) => string,
  ): { groups: Map<string, number>; groupOf: Uint32Array } {
    // Codes join the texts: the map may be large, and nothing is added after this.
    for (const code of this.codes) this.byText.set(term(code), (this.byCode[code] as number) - 1);
    return { groups: this.byText, groupOf: this.groupOf.subarray(0, size) };
  }
}

/** A longer copy that has a place for `index`. */
function grown(array: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(array.length * 2, index + 1));
  larger.set(array);
  return larger;
}
