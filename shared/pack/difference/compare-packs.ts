import type { Progress } from '../../domain/progress.ts';
import { paths, sealPrefix } from '../layout.ts';
import type { PackReader } from '../reader.ts';
import { scopeWords } from '../scope.ts';
import { compareEntries } from './compare-entries.ts';
import type { PackDifference, PackFacts } from './difference.ts';
import { explain } from './explain.ts';
import { compareMembers } from './members.ts';
import { type Reading, type ReadPack, readPack } from './read-pack.ts';

/**
 * Holds a pack against another, such as one that was sealed again of the same scope, and says why they differ. Either may be
 * hostile: what each says of itself is checked as any pack is, and the outcome told.
 *
 * @throws AppError PACK_UNREADABLE, CANCELLED
 */
export async function comparePacks(
  pack: PackReader,
  against: PackReader,
  reading: Reading,
  onProgress: (progress: Progress) => void = () => {},
): Promise<PackDifference> {
  const total = pack.size + against.size;
  const readingOf = (reader: PackReader, before: number, place: string) =>
    readPack(reader, reading, (share, phase) =>
      onProgress({
        phase: `${phase} of the ${place} pack`,
        done: Math.floor(before + share * reader.size),
        ...{ total, unit: 'bytes' },
      }),
    );
  const a = await readingOf(pack, 0, 'first');
  const b = await readingOf(against, pack.size, 'second');
  const entries = await compareEntries(a, b, reading.checkCancelled);
  const explanations = await explain(a, b, entries);
  const members = compareMembers(a.hashes, b.hashes, explanations);
  const left = members.filter(({ causes, path }) => causes.length === 0 && path !== paths.tagmanifest);
  if (left.length > 0) {
    explanations.push({
      cause: 'version',
      message: `what these files are made from is alike, and they are not: another version of Casebound made them, or they were changed: ${left.map(({ path }) => path).join(', ')}`,
    });
  }
  return {
    pack: factsOf(a),
    against: factsOf(b),
    same: members.every(({ path }) => path.startsWith(sealPrefix)),
    explanations,
    members,
    entries: entries.counts,
    firstEntries: entries.first,
  };
}

function factsOf({ context, described, report }: ReadPack): PackFacts {
  return {
    name: context.pack.name,
    scope: described === null ? 'unknown' : scopeWords(described.pack.scope),
    records: described?.pack.records ?? 0,
    ok: report.ok,
    signers: report.signers ?? [],
  };
}
