import { Readable } from 'node:stream';
import {
  type Entry,
  fromRandomAccessReader,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import type { SkippedFile } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { type ByteReader, pieces } from './byte-reader.ts';
import type { Member } from './packing.ts';

export interface ZipContents {
  /** In the order of the directory. */
  readonly members: readonly Member[];
  readonly skipped: readonly SkippedFile[];
}

/** Members beyond this are not looked at: the zip is refused. */
const memberLimit = 100_000;

/** APPNOTE 4.4.4, 4.4.5, and the file type in the upper half of the attributes that Unix writes. */
const encrypted = 0x1;
const stored = 0;
const deflated = 8;
const fileType = 0xf000;
const regularFile = 0x8000;

/**
 * What the zip's directory lists. Nothing is decompressed.
 *
 * @throws AppError FORMAT_UNKNOWN where it is no zip that can be read
 */
export async function zipContents(reader: ByteReader): Promise<ZipContents> {
  let zip: ZipFile | null = null;
  try {
    zip = await opened(reader);
    const members: Member[] = [];
    const skipped: SkippedFile[] = [];
    for await (const entry of entries(zip)) {
      const name = nameOf(entry);
      const why = unreadableBecause(entry, name);
      if (why === 'folder') continue;
      if (why !== null) skipped.push({ name, reason: why });
      else members.push(await located(zip, entry, name));
      if (members.length + skipped.length > memberLimit)
        throw new Error(`it has more than ${memberLimit} members`);
    }
    return apart(members, skipped);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      {
        code: 'FORMAT_UNKNOWN',
        message: `the zip cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        safe: 'nothing was imported',
        next: 'check that it arrived whole, or unpack it yourself and import what is in it',
      },
      { cause: error },
    );
  } finally {
    zip?.close();
  }
}

/**
 * The names that the zip's directory lists, one after the other, as far as they are asked for; what they stand for is not
 * looked at.
 *
 * @throws as the directory does not read
 */
export async function* memberNames(reader: ByteReader): AsyncGenerator<string> {
  const zip = await opened(reader);
  try {
    let count = 0;
    for await (const entry of entries(zip)) {
      if (++count > memberLimit) throw new Error(`it has more than ${memberLimit} members`);
      yield nameOf(entry);
    }
  } finally {
    zip.close();
  }
}

function opened(reader: ByteReader): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: false };
    fromRandomAccessReader(new Access(reader), reader.size, options, (error, zip) =>
      error === null ? resolve(zip) : reject(error),
    );
  });
}

/** The reader as yauzl asks for it. */
class Access extends RandomAccessReader {
  private readonly reader: ByteReader;

  constructor(reader: ByteReader) {
    super();
    this.reader = reader;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(pieces(this.reader, start, end - start));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    setImmediate(() => {
      try {
        const bytes = this.reader.read(position, length);
        bytes.copy(buffer, offset);
        callback(bytes.length === length ? null : new Error('it ends too early'), bytes.length);
      } catch (error) {
        callback(error as Error);
      }
    });
  }
}

async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(null));
      zip.once('error', reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (entry === null) return;
    yield entry;
  }
}

function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true).toWellFormed();
}

/** Why a member is not read; null where it is. */
function unreadableBecause(entry: Entry, name: string): string | 'folder' | null {
  if (entry.uncompressedSize === 0 && /[\\/]$/.test(name)) return 'folder';
  if (/[\\/]$/.test(name)) return 'it is a folder that holds bytes';
  const type = (entry.externalFileAttributes >>> 16) & fileType;
  if (type !== 0 && type !== regularFile) return 'it is a link or a device, not a file';
  if ((entry.generalPurposeBitFlag & encrypted) !== 0) return 'it is encrypted';
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    return `it was compressed by method ${entry.compressionMethod}, which is not read`;
  if (entry.compressionMethod === stored && entry.compressedSize !== entry.uncompressedSize)
    return 'the zip contradicts itself about its size';
  return null;
}

function located(zip: ZipFile, entry: Entry, name: string): Promise<Member> {
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, { minimal: true }, (error, header) => {
      if (error !== null) return reject(error);
      resolve({
        name,
        at: entry.relativeOffsetOfLocalHeader,
        dataStart: header.fileDataStart,
        packed: entry.compressedSize,
        size: entry.uncompressedSize,
        crc32: entry.crc32,
        deflated: entry.compressionMethod === deflated,
      });
    });
  });
}

/** Leaves out members that share bytes with one before them: a few bytes could stand for many files. */
function apart(members: readonly Member[], skipped: SkippedFile[]): ZipContents {
  const overlapping = new Set<Member>();
  let end = 0;
  for (const member of members.toSorted((a, b) => a.at - b.at)) {
    if (member.at < end) overlapping.add(member);
    else end = member.dataStart + member.packed;
  }
  for (const { name } of overlapping) skipped.push({ name, reason: 'it shares bytes with another member' });
  return { members: members.filter((member) => !overlapping.has(member)), skipped };
}
