import type { FindRoom } from '../../../shared/bytes/paged-rows.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import { type PackedTree, PackedTreeBuilder } from '../packed-tree.ts';

/** `page`: hashes that are put aside at once. */
export function treeOf(leaves: readonly Uint8Array[], findRoom?: FindRoom, page?: number): PackedTree {
  const builder = new PackedTreeBuilder(nodeDigest, findRoom, page);
  for (const leaf of leaves) builder.append(leaf, 0);
  return builder.finish();
}
