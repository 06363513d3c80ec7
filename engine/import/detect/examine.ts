import type { SkippedFile } from '../../../shared/domain/case.ts';
import type { UncheckedHash } from '../../../shared/domain/import.ts';
import { AppError } from '../../../shared/errors.ts';
import { toldPath } from '../../files/exact-path.ts';
import { openHere } from '../../files/open-input.ts';
import { FileReader } from '../../packed/byte-reader.ts';
import { compressionOf, isZip, type Member, type Packing } from '../../packed/packing.ts';
import { zipContents } from '../../packed/zip.ts';
import { isOpenHere } from '../../threads/open-databases.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { type Detected, detect, type Wish } from './detect.ts';
import { holdsHashes, isHashFile } from './expected-hashes.ts';
import { type FoundFile, withFound } from './find-files.ts';
import { MemberHashes } from './member-hashes.ts';
import { type Sample, sampleOf } from './sample.ts';

/** A trail that was found, in a file of its own or in a zip. */
export interface Trail {
  readonly name: string;
  readonly packing: Packing;
  /** Of the file as it stands on the disk or stood before it was put into a zip, in bytes. */
  readonly bytes: number;
  readonly detected: Detected;
}

/** What one file turned out to be. */
export type Examined =
  | { readonly kind: 'trail'; readonly file: FoundFile; readonly trail: Trail }
  | {
      readonly kind: 'zip';
      readonly file: FoundFile;
      readonly bytes: number;
      readonly trails: readonly Trail[];
      readonly skipped: readonly SkippedFile[];
      /** What its own hash files state of its trails. */
      readonly hashes: MemberHashes;
      readonly unchecked: readonly UncheckedHash[];
    }
  | { readonly kind: 'skipped'; readonly file: FoundFile; readonly why: AppError };

/** Is shown each trail with the beginning of its stream. */
export type Look = (trail: Trail, sample: Buffer) => void;

/**
 * Says of a file what it holds, by its content. A file that was named itself and is no trail is refused; one of a folder or
 * a zip is passed over with the reason.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export async function examine(
  file: FoundFile,
  wish: Wish,
  stop: StopFlag,
  look: Look = () => {},
): Promise<Examined> {
  // It may stand in the folder that is imported into it.
  if (isOpenHere(file.path)) return { kind: 'skipped', file, why: passedOver(toldPath(file.path), openHere) };
  return withFound(file, async (opened) => {
    const reader = new FileReader(opened, toldPath(file.path));
    const head = reader.read(0, 8);
    try {
      if (isZip(head)) return await examineZip(file, reader, wish, stop, look);
      const packing = { member: null, compression: compressionOf(head) };
      const trail = await examineStream(file.name, reader, packing, reader.size, wish, stop, look);
      return { kind: 'trail', file, trail };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'FORMAT_UNKNOWN') throw error;
      return { kind: 'skipped', file, why: error };
    }
  });
}

async function examineZip(
  file: FoundFile,
  reader: FileReader,
  wish: Wish,
  stop: StopFlag,
  look: Look,
): Promise<Examined> {
  const contents = await zipContents(reader);
  const skipped = [...contents.skipped];
  const trails: Trail[] = [];
  const hashes = await MemberHashes.read(reader, contents.members, stop);
  for (const member of contents.members) {
    stop.check();
    try {
      trails.push(await examineMember(file, reader, member, wish, stop, look));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'FORMAT_UNKNOWN') throw error;
      skipped.push({ name: member.name, reason: reasonOf(error) });
    }
  }
  return { kind: 'zip', file, bytes: reader.size, trails, skipped, hashes, unchecked: hashes.unchecked };
}

async function examineMember(
  file: FoundFile,
  reader: FileReader,
  member: Member,
  wish: Wish,
  stop: StopFlag,
  look: Look,
): Promise<Trail> {
  if (isHashFile(member.name)) throw passedOver(member.name, holdsHashes);
  const head = (await sampleOf(reader, { member, compression: null }, stop, 8)).bytes;
  if (isZip(head)) throw passedOver(member.name, 'it is a zip in a zip, which is not opened');
  const packing = { member, compression: compressionOf(head) };
  return await examineStream(`${file.name}: ${member.name}`, reader, packing, member.size, wish, stop, look);
}

async function examineStream(
  name: string,
  reader: FileReader,
  packing: Packing,
  bytes: number,
  wish: Wish,
  stop: StopFlag,
  look: Look,
): Promise<Trail> {
  const sample = await sampleOf(reader, packing, stop);
  if (sample.bytes.length === 0 && sample.fault !== null) throw undecompressed(name, sample);
  const detected = detect(sample.bytes, name, wish);
  const trail = { name, packing, bytes, detected };
  look(trail, sample.bytes);
  return trail;
}

function undecompressed(name: string, { fault }: Sample): AppError {
  return passedOver(name, `nothing of it can be decompressed: ${fault}`);
}

function passedOver(name: string, why: string): AppError {
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: `${name} is not an audit trail that Casebound reads: ${why}`,
    safe: 'nothing was imported',
    next: 'check that it arrived whole',
    details: { why },
  });
}

/** The clause that says why a file is passed over. */
export function reasonOf({ message, details }: AppError): string {
  return typeof details?.['why'] === 'string' ? details['why'] : message;
}
