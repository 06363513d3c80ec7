/** The trees of a source, built again from the case file to draw proofs from. */
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { Salts, saltLength } from '../case/salts.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type KeyedLeaves, type KeyTreeProof, keyTreeProof, noGroup } from '../proof/key-tree.ts';
import { PackedTree } from '../proof/packed-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import { termsOf } from '../query/terms.ts';
import type { TaskContext } from '../task.ts';

export interface SourceTrees {
  readonly tree: PackedTree;
  /** The leaf hashes, 32 bytes each. */
  readonly leaves: Uint8Array;
  /** What shows that no entry of the value was left out; null where the source has none. */
  readonly completeness: KeyTreeProof | null;
}

type Key = 'case_id' | 'image_id';

/** Records between two looks at whether to stop. */
const slice = 20_000;
const hashLength = 32;

/**
 * Holds about 100 bytes for each record of the source.
 *
 * @throws AppError CASE_CORRUPT where the trees are not those that the import committed to: nothing may be sealed on it
 */
export function sourceTrees(
  db: ReadableDb,
  source: SourceRow,
  scope: { readonly key: Key; readonly value: string } | null,
  context: TaskContext,
): SourceTrees {
  const { leaves, keyed } = readLeaves(db, source, scope?.key ?? null, context);
  const tree = new PackedTree(nodeDigest, leaves);
  if (leaves.length === 0 || !source.merkle_root.equals(tree.root)) throw damaged(db, source);
  if (scope === null) return { tree, leaves, completeness: null };
  const purpose = scope.key === 'case_id' ? 'case_id-tree' : 'image_id-tree';
  const completeness = keyTreeProof(nodeDigest, source.secret, purpose, keyed, scope.value);
  const root = scope.key === 'case_id' ? source.case_id_tree_root : source.image_id_tree_root;
  if (completeness !== null && !root.equals(completeness.root)) throw damaged(db, source);
  return { tree, leaves, completeness };
}

function damaged(db: ReadableDb, { id }: SourceRow) {
  return corrupt(
    db.name,
    `the entries of source ${id} are not those that were imported; verify the case to see which`,
  );
}

/** One leaf for every readable record, at its ordinal, and the group of its value. */
function readLeaves(
  db: ReadableDb,
  source: SourceRow,
  key: Key | null,
  context: TaskContext,
): { readonly leaves: Buffer; readonly keyed: KeyedLeaves } {
  const size = source.entries + source.duplicates;
  const leaves = Buffer.alloc(size * hashLength);
  const groupOf = new Uint32Array(size).fill(noGroup);
  const groups = new GroupNumbers(key === null ? new Map() : termsOf(db, key, context));
  const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
  // RFC 6962 leaf over salt || content; the first byte stays the leaf prefix 0x00.
  const input = Buffer.alloc(1 + saltLength + hashLength);
  let read = 0;
  for (const [ordinal, content, value] of recordRows(db, source.id, key)) {
    if (read++ % slice === 0) {
      context.progress({ phase: `proving ${source.name}`, done: read, total: size, unit: 'entries' });
      context.checkCancelled();
    }
    if (ordinal >= size || content.length !== hashLength) throw damaged(db, source);
    input.set(salts.at(ordinal), 1);
    content.copy(input, 1 + saltLength);
    nodeDigest.sha256Into(input, leaves, ordinal * hashLength);
    if (value !== null) groupOf[ordinal] = groups.of(value);
  }
  if (read !== size) throw damaged(db, source);
  return { leaves, keyed: { groups: groups.byValue, groupOf, leaves } };
}

type RecordRow = [ordinal: number, content: Buffer, value: number | string | null];

function* recordRows(db: ReadableDb, source: number, key: Key | null): Generator<RecordRow> {
  const value = key === null ? 'NULL' : `e.${key}`;
  yield* db
    .prepare<[number], RecordRow>(
      `SELECT e.ordinal, e.content, ${value} FROM entry_row AS e WHERE e.source = ? ORDER BY e.id`,
    )
    .raw()
    .iterate(source);
  yield* db
    .prepare<[number], RecordRow>(
      `SELECT d.ordinal, e.content, ${value} FROM duplicate AS d JOIN entry_row AS e ON e.id = d.entry WHERE d.source = ? ORDER BY d.ordinal`,
    )
    .raw()
    .iterate(source);
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
