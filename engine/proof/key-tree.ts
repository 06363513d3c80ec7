/**
 * The key trees of a source: for `case_id` and for `image_id` one leaf per distinct value, which binds how many entries
 * carry the value and which. A pack for one value proves by it that none of them was left out.
 */
import { type Digest, digestLength } from '../../shared/proof/digest.ts';
import { ProofCollector, TreeBuilder } from '../../shared/proof/merkle.ts';
import { type SaltPurpose, Salts, saltLength } from '../case/salts.ts';

export type KeyPurpose = Exclude<SaltPurpose, 'entry'>;

/** In `groupOf`: the entry has no value. */
export const noGroup = 0xffffffff;

/** The entries of one source, by their value; 36 bytes an entry. */
export interface KeyedLeaves {
  /** The group number of every distinct value, counted from 0. A value whose group has no leaf is not in the tree. */
  readonly groups: ReadonlyMap<string, number>;
  /** The group of every leaf in source order, or `noGroup`. */
  readonly groupOf: Uint32Array;
  /** The leaf hashes of the source tree, 32 bytes each, in source order. */
  readonly leaves: Uint8Array;
}

export interface KeyTree {
  /** How many distinct values there are. */
  readonly size: number;
  readonly root: Uint8Array;
}

/** Everything that shows what a key tree says of one value. */
export interface KeyTreeProof extends KeyTree {
  readonly leafIndex: number;
  readonly count: number;
  readonly subtreeRoot: Uint8Array;
  readonly salt: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The tree over all values of a source; of no value, size 0 and the root of nothing. */
export function keyTree(
  digest: Digest,
  secret: Uint8Array,
  purpose: KeyPurpose,
  keyed: KeyedLeaves,
): KeyTree {
  const tree = new TreeBuilder(digest);
  for (const { leaf } of valueLeaves(digest, secret, purpose, keyed)) tree.append(leaf);
  return { size: tree.size, root: tree.root() };
}

/** The tree, and the proof of one value in it; null where no entry carries the value. */
export function keyTreeProof(
  digest: Digest,
  secret: Uint8Array,
  purpose: KeyPurpose,
  keyed: KeyedLeaves,
  value: string,
): KeyTreeProof | null {
  const ranked = rank(keyed);
  const leafIndex = ranked.values.indexOf(value);
  if (leafIndex < 0) return null;
  const collector = new ProofCollector(digest, ranked.values.length, [leafIndex]);
  let found: ValueLeaf | null = null;
  for (const valueLeaf of valueLeaves(digest, secret, purpose, keyed, ranked)) {
    collector.builder.append(valueLeaf.leaf);
    if (valueLeaf.value === value)
      found = { ...valueLeaf, salt: valueLeaf.salt.slice(), subtreeRoot: valueLeaf.subtreeRoot.slice() };
  }
  const proof = collector.finish().get(leafIndex);
  if (found === null || proof === undefined) throw new RangeError('a ranked value has no leaf');
  const { count, subtreeRoot, salt } = found;
  return {
    size: ranked.values.length,
    root: collector.builder.root(),
    leafIndex,
    count,
    subtreeRoot,
    salt,
    proof,
  };
}

interface ValueLeaf {
  readonly value: string;
  readonly count: number;
  readonly salt: Uint8Array;
  readonly subtreeRoot: Uint8Array;
  readonly leaf: Uint8Array;
}

/** Every value's leaf in tree order. What is yielded is overwritten by the next: at a million values, copies cost most. */
function* valueLeaves(
  digest: Digest,
  secret: Uint8Array,
  purpose: KeyPurpose,
  keyed: KeyedLeaves,
  { values, starts, order }: Ranked = rank(keyed),
): Generator<ValueLeaf> {
  const salts = new Salts(secret, purpose).range(0, values.length);
  const subtree = new Subtree(digest, keyed.leaves);
  const writer = new KeyLeafWriter(digest);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as string;
    const from = starts[index] as number;
    const end = starts[index + 1] as number;
    const subtreeRoot = subtree.root(order, from, end);
    const salt = salts.subarray(index * saltLength, (index + 1) * saltLength);
    yield {
      value,
      count: end - from,
      salt,
      subtreeRoot,
      leaf: writer.hash(salt, Buffer.from(value), end - from, subtreeRoot),
    };
  }
}

/** `keyLeaf` of shared/proof/leaves.ts without its copies, over a value's UTF-8. What it gives is overwritten by the next. */
export class KeyLeafWriter {
  private readonly digest: Digest;
  /** The leaf prefix 0x00, salt, value digest, count, root. */
  private readonly input = Buffer.alloc(1 + saltLength + digestLength + 8 + digestLength);
  private readonly leaf = new Uint8Array(digestLength);

