import { closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { crc32 } from 'node:zlib';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { type CheckOptions, checkPack } from '../../shared/pack/check.ts';
import type { CheckEffects } from '../../shared/pack/check-context.ts';
import { describePack } from '../../shared/pack/describe.ts';
import { comparePacks } from '../../shared/pack/difference/compare-packs.ts';
import type { PackDifference } from '../../shared/pack/difference/difference.ts';
import type { PackSources } from '../../shared/pack/lines.ts';
import type { PackReader } from '../../shared/pack/reader.ts';
import { checkCms } from '../../shared/seal/cms.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { checkTimestamp } from '../../shared/timestamp/check.ts';
import { openInput } from '../files/open-input.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { sha512, verifyEd25519 } from '../keys/ed25519.ts';
import { Scratch } from '../proof/scratch.ts';
import { type TaskContext, unwatched } from '../task.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import { fileReader } from './file-reader.ts';
import { MembersApart } from './threads/members-apart.ts';
import type { WrittenZip } from './zip-writer.ts';

export const nodeEffects: CheckEffects = {
  digest: nodeDigest,
  crc32,
  verifyEd25519,
  sha512,
  checkCms,
  checkTimestamp,
};

/**
 * Checks the pack in a file. `threads`: where the thread that hashes may wait already. What a large pack's check has to remember of each
 * entry is put aside in a file without a name, in the folder for such files.
 *
 * @throws AppError FILE_UNREADABLE, PACK_UNREADABLE where it is no zip, or the zip no pack; DISK_FULL, CANCELLED
 */
export async function checkPackFile(
  path: string,
  options: CheckOptions = {},
  context: TaskContext = unwatched,
  threads?: ReadyThreads,
): Promise<VerifyReport> {
  const { progress, checkCancelled } = context;
  return readingPack(path, async (reader, file) => {
    const apart = new MembersApart(file, context, threads);
    const hashApart = MembersApart.isWorth(reader.size) ? { hashApart: apart.hash.bind(apart) } : {};
    let room: Scratch | null = null;
    const findRoom = () => (room ??= Scratch.inFile([tmpdir()]));
    try {
      const effects = { ...nodeEffects, ...hashApart, findRoom };
      return await checkPack(reader, effects, options, progress, checkCancelled);
    } finally {
      (room as Scratch | null)?.close();
      await apart.close();
    }
  });
}

/**
 * Checks a pack that was just written, which comes to disk meanwhile: on a slow one that takes as long.
 *
 * @throws AppError as `checkPackFile`, or why it does not come to disk
 */
export async function checkWritten(
  path: string,
  { onDisk }: WrittenZip,
  options: CheckOptions,
  context: TaskContext,
  threads?: ReadyThreads,
): Promise<VerifyReport> {
  const both = [checkPackFile(path, options, context, threads), onDisk] as const;
  // Where one of the two fails the other is awaited before it is told: nothing goes on behind.
  await Promise.allSettled(both);
  const [report] = await Promise.all(both);
  return report;
}

/**
 * What the pack in a file says that it holds, unchecked.
 *
 * @throws AppError FILE_UNREADABLE, PACK_UNREADABLE
 */
export function describePackFile(path: string): Promise<PackSources> {
  return readingPack(path, (reader) => describePack(reader, nodeEffects));
}

/**
 * Why two packs are not the same bytes.
 *
 * @throws AppError FILE_UNREADABLE, PACK_UNREADABLE, CANCELLED
 */
export function comparePackFiles(
  path: string,
  against: string,
  known: readonly KnownSigner[],
  { checkCancelled, progress }: TaskContext,
): Promise<PackDifference> {
  const reading = { effects: nodeEffects, known, checkCancelled };
  return readingPack(path, (pack) =>
    readingPack(against, (other) => comparePacks(pack, other, reading, progress)),
  );
}

async function readingPack<T>(
  path: string,
  work: (reader: PackReader, file: number) => Promise<T>,
): Promise<T> {
  const file = openInput(path);
  try {
    return await work(fileReader(file), file);
  } finally {
    closeSync(file);
  }
}
