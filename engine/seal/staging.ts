import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** A finished member of a pack: what the zip needs to know of it, and its bytes. */
export interface StagedMember {
  readonly path: string;
  readonly size: number;
  readonly crc32: number;
  bytes(): Iterable<Uint8Array>;
}

interface HashedMember extends StagedMember {
  /** Hex. */
  readonly sha256: string;
}

/** A member whose bytes are at hand. */
export function memberOf(path: string, bytes: Uint8Array): StagedMember {
  return { path, size: bytes.length, crc32: crc32(bytes), bytes: () => [bytes] };
}

const bufferLength = 1 << 20;

/**
 * Members are written to files of a folder of their own first: a manifest stands before what it lists, and a zip states
 * the size of a member before its bytes. Nothing is held in memory but one buffer for each member that is being written.
 */
export class Staging {
  readonly members: HashedMember[] = [];
  private readonly folder: string;
  private count = 0;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { mode: 0o700 });
  }

  /** A member that is written piece by piece; it counts once it is finished. */
  open(path: string): MemberWriter {
    return new MemberWriter(path, join(this.folder, String(this.count++)), (member) =>
      this.members.push(member),
    );
  }

  /** A file that is no member: what goes into one is put together in it. */
  scratch(): MemberWriter {
    return new MemberWriter('', join(this.folder, String(this.count++)), () => {});
  }

  text(path: string, text: string): void {
    this.bytes(path, Buffer.from(text));
  }

  bytes(path: string, bytes: Uint8Array): void {
    const writer = this.open(path);
    writer.write(bytes);
    writer.finish();
  }

  /** The hashes of the members that are chosen by their path. */
  hashes(chosen: (path: string) => boolean): Map<string, string> {
    return new Map(this.members.filter(({ path }) => chosen(path)).map(({ path, sha256 }) => [path, sha256]));
  }
}

export class MemberWriter {
  private readonly path: string;
  private readonly file: string;
  private readonly onFinish: (member: HashedMember) => void;
  private readonly descriptor: number;
  private readonly hash = createHash('sha256');
  private readonly buffer = Buffer.alloc(bufferLength);
  private buffered = 0;
  private crc = 0;
  private flushed = 0;

  constructor(path: string, file: string, onFinish: (member: HashedMember) => void) {
    this.path = path;
    this.file = file;
    this.onFinish = onFinish;
    this.descriptor = openSync(file, 'wx', 0o600);
  }

  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    if (this.buffered + bytes.length > bufferLength) this.flush();
    if (bytes.length > bufferLength) this.put(bytes);
    else {
      this.buffer.set(bytes, this.buffered);
      this.buffered += bytes.length;
    }
  }

  finish(): StagedMember {
    this.flush();
    closeSync(this.descriptor);
    const { path, file } = this;
    const member = {
      path,
      size: this.flushed,
      crc32: this.crc,
      sha256: this.hash.digest('hex'),
      bytes: () => fileBytes(file),
    };
    this.onFinish(member);
    return member;
  }

  /** Lets go of the file of a member that will not be finished. */
  abandon(): void {
    closeSync(this.descriptor);
  }

  private flush(): void {
    this.put(this.buffer.subarray(0, this.buffered));
    this.buffered = 0;
  }

  private put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    this.hash.update(bytes);
    this.crc = crc32(bytes, this.crc);
    this.flushed += bytes.length;
  }
}

function* fileBytes(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(bufferLength);
    for (;;) {
      const length = readSync(descriptor, buffer, 0, bufferLength, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
