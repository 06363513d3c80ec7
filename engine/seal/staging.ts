import { createHash, type Hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { methods, type ZipMember } from '../../shared/pack/zip-records.ts';

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

/** A member in a file of its own. Plain data, so that another thread can hand it over. */
export interface StagedMember extends Required<Omit<ZipMember, 'offset'>> {
  readonly file: string;
  /** Of the content, hex. */
  readonly sha256: string;
  /** Of the bytes in the zip, where they are compressed. */
  readonly compressedSha256: string | null;
}

/** Every piece ends at a byte, so that the next can be compressed by itself (RFC 1951 section 3.2.4). */
const deflation = { level: 1, finishFlush: constants.Z_SYNC_FLUSH };
/** Ends a stream of such pieces: a last block with nothing in it. */
const lastBlock = Buffer.of(0x03, 0x00);
const bufferLength = 1 << 20;

type Method = (typeof methods)[keyof typeof methods];

/**
 * Members are written to files of a folder of their own first: a manifest stands before what it lists, and a zip states
 * the size of a member before its bytes. Nothing is held in memory but one buffer for each member that is being written.
 */
export class Staging {
  readonly members: StagedMember[] = [];
  readonly folder: string;
  private readonly unfinished = new Set<MemberWriter>();
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { mode: 0o700 });
  }

  /** A member that is written piece by piece; it counts once it is finished. */
  open(path: string, method: Method = methods.stored): MemberWriter {
    return this.writer(path, method, (member) => this.members.push(member));
  }

  /** A compressed file that is no member: one is put together from it. */
  scratch(path: string): MemberWriter {
    return this.writer(path, methods.deflated, () => {});
  }

  private writer(path: string, method: Method, onFinish: (member: StagedMember) => void): MemberWriter {
    const writer = new MemberWriter(path, join(this.folder, String(this.count++)), method, (member) => {
      this.unfinished.delete(writer);
      onFinish(member);
    });
    this.unfinished.add(writer);
    return writer;
  }

  text(path: string, text: string): void {
    this.bytes(path, Buffer.from(text));
  }

  bytes(path: string, bytes: Uint8Array, method: Method = methods.stored): void {
    const writer = this.open(path, method);
    writer.write(bytes);
    writer.finish();
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
    for (const writer of this.unfinished) writer.abandon();
    this.unfinished.clear();
  }
}

export class MemberWriter {
  private readonly path: string;
  private readonly file: string;
  private readonly onFinish: (member: StagedMember) => void;
  private readonly descriptor: number;
  private readonly hash = createHash('sha256');
  /** Of the bytes in the zip, where they are others. */
  private readonly compressedHash: Hash | null;
  private readonly buffer = Buffer.allocUnsafe(bufferLength);
  private buffered = 0;
  private crc = 0;
  private size = 0;
  private written = 0;

  constructor(path: string, file: string, method: Method, onFinish: (member: StagedMember) => void) {
    this.path = path;
    this.file = file;
    this.onFinish = onFinish;
    this.compressedHash = method === methods.deflated ? createHash('sha256') : null;
    this.descriptor = openSync(file, 'wx', 0o600);
  }

  write(content: string | Uint8Array): void {
    if (typeof content === 'string') this.writeText(content);
    else this.writeBytes(content);
  }

  private writeBytes(bytes: Uint8Array): void {
    if (this.buffered + bytes.length > bufferLength) this.flush();
    if (bytes.length > bufferLength) this.take(bytes);
    else {
      this.buffer.set(bytes, this.buffered);
      this.buffered += bytes.length;
    }
  }

  /** A text takes at most three bytes for each of its units: where that is sure to fit, it needs no buffer of its own. */
  private writeText(text: string): void {
    const most = text.length * 3;
    if (most > bufferLength) this.writeBytes(Buffer.from(text));
    else {
      if (this.buffered + most > bufferLength) this.flush();
      this.buffered += this.buffer.write(text, this.buffered);
    }
  }

  finish(): StagedMember {
    this.flush();
    if (this.compressedHash !== null) this.put(lastBlock);
    closeSync(this.descriptor);
    const { path, file, compressedHash } = this;
    const member = {
      ...{ path, size: this.size, crc32: this.crc, compressedSize: this.written, file },
      method: compressedHash === null ? methods.stored : methods.deflated,
      sha256: this.hash.digest('hex'),
      compressedSha256: compressedHash?.digest('hex') ?? null,
    };
    this.onFinish(member);
    return member;
  }

  /** Lets go of the file of a member that will not be finished. */
  abandon(): void {
    closeSync(this.descriptor);
  }

  private flush(): void {
    if (this.buffered > 0) this.take(this.buffer.subarray(0, this.buffered));
    this.buffered = 0;
  }

  private take(content: Uint8Array): void {
    this.hash.update(content);
    this.crc = crc32(content, this.crc);
    this.size += content.length;
    this.put(this.compressedHash === null ? content : deflateRawSync(content, deflation));
  }

  private put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    this.compressedHash?.update(bytes);
    this.written += bytes.length;
  }
}

/** The bytes of a staged member as they stand in the zip, in pieces of one buffer. */
export function* stagedBytes({ file }: Pick<StagedMember, 'file'>): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(bufferLength);
    for (;;) {
      const length = readSync(descriptor, buffer, 0, bufferLength, null);
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
