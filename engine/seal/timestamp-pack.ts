/** Puts what a timestamp authority answered into a pack, in place. */
import { rmSync } from 'node:fs';
import { printCertificates, readPem } from '../../shared/certificates/pem.ts';
import type { TimestampResult } from '../../shared/contract/pack-operations.ts';
import { AppError } from '../../shared/errors.ts';
import { timestampCommand } from '../../shared/pack/check-timestamp.ts';
import { paths } from '../../shared/pack/layout.ts';
import { checkTimestamp, keptTimestamp, type Timestamp } from '../../shared/timestamp/check.ts';
import { outFault } from '../files/out-fault.ts';
import { ledTo, replaceFile } from '../files/place-file.ts';
import { readSmallFile } from '../files/small-file.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { TaskContext } from '../task.ts';
import { checkPackFile, checkWritten } from './check-file.ts';
import { PackFile } from './pack-file.ts';
import { brokenAxis } from './sound.ts';
import { memberOf } from './staging.ts';
import { removeAbandoned, workPath } from './work-path.ts';
import { writeZip } from './zip-writer.ts';

export interface TimestampInput {
  readonly path: string;
  /** The file of the answer, DER. */
  readonly response: string;
  /** A file of further certificates, PEM. */
  readonly chain?: string | undefined;
}

const unchanged = 'the pack is as it was';

/**
 * The answer is checked against the pack before anything is written; the new file is checked as anybody would check it,
 * and only then takes the place of the old one, at once.
 *
 * @throws AppError INVALID_INPUT for an answer that is not about this seal or does not hold; FILE_UNREADABLE,
 *   PACK_UNREADABLE, DISK_FULL, CANCELLED
 */
export async function timestampPack(input: TimestampInput, context: TaskContext): Promise<TimestampResult> {
  const path = ledTo(input.path);
  const pack = await PackFile.open(path);
  try {
    const sealed = await pack.whole(paths.tagmanifest);
    const signature = await pack.whole(paths.signature);
    const { response, certificates } = await keptAnswer(input);
    const pem = printCertificates(certificates);
    const outcome = await checkTimestamp(nodeDigest, sealed, signature, response, pem);
    if (outcome.fault !== null) throw refused(outcome.fault);
    await assertPlain(path, pack, context);
    if (pack.has(paths.timestamp) && !Buffer.from(response).equals(await pack.whole(paths.timestamp)))
      throw refused('the pack carries a timestamp already', 'keep this answer beside the pack');
    const added = [
      memberOf(paths.timestamp, response),
      memberOf(paths.timestampCertificates, Buffer.from(pem)),
    ];
    return resultOf(input.path, outcome.timestamp, await rewrite(path, pack, added, context));
  } finally {
    pack.close();
  }
}

async function keptAnswer({ response, chain }: TimestampInput) {
  const answer = Uint8Array.from(readSmallFile(response));
  const among =
    chain === undefined ? [] : readPem(readSmallFile(chain).toString('latin1')).map(({ der }) => der);
  const kept = await keptTimestamp(answer, among);
  if (typeof kept !== 'string') return kept;
  const next = kept.includes('is not there')
    ? "give the authority's certificates, up to the root, in PEM: --chain FILE"
    : 'give the file that the authority answered with';
  throw refused(kept, next);
}

/** Nothing is added to a pack that does not hold, or that another program has zipped again. */
async function assertPlain(path: string, pack: PackFile, context: TaskContext): Promise<void> {
  const broken = brokenAxis(await checkPackFile(path, {}, context));
  if (broken !== null) {
    throw refused(
      `the pack does not hold: ${broken.axis} of ${broken.subject}: ${broken.reason}`,
      'casebound verify tells all that is wrong with it',
    );
  }
  if (!pack.isAsSealed)
    throw refused('another program has zipped the pack again', 'take the file that was sealed');
}

async function rewrite(
  path: string,
  pack: PackFile,
  added: Parameters<typeof writeZip>[2],
  context: TaskContext,
): Promise<string> {
  removeAbandoned(path);
  const zip = workPath(path, 'zip');
  try {
    const others = pack.members.filter((member) => added.every((each) => each.path !== member.path));
    const written = writeZip(zip, pack.name, [...others, ...added], context);
    const broken = brokenAxis(await checkWritten(zip, written, {}, context));
    if (broken !== null) throw refused(`${broken.axis} of ${broken.subject}: ${broken.reason}`);
    replaceFile(zip, path);
    return written.sha256;
  } catch (error) {
    throw outFault(path, error);
  } finally {
    rmSync(zip, { force: true });
  }
}

function resultOf(pack: string, timestamp: Timestamp, sha256: string): TimestampResult {
  const { path } = timestamp.chain;
  return {
    pack,
    sha256,
    time: timestamp.time.toISOString(),
    authority: path[0]?.subject ?? '',
    root: path.at(-1)?.subject ?? '',
    command: timestampCommand(timestamp),
  };
}

function refused(
  message: string,
  next = `ask the authority again with ${paths.timestampRequest} of this pack, and give the file that it answers with`,
): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `the timestamp is refused: ${message}`,
    safe: unchanged,
    next,
  });
}
