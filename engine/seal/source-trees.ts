/** The trees of a source, built again from the case file to draw proofs from. */
import { setImmediate } from 'node:timers/promises';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { Salts, saltLength } from '../case/salts.ts';
import { areHeld, type SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyedLeaves, type KeyTreeProof, keyTreeProof, noGroup } from '../proof/key-tree.ts';
import { PackedTree } from '../proof/packed-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import { Scratch } from '../proof/scratch.ts';
import { termsOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';

export interface SourceTrees {
  /** To be closed. */
  readonly tree: PackedTree;
  /** What shows that no entry of the value was left out; null where the source has none. */
  readonly completeness: KeyTreeProof | null;
}

type Key = 'case_id' | 'image_id';

/** Records between two looks at whether to stop. */
const slice = 4096;
const hashLength = 32;
/** Bytes of leaves up to which a tree stays in memory. */
const mostHeld = 4 << 20;

/**
 * Holds 64 bytes for each record of the source while it is built, its leaf and its share of the nodes above, and 4 for its group where
 * the scope has a key; a large tree is put aside then.
 *
 * @throws AppError CASE_CORRUPT where the trees are not those that the import committed to: nothing may be sealed on it
 */
export async function sourceTrees(
  db: ReadableDb,
  source: SourceRow,
  scope: { readonly key: Key; readonly value: string } | null,
  context: TaskContext,
  /** Where a large tree may be put aside, the best first. */
  folders: readonly string[],
): Promise<SourceTrees> {
  const { leaves, keyed } = await readLeaves(db, source, scope?.key ?? null, context);
  const tree = new PackedTree(nodeDigest, leaves);
  if (leaves.length === 0 || !source.merkle_root.equals(tree.root)) throw damaged(db, source);
  const completeness = scope === null ? null : completenessOf(db, source, scope, keyed);
  if (leaves.length > mostHeld) tree.putAside(new Scratch(folders));
  return { tree, completeness };
}

function completenessOf(
  db: ReadableDb,
  source: SourceRow,
  scope: { readonly key: Key; readonly value: string },
  keyed: KeyedLeaves,
): KeyTreeProof | null {
  const purpose = scope.key === 'case_id' ? 'case_id-tree' : 'image_id-tree';
  const completeness = keyTreeProof(nodeDigest, source.secret, purpose, keyed, scope.value);
  const root = scope.key === 'case_id' ? source.case_id_tree_root : source.image_id_tree_root;
  if (completeness !== null && !root.equals(completeness.root)) throw damaged(db, source);
  return completeness;
}

function damaged(db: ReadableDb, { id }: SourceRow) {
  return corrupt(
    db.name,
    `the entries of source ${id} are not those that were imported; verify the case to see which`,
  );
}

/** One leaf for every readable record, at its ordinal, and the group of its value. Other work of the thread comes in between. */
async function readLeaves(
  db: ReadableDb,
  source: SourceRow,
  key: Key | null,
  context: TaskContext,
): Promise<{ readonly leaves: Buffer; readonly keyed: KeyedLeaves }> {
  const size = source.entries + source.duplicates;
  // Before memory is set aside for them.
  if (!areHeld(db, source)) throw damaged(db, source);
  const leaves = Buffer.alloc(size * hashLength);
  // Without a key none has a value.
  const groupOf = new Uint32Array(key === null ? 0 : size).fill(noGroup);
  const groups = new GroupNumbers(key === null ? new Map() : termsOf(db, key, context));
  const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
  // RFC 6962 leaf over salt || content; the first byte stays the leaf prefix 0x00.
  const input = Buffer.alloc(1 + saltLength + hashLength);
  const take = (ordinal: number, content: string, value: number | string | null) => {
    if (!(ordinal >= 0 && ordinal < size) || content.length !== 2 * hashLength) throw damaged(db, source);
    input.set(salts.at(ordinal), 1);
    input.write(content, 1 + saltLength, 'hex');
    nodeDigest.sha256Into(input, leaves, ordinal * hashLength);
    if (value !== null) groupOf[ordinal] = groups.of(value);
  };
  let read = 0;
  for (const rows of recordRows(db, source, key)) {
    context.progress({ phase: `proving ${source.name}`, done: read, total: size, unit: 'entries' });
    context.checkCancelled();
    for (const [ordinal, content, value] of rows) take(ordinal, content, value);
    read += rows.length;
    await setImmediate();
  }
  if (read !== size) throw damaged(db, source);
  return { leaves, keyed: { groups: groups.byValue, groupOf, leaves } };
}

/** `content`: in hex, which costs half of what a Buffer does. */
type RecordRow = [ordinal: number, content: string, value: number | string | null];

/** Those of the source in slices, its entries first; each slice is read at once, so that no statement is under way between them. */
function* recordRows(
  db: ReadableDb,
  { id: source, first_entry: first, entries }: SourceRow,
  key: Key | null,
): Generator<RecordRow[]> {
  const columns = `hex(e.content), ${key === null ? 'NULL' : `e.${key}`}`;
  const own = db
    .prepare<[number, number, number], RecordRow>(
      `SELECT e.ordinal, ${columns} FROM entry_row AS e WHERE e.id >= ? AND e.id < ? AND e.source = ?`,
    )
    .raw();
  for (let n = 0; n < entries; n += slice) {
    const from = (first ?? 0) + n;
    yield own.all(from, Math.min(from + slice, (first ?? 0) + entries), source);
  }
  const repeated = db
    .prepare<[number, number, number], RecordRow>(
      `SELECT d.ordinal, ${columns} FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? AND d.ordinal > ? ORDER BY d.ordinal LIMIT ?`,
    )
    .raw();
  for (let last: number | undefined = -1; last !== undefined; ) {
    const rows = repeated.all(source, last, slice);
    yield rows;
    last = rows.at(-1)?.[0];
  }
}

/** Numbers the values of a column, which are codes of terms or text. */
class GroupNumbers {
  readonly byValue = new Map<string, number>();
  private readonly byStored = new Map<number | string, number>();
  private readonly terms: ReadonlyMap<number, string>;

  constructor(terms: ReadonlyMap<number, string>) {
    this.terms = terms;
  }

  of(stored: number | string): number {
    const known = this.byStored.get(stored);
    if (known !== undefined) return known;
    const value = typeof stored === 'number' ? (this.terms.get(stored) ?? '') : stored;
    const group = this.byValue.get(value) ?? this.byValue.size;
    this.byValue.set(value, group);
    this.byStored.set(stored, group);
    return group;
  }
}