  constructor(digest: Digest) {
    this.digest = digest;
  }

  hash(salt: Uint8Array, value: Uint8Array, count: number, subtreeRoot: Uint8Array): Uint8Array {
    const { digest, input, leaf } = this;
    input.set(salt, 1);
    digest.sha256Into(value, input, 1 + saltLength);
    // 64 bits, of which a count here needs 32: a BigInt for each value is dear.
    input.writeUInt32BE(count, 1 + saltLength + digestLength + 4);
    input.set(subtreeRoot, 1 + saltLength + digestLength + 8);
    digest.sha256Into(input, leaf, 0);
    return leaf;
  }
}

/** The values that have leaves in tree order; the leaves of value n stand at `order[starts[n] .. starts[n + 1]]`. */
interface Ranked {
  readonly values: readonly string[];
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

/** Sorts leaves by value, keeping source order within one: a counting sort. */
function rank({ groups, groupOf }: KeyedLeaves): Ranked {
  let groupCount = 0;
  for (const group of groups.values()) groupCount = Math.max(groupCount, group + 1);
  const counts = new Uint32Array(groupCount);
  for (const group of groupOf) if (group !== noGroup) counts[group] = (counts[group] as number) + 1;

  const held = [...groups].filter(([, group]) => (counts[group] as number) > 0);
  const sorted = sortByUtf8(held.map(spelledAsStored));
  const values: string[] = [];
  const rankOf = new Uint32Array(groupCount);
  const sizes: number[] = [];
  for (const [value, group] of sorted) {
    if (values.at(-1) !== value) sizes[values.push(value) - 1] = 0;
    const last = values.length - 1;
    rankOf[group] = last;
    sizes[last] = (sizes[last] as number) + (counts[group] as number);
  }

  const starts = new Uint32Array(values.length + 1);
  for (const [index, size] of sizes.entries()) starts[index + 1] = (starts[index] as number) + size;
  const next = starts.slice();
  const order = new Uint32Array(starts[values.length] as number);
  for (const [leaf, group] of groupOf.entries()) {
    if (group === noGroup) continue;
    const place = rankOf[group] as number;
    order[next[place] as number] = leaf;
    next[place] = (next[place] as number) + 1;
  }
  return { values, starts, order };
}

/** A lone surrogate has no UTF-8 form: SQLite stores U+FFFD for it, and so may make two values one. */
function spelledAsStored([value, group]: readonly [string, number]): readonly [string, number] {
  return [value.toWellFormed(), group];
}

/** UTF-16 order is that of UTF-8 but for astral characters against U+E000 and above. */
const mayDiffer = /[\ud800-\uffff]/;

function sortByUtf8(entries: (readonly [string, number])[]): (readonly [string, number])[] {
  if (!entries.some(([value]) => mayDiffer.test(value))) {
    return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }
  return entries
    .map((entry) => ({ entry, bytes: Buffer.from(entry[0]) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ entry }) => entry);
}

/**
 * RFC 6962 roots over chosen leaves. Pairing level by level and carrying an odd last hash up gives the same tree as the
 * RFC's split at a power of two.
 */
class Subtree {
  private readonly digest: Digest;
  private readonly leaves: Uint8Array;
  private readonly node = new Uint8Array(1 + 2 * digestLength);
  private row = new Uint8Array(64 * digestLength);

  constructor(digest: Digest, leaves: Uint8Array) {
    this.digest = digest;
    this.leaves = leaves;
    this.node[0] = 0x01;
  }

  /** The root over `leaves[order[from .. end]]`, at least one. */
  root(order: Uint32Array, from: number, end: number): Uint8Array {
    const { digest, leaves, node } = this;
    if (this.row.length < (end - from) * digestLength) this.row = new Uint8Array((end - from) * digestLength);
    const row = this.row;
    for (let at = from; at < end; at++) {
      const leaf = (order[at] as number) * digestLength;
      row.set(leaves.subarray(leaf, leaf + digestLength), (at - from) * digestLength);
    }
    for (let width = end - from; width > 1; width = Math.ceil(width / 2)) {
      const pairs = Math.floor(width / 2);
      for (let pair = 0; pair < pairs; pair++) {
        node.set(row.subarray(pair * 2 * digestLength, (pair + 1) * 2 * digestLength), 1);
        digest.sha256Into(node, row, pair * digestLength);
      }
      if (width % 2 === 1)
        row.copyWithin(pairs * digestLength, (width - 1) * digestLength, width * digestLength);
    }
    return row.subarray(0, digestLength);
  }
}
