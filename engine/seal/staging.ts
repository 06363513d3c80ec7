import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { methods, type ZipMember } from '../../shared/pack/zip-records.ts';
import {
  bufferLength,
  deflated,
  type Form,
  MemberWriter,
  PartWriter,
  type StagedMember,
  type StagedPart,
  stored,
} from './member-writer.ts';

/** A finished member of a pack: what the zip needs to know of it, and its bytes as they stand there. */
export interface ZippedMember extends Required<Omit<ZipMember, 'offset'>> {
  bytes(): Iterable<Uint8Array>;
}

/** A member whose bytes are at hand. */
export function memberOf(path: string, bytes: Uint8Array): ZippedMember {
  const { length } = bytes;
  return {
    ...{ path, size: length, crc32: crc32(bytes) },
    ...{ method: methods.stored, compressedSize: length },
    bytes: () => [bytes],
  };
}

/**
 * Members are written to files of a folder of their own first: a manifest stands before what it lists, and a zip states
 * the size of a member before its bytes. Nothing is held in memory but one buffer for each member that is being written.
 */
export class Staging {
  readonly members: StagedMember[] = [];
  readonly folder: string;
  private readonly writers: PartWriter[] = [];

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { mode: 0o700 });
  }

  /** A member that is written piece by piece; it counts once it is finished. */
  open(path: string, form: Form = stored): MemberWriter {
    return this.added(new MemberWriter(path, this.file(), form, (member) => this.members.push(member)));
  }

  /** A compressed file that is no member: one is put together from it. */
  scratch(path: string): PartWriter {
    return this.added(new PartWriter(path, this.file(), deflated));
  }

  private file(): string {
    return join(this.folder, String(this.writers.length));
  }

  private added<T extends PartWriter>(writer: T): T {
    this.writers.push(writer);
    return writer;
  }

  text(path: string, text: string): void {
    this.bytes(path, Buffer.from(text));
  }

  bytes(path: string, bytes: Uint8Array, form: Form = stored): void {
    this.open(path, form).whole(bytes);
  }

  /** Takes over what another staging has finished; its folder stays where it is. */
  adopt(members: readonly StagedMember[]): void {
    this.members.push(...members);
  }

  /** The hashes of the members that are chosen by their path. */
  hashes(chosen: (path: string) => boolean): Map<string, string> {
    return new Map(this.members.filter(({ path }) => chosen(path)).map(({ path, sha256 }) => [path, sha256]));
  }

  /** The hashes of what stands in the zip for the members that are compressed. */
  compressedHashes(): Map<string, string> {
    return new Map(
      this.members.flatMap(({ path, compressedSha256 }) =>
        compressedSha256 === null ? [] : [[path, compressedSha256] as const],
      ),
    );
  }

  /** Lets go of the files of members that were not finished. */
  close(): void {
    for (const writer of this.writers) writer.abandon();
  }
}

/** The bytes of a staged member as they stand in the zip, in pieces of one buffer. */
export function* stagedBytes({
  file,
  compressedSize,
}: Pick<StagedPart, 'file' | 'compressedSize'>): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(bufferLength, compressedSize)));
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A member for the zip out of a staged one. */
export function zipped(member: StagedMember): ZippedMember {
  return { ...member, bytes: () => stagedBytes(member) };
}
