import { type FindRoom, noRoom, PagedRows } from '../../shared/bytes/paged-rows.ts';
import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import { TreeBuilder } from '../../shared/proof/merkle.ts';

/** Hashes of a level that are put aside, or read back, at once: those of neighbours are asked for together. */
const usualPage = 1 << 10;

/** The hashes of one level of a tree, 32 bytes each. */
export class TreeLevel {
  private readonly rows: PagedRows;

  constructor(rows: PagedRows) {
    this.rows = rows;
  }

  /** In bytes. */
  get length(): number {
    return this.rows.size * digestLength;
  }

  /** What of them is at hand. */
  get bytes(): Uint8Array {
    return this.rows.page.bytes;
  }

  /** Where in `bytes` the hash stands that begins at `offset` of the level. What is at hand may be another part afterwards. */
  at(offset: number): number {
    if (offset >= this.length)
      throw new RangeError(`a level of ${this.length} bytes has no hash at ${offset}`);
    return this.rows.at(offset / digestLength);
  }
}

/**
 * An RFC 6962 tree with all its nodes, packed: inclusion proofs of any number of leaves without hashing again. Pairing level by level and
 * carrying an odd last hash up gives the RFC's tree.
 */
export class PackedTree {
  /** From the leaves up to the root. */
  private readonly levels: readonly TreeLevel[];
  readonly root: Uint8Array;

  constructor(levels: readonly TreeLevel[], root: Uint8Array) {
    this.levels = levels;
    this.root = root;
  }

  get size(): number {
    return this.level(0).length / digestLength;
  }

  /** Levels above the leaves. */
  get height(): number {
    return this.levels.length - 1;
  }

  /** Level 0 are the leaves. */
  level(height: number): TreeLevel {
    return this.levels[height] as TreeLevel;
  }
}

/** Builds a packed tree leaf by leaf. Where there is room beyond memory, a page and a window of each level are held, otherwise all of it. */
export class PackedTreeBuilder {
  private readonly levels: PagedRows[] = [];
  private readonly builder: TreeBuilder;
  private readonly findRoom: FindRoom;
  private readonly page: number;

  /** `page`: hashes, a power of two. */
  constructor(digest: Digest, findRoom: FindRoom = noRoom, page: number = usualPage) {
    this.findRoom = findRoom;
    this.page = page;
    this.builder = new TreeBuilder(digest, (level, _, hash) => this.add(level, hash));
  }

  get size(): number {
    return this.builder.size;
  }

  /** Appends the leaf hash at `source[at .. at + 32]`. @throws AppError DISK_FULL */
  append(source: Uint8Array, at: number): void {
    this.builder.append(source, at);
  }

  /** At least one leaf was appended, and none is after it. */
  finish(): PackedTree {
    const { size } = this;
    // What is no perfect subtree stands at the right edge.
    for (let level = 1; 2 ** (level - 1) < size; level++) {
      const start = size - (size % 2 ** level);
      if (start < size) this.add(level, this.builder.rightEdge(start));
    }
    return new PackedTree(
      this.levels.map((rows) => new TreeLevel(rows)),
      this.builder.root(),
    );
  }

  private add(level: number, hash: Uint8Array): void {
    this.levels[level] ??= new PagedRows(digestLength, this.findRoom, this.page, this.page);
    const rows = this.levels[level];
    const at = rows.add();
    rows.page.bytes.set(hash, at);
  }
}
