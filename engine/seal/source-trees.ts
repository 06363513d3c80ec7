/** The trees of a source, built again from the case file to draw proofs from. */
import { setImmediate } from 'node:timers/promises';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { Salts, saltLength } from '../case/salts.ts';
import { areHeld, type SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { KeyTreeProof } from '../proof/key-tree.ts';
import { type PackedTree, PackedTreeBuilder } from '../proof/packed-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import { Scratch } from '../proof/scratch.ts';
import type { TaskContext } from '../task.ts';
import { type ScopeKey, SourceKeyTree } from './source-key-tree.ts';
import { recordRows } from './source-records.ts';

export interface SourceTrees {
  readonly tree: PackedTree;
  /** What shows that no entry of the value was left out; null where the source has none. */
  readonly completeness: KeyTreeProof | null;
  /** Lets go of the file that a large tree is put aside in. */
  close(): void;
}

const hashLength = 32;
/** Records up to which a tree stays in memory. */
const mostHeld = 1 << 17;

/**
 * Of a large source the hashes are put aside as they are made, and nothing is held that grows with it.
 *
 * @throws AppError CASE_CORRUPT where the trees are not those that the import committed to: nothing may be sealed on it; DISK_FULL
 */
export async function sourceTrees(
  db: ReadableDb,
  source: SourceRow,
  scope: ScopeKey | null,
  context: TaskContext,
  /** Where what is large may be put aside, the best first. */
  folders: readonly string[],
): Promise<SourceTrees> {
  const room = source.entries + source.duplicates > mostHeld ? Scratch.inFile(folders) : null;
  const keys = scope === null ? null : new SourceKeyTree(db, source, scope, folders, context);
  try {
    const tree = await readTree(db, source, new PackedTreeBuilder(nodeDigest, () => room), keys, context);
    const completeness = keys === null ? null : keys.completeness();
    if (completeness === 'other') throw damaged(db, source);
    return { tree, completeness, close: () => room?.close() };
  } catch (error) {
    room?.close();
    throw error;
  } finally {
    keys?.close();
  }
}

function damaged(db: ReadableDb, { id }: SourceRow) {
  return corrupt(
    db.name,
    `the entries of source ${id} are not those that were imported; verify the case to see which`,
  );
}

/** One leaf for every readable record, at its ordinal. Other work of the thread comes in between. */
async function readTree(
  db: ReadableDb,
  source: SourceRow,
  tree: PackedTreeBuilder,
  keys: SourceKeyTree | null,
  context: TaskContext,
): Promise<PackedTree> {
  const total = source.entries + source.duplicates;
  if (total === 0 || !areHeld(db, source)) throw damaged(db, source);
  const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
  // RFC 6962 leaf over salt || content; the first byte stays the leaf prefix 0x00.
  const input = Buffer.alloc(1 + saltLength + hashLength);
  const leaf = new Uint8Array(hashLength);
  for (const rows of recordRows(db, source, keys?.key ?? null)) {
    context.progress({ phase: `proving ${source.name}`, done: tree.size, total, unit: 'entries' });
    context.checkCancelled();
    for (const [ordinal, content, value] of rows) {
      if (ordinal !== tree.size || content.length !== 2 * hashLength) throw damaged(db, source);
      input.set(salts.at(ordinal), 1);
      input.write(content, 1 + saltLength, 'hex');
      nodeDigest.sha256Into(input, leaf, 0);
      tree.append(leaf, 0);
      if (value !== null) keys?.add(value, leaf);
    }
    await setImmediate();
  }
  if (tree.size !== total) throw damaged(db, source);
  const built = tree.finish();
  if (!source.merkle_root.equals(built.root)) throw damaged(db, source);
  return built;
}
