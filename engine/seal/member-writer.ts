import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { methods, type ZipMember } from '../../shared/pack/zip-records.ts';

/** A file of a zip, in a file of its own as it stands there. Plain data, so that another thread can hand it over. */
export interface StagedPart extends Required<Omit<ZipMember, 'offset'>> {
  readonly file: string;
}

/** A member of a pack. */
export interface StagedMember extends StagedPart {
  /** Of the content, hex. */
  readonly sha256: string;
  /** Of the bytes in the zip, where they are compressed. */
  readonly compressedSha256: string | null;
}

/** How a file stands in the zip. */
export interface Form {
  readonly method: (typeof methods)[keyof typeof methods];
  /** How far back deflate looks for what repeats, as a power of two. */
  readonly windowBits: number;
}

export const stored: Form = { method: methods.stored, windowBits: 15 };
export const deflated: Form = { method: methods.deflated, windowBits: 15 };
/**
 * For lines of hashes of which each is new: further back, hexadecimal digits are alike by chance alone, which takes longer to find
 * than it saves.
 */
export const deflatedNearby: Form = { method: methods.deflated, windowBits: 12 };

/** Every piece ends at a byte, so that the next can be compressed by itself (RFC 1951 section 3.2.4). */
const deflation = { level: 1, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH };
/** Ends a stream of such pieces: a last block with nothing in it. */
const lastBlock = Buffer.of(0x03, 0x00);
export const bufferLength = 1 << 20;

/** Writes a file of a zip piece by piece; holds one buffer while it does. */
export class PartWriter {
  private readonly path: string;
  private readonly file: string;
  private readonly form: Form;
  /** Null once it is closed. */
  private descriptor: number | null;
  /** Made for the first piece: a file that is written at once needs none. */
  private buffer: Buffer | null = null;
  private buffered = 0;
  private crc = 0;
  private size = 0;
  private written = 0;

  /** `file`: does not exist yet. */
  constructor(path: string, file: string, form: Form) {
    this.path = path;
    this.file = file;
    this.form = form;
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
      this.buffer ??= Buffer.allocUnsafeSlow(bufferLength);
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
      this.buffer ??= Buffer.allocUnsafeSlow(bufferLength);
      this.buffered += this.buffer.write(text, this.buffered);
    }
  }

  /** All there is, as what is written piece by piece stands there, and the end of it. */
  whole(bytes: Uint8Array): void {
    if (bytes.length > 0) this.take(bytes);
    this.finish();
  }

  finish(): StagedPart {
    this.flush();
    if (this.form.method === methods.deflated) this.put(lastBlock);
    this.abandon();
    const { path, file, size, crc, written } = this;
    return { path, file, size, crc32: crc, compressedSize: written, method: this.form.method };
  }

  /** Lets go of the file, where it was not finished. */
  abandon(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
    this.buffer = null;
  }

  private flush(): void {
    if (this.buffer !== null && this.buffered > 0) this.take(this.buffer.subarray(0, this.buffered));
    this.buffered = 0;
  }

  /** Content, before it is compressed. */
  protected take(content: Uint8Array): void {
    const { method, windowBits } = this.form;
    this.crc = crc32(content, this.crc);
    this.size += content.length;
    this.put(method === methods.stored ? content : deflateRawSync(content, { ...deflation, windowBits }));
  }

  /** Bytes as they stand in the zip. */
  protected put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor as number, bytes, at);
    this.written += bytes.length;
  }
}

/** Writes a member of a pack, which manifests list. */
export class MemberWriter extends PartWriter {
  private readonly hash = createHash('sha256');
  /** Of the bytes in the zip, where they are others. */
  private readonly compressedHash: Hash | null;
  private readonly onFinish: (member: StagedMember) => void;

  constructor(path: string, file: string, form: Form, onFinish: (member: StagedMember) => void) {
    super(path, file, form);
    this.onFinish = onFinish;
    this.compressedHash = form.method === methods.deflated ? createHash('sha256') : null;
  }

  protected override take(content: Uint8Array): void {
    this.hash.update(content);
    super.take(content);
  }

  protected override put(bytes: Uint8Array): void {
    this.compressedHash?.update(bytes);
    super.put(bytes);
  }

  override finish(): StagedMember {
    const member = {
      ...super.finish(),
      sha256: this.hash.digest('hex'),
      compressedSha256: this.compressedHash?.digest('hex') ?? null,
    };
    this.onFinish(member);
    return member;
  }
}
