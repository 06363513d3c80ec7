import { closeSync, readSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { checkContainer } from '../../shared/pack/check-container.ts';
import { Findings } from '../../shared/pack/findings.ts';
import { MemberFault, readMember, wholeMember } from '../../shared/pack/member.ts';
import type { PackReader } from '../../shared/pack/reader.ts';
import { type FoundMember, readDirectory } from '../../shared/pack/zip-directory.ts';
import { openInput } from '../files/open-input.ts';
import { fileReader } from './file-reader.ts';
import type { ZippedMember } from './staging.ts';

const smallLimit = 1 << 24;
const pieceLength = 1 << 20;

/** A pack's file, open, for taking its files out or over into another. Nothing of it is checked. */
export class PackFile {
  readonly name: string;
  /** Whether every header is as sealing writes it. */
  readonly isAsSealed: boolean;
  private readonly file: number;
  private readonly reader: PackReader;
  private readonly files: ReadonlyMap<string, FoundMember>;

  private constructor(
    file: number,
    reader: PackReader,
    name: string,
    files: ReadonlyMap<string, FoundMember>,
  ) {
    this.file = file;
    this.reader = reader;
    this.name = name;
    this.files = files;
    this.isAsSealed = [...files.values()].every(({ canonical }) => canonical);
  }

  /** @throws AppError FILE_UNREADABLE, PACK_UNREADABLE where it is no zip */
  static async open(path: string): Promise<PackFile> {
    const file = openInput(path);
    try {
      const reader = fileReader(file);
      const { name, files } = checkContainer(reader, await readDirectory(reader), new Findings());
      return new PackFile(file, reader, name, files);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** A file's bytes, piece by piece; nothing where it is not there. @throws MemberFault where it cannot be read to its end */
  async *stream(path: string): AsyncGenerator<Uint8Array> {
    const member = this.files.get(path);
    if (member !== undefined) yield* readMember(this.reader, member);
  }

  /** The bytes of a small file. @throws AppError PACK_UNREADABLE where it is missing or cannot be read */
  async whole(path: string): Promise<Uint8Array> {
    const member = this.files.get(path);
    try {
      if (member !== undefined) return await wholeMember(this.reader, member, smallLimit);
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
    }
    throw new AppError({
      code: 'PACK_UNREADABLE',
      message: `the pack lacks ${path}, or it cannot be read`,
      safe: 'nothing was changed',
      next: 'check that it is the file you mean; casebound verify tells all that is wrong with it',
    });
  }

  /** Every file as it stands, to be written into another zip. Only of one that is as sealed. */
  get members(): ZippedMember[] {
    return [...this.files].map(([path, { size, crc32, method, compressedSize, dataOffset }]) => ({
      ...{ path, size, crc32, method, compressedSize },
      bytes: () => pieces(this.file, dataOffset, compressedSize),
    }));
  }

  close(): void {
    closeSync(this.file);
  }
}

function* pieces(file: number, offset: number, length: number): Generator<Uint8Array> {
  const buffer = Buffer.alloc(Math.min(pieceLength, length));
  for (let at = 0; at < length; ) {
    const count = readSync(file, buffer, 0, Math.min(buffer.length, length - at), offset + at);
    if (count === 0) throw new RangeError('the file ends before its directory says');
    yield buffer.subarray(0, count);
    at += count;
  }
}
