import { toHex } from '../../shared/bytes/encoding.ts';
import type { ContentConsistency } from '../../shared/domain/source-comparison.ts';
import { ConsistencyCollector, verifyConsistency } from '../../shared/proof/consistency.ts';
import { leafHash } from '../../shared/proof/merkle.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { recordContents } from '../case/record-contents.ts';
import type { SourceRow } from '../case/sources.ts';
import { nodeDigest } from '../hash/node-digest.ts';

/**
 * The proof that the records of one source are the beginning of another's, drawn in one pass over the longer.
 *
 * @param size records of the shorter, which are known to be those that the longer begins with
 * @throws AppError CASE_CORRUPT where the proof that was drawn does not hold
 */
export function contentConsistency(
  db: ReadableDb,
  longer: SourceRow,
  size: number,
  onRecord: () => void,
): ContentConsistency {
  const total = longer.entries + longer.duplicates;
  const collector = new ConsistencyCollector(nodeDigest, size, total);
  for (const content of recordContents(db, longer)) {
    collector.append(leafHash(nodeDigest, content));
    onRecord();
  }
  const { firstRoot, secondRoot, proof } = collector.finish();
  if (!verifyConsistency(nodeDigest, size, total, firstRoot, secondRoot, proof))
    throw corrupt(db.name, 'a proof drawn from it does not hold');
  return {
    first: { size, root: toHex(firstRoot) },
    second: { size: total, root: toHex(secondRoot) },
    proof: proof.map(toHex),
  };
}
