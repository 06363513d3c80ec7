import { type Checkpoint, checkpointOrigin } from '../../shared/seal/checkpoint.ts';
import type { SourceRow } from '../case/sources.ts';

/** What a source of the case `uuid` was at its import, as its checkpoint states it. */
export function checkpointOf(uuid: string, source: SourceRow): Checkpoint {
  return {
    origin: checkpointOrigin(uuid, source.id),
    size: source.entries + source.duplicates,
    root: source.merkle_root,
    fileSha256: source.sha256,
    caseIdTree: { size: source.case_id_tree_size, root: source.case_id_tree_root },
    imageIdTree: { size: source.image_id_tree_size, root: source.image_id_tree_root },
  };
}
