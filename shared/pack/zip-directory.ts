/** Reads the directory of a zip that may be hostile (PKWARE APPNOTE 6.3.10). */
import { concat, equalBytes, fromUtf8 } from '../bytes/encoding.ts';
import { AppError } from '../errors.ts';
import type { PackReader } from './reader.ts';
import {
  centralHeader,
  endRecords,
  localHeader,
  max16,
  max32,
  signatures,
  type ZipMember,
} from './zip-records.ts';

const endLength = 22;
const end64Length = 56;
const locatorLength = 20;
const centralLength = 46;
const localLength = 30;
const longestComment = 0xffff;
/** APPNOTE 4.5.2 and 4.6.9. */
const zip64Tag = 0x0001;
const unicodePathTag = 0x7075;
/** APPNOTE 4.4.4, bit 3: CRC and sizes stand behind the data. */
export const hasDescriptor = 8;
/** A pack has some twenty members and one for each source. */
const mostMembers = 20_000;
const largestDirectory = 1 << 24;
/** What all members unpack to, at most: so many bytes, and so many times the zip. */
const leastUnpacked = 1 << 26;
const mostUnpacked = 100;

export interface FoundMember extends ZipMember {
  readonly method: number;
  readonly compressedSize: number;
  readonly flags: number;
  /** Unix mode, where the writer says so; 0 otherwise. */
  readonly mode: number;
  /** Where its data begins. */
  readonly dataOffset: number;
  /** Whether both its headers are as sealing writes them; whether they agree with each other. */
  readonly canonical: boolean;
  readonly consistent: boolean;
  /** Null where the name is UTF-8. */
  readonly nameFault: string | null;
}

export interface ZipDirectory {
  readonly members: readonly FoundMember[];
  readonly offset: number;
  /** Where the directory's headers end, and where the end records begin: nothing should be between. */
  readonly headersEnd: number;
  readonly endRecordsAt: number;
  /** Where the file should end: behind the end records and the comment. */
  readonly end: number;
  /** Whether the end records are as sealing writes them. */
  readonly canonicalEnd: boolean;
}

/** @throws AppError PACK_UNREADABLE where no directory can be made out */
export async function readDirectory(reader: PackReader): Promise<ZipDirectory> {
  const end = await findEnd(reader);
  if (end.count > mostMembers || end.size > largestDirectory)
    throw unreadable('its directory is larger than any pack has');
  if (end.offset + end.size > end.at) throw unreadable('its directory lies outside it');
  const bytes = await reader.read(end.offset, end.size);
  const members: FoundMember[] = [];
  let at = 0;
  while (at < bytes.length && members.length <= end.count) {
    const header = readCentral(bytes, at);
    at += header.length;
    members.push(await withLocalHeader(reader, header));
  }
  if (members.length !== end.count) throw unreadable('its directory does not hold as many files as it says');
  assertBounded(members, reader.size);
  const expectedEnd = endRecords(end.count, end.offset, end.size);
  const actualEnd = await reader.read(
    end.offset + end.size,
    Math.min(expectedEnd.length, reader.size - end.offset - end.size),
  );
  const { offset, at: endRecordsAt } = end;
  return {
    members,
    offset,
    headersEnd: offset + end.size,
    endRecordsAt,
    end: end.end,
    canonicalEnd: equalBytes(expectedEnd, actualEnd),
  };
}

/** Members that stand on the same bytes, or unpack to very many, would take any time to read. */
function assertBounded(members: readonly FoundMember[], size: number): void {
  const packed = members.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  if (packed > size) throw unreadable('its files take more bytes than it has');
  const unpacked = members.reduce((sum, member) => sum + member.size, 0);
  if (unpacked > leastUnpacked + mostUnpacked * size)
    throw unreadable('its files would unpack to far more than those of any pack');
}

function unreadable(why: string): AppError {
  return new AppError({
    code: 'PACK_UNREADABLE',
    message: `this is not a pack that can be read: ${why}`,
    safe: 'nothing was changed',
    next: 'get the file again from where it came from, and compare its SHA-256',
  });
}

interface End {
  readonly count: number;
  readonly offset: number;
  readonly size: number;
  /** Where the end records begin, and where the file should end. */
  readonly at: number;
  readonly end: number;
}

async function findEnd(reader: PackReader): Promise<End> {
  if (reader.size < endLength) throw unreadable('it is too short to be a zip');
  const tailLength = Math.min(reader.size, endLength + longestComment);
  const tailAt = reader.size - tailLength;
  const tail = await reader.read(tailAt, tailLength);
  const view = viewOf(tail);
  for (let at = tailLength - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const stated = {
      count: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    const end = tailAt + at + endLength + view.getUint16(at + 20, true);
    const wide = await readEnd64(reader, tailAt + at);
    const isWide = stated.count === max16 || stated.size === max32 || stated.offset === max32;
    if (isWide && wide === null) throw unreadable('its zip64 locator is missing');
    // Some readers go by the one record and some by the other: they would find other files.
    if (wide !== null && !isStated(stated, wide))
      throw unreadable('its two directory records contradict each other');
    return { ...(wide ?? { ...stated, at: tailAt + at }), end };
  }
  throw unreadable('it has no zip directory');
}

/** The zip64 record, where its locator stands right before the end record: many readers look for it, whether that asks for it or not. */
async function readEnd64(reader: PackReader, endAt: number): Promise<Omit<End, 'end'> | null> {
  if (endAt < locatorLength) return null;
  const locator = viewOf(await reader.read(endAt - locatorLength, locatorLength));
  if (locator.getUint32(0, true) !== signatures.locator64) return null;
  const at = big(locator, 8);
  if (at + end64Length + locatorLength > endAt)
    throw unreadable('its zip64 directory record lies outside it');
  const record = viewOf(await reader.read(at, end64Length));
  if (record.getUint32(0, true) !== signatures.end64)
    throw unreadable('its zip64 directory record is missing');
  return { count: big(record, 32), size: big(record, 40), offset: big(record, 48), at };
}

/** Whether the numbers of the end record that fit into it are those of the zip64 record. */
function isStated(stated: Pick<End, 'count' | 'size' | 'offset'>, wide: Omit<End, 'end'>): boolean {
  return (
    (stated.count === max16 || stated.count === wide.count) &&
    (stated.size === max32 || stated.size === wide.size) &&
    (stated.offset === max32 || stated.offset === wide.offset)
  );
}

interface Central extends Omit<FoundMember, 'dataOffset' | 'consistent'> {
  readonly length: number;
  readonly rawName: Uint8Array;
}

function readCentral(bytes: Uint8Array, at: number): Central {
  const view = viewOf(bytes);
  if (at + centralLength > bytes.length || view.getUint32(at, true) !== signatures.central) {
    throw unreadable('its directory is damaged');
  }
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const length = centralLength + nameLength + extraLength + view.getUint16(at + 32, true);
  if (at + length > bytes.length) throw unreadable('its directory is damaged');
  const rawName = bytes.subarray(at + centralLength, at + centralLength + nameLength);
  const extraAt = at + centralLength + nameLength;
  const extra = bytes.subarray(extraAt, extraAt + extraLength);
  const [size, compressedSize, offset] = with64(extra, [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ]);
  const path = fromUtf8(rawName);
  const found = {
    path: path ?? Array.from(rawName, (byte) => String.fromCharCode(byte)).join(''),
    nameFault:
      path === null
        ? 'its name is not UTF-8'
        : namesOtherwise(extra, rawName)
          ? 'another name stands beside its name, which some programs unpack it by'
          : null,
    crc32: view.getUint32(at + 16, true),
    method: view.getUint16(at + 10, true),
    flags: view.getUint16(at + 8, true),
    mode: view.getUint8(at + 5) === 3 ? view.getUint16(at + 40, true) : 0,
    size,
    compressedSize,
    offset,
  };
  const canonical = equalBytes(centralHeader(found), bytes.subarray(at, at + length));
  return { ...found, canonical, length, rawName };
}

/** Replaces each number that stands as 0xffffffff by the next of the zip64 field (APPNOTE 4.5.3). */
function with64(extra: Uint8Array, stated: [number, number, number]): [number, number, number] {
  for (const { tag, data } of extraFields(extra)) {
    if (tag !== zip64Tag) continue;
    const view = viewOf(data);
    let field = 0;
    return stated.map((value) => {
      if (value !== max32 || field + 8 > data.length) return value;
      field += 8;
      return big(view, field - 8);
    }) as [number, number, number];
  }
  return stated;
}

/** Whether a field has another name in UTF-8, behind its version and a checksum (APPNOTE 4.6.9). */
function namesOtherwise(extra: Uint8Array, rawName: Uint8Array): boolean {
  for (const { tag, data } of extraFields(extra))
    if (tag === unicodePathTag && !equalBytes(data.subarray(5), rawName)) return true;
  return false;
}

function* extraFields(extra: Uint8Array): Generator<{ readonly tag: number; readonly data: Uint8Array }> {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    yield { tag: view.getUint16(at, true), data: extra.subarray(at + 4, end) };
    at = end;
  }
}

async function withLocalHeader(reader: PackReader, central: Central): Promise<FoundMember> {
  const { length: _, rawName, ...member } = central;
  const expected = localHeader(member);
  const fixed = await readWithin(reader, member.offset, localLength);
  const view = viewOf(fixed);
  const isHeader = fixed.length === localLength && view.getUint32(0, true) === signatures.local;
  const tailLength = isHeader ? view.getUint16(26, true) + view.getUint16(28, true) : 0;
  const tail = await readWithin(reader, member.offset + localLength, tailLength);
  const nameLength = isHeader ? view.getUint16(26, true) : 0;
  const sameName = isHeader && equalBytes(tail.subarray(0, nameLength), rawName);
  const consistent =
    sameName &&
    view.getUint16(6, true) === member.flags &&
    view.getUint16(8, true) === member.method &&
    ((member.flags & hasDescriptor) !== 0 || view.getUint32(14, true) === member.crc32) &&
    statesSizes(view, tail.subarray(nameLength), member) &&
    !namesOtherwise(tail.subarray(nameLength), rawName);
  return {
    ...member,
    dataOffset: member.offset + (sameName ? localLength + tailLength : expected.length),
    canonical: member.canonical && equalBytes(concat(fixed, tail), expected),
    consistent,
  };
}

/**
 * Whether a local header has the sizes that the directory has: programs that unpack from front to back go by these. Where bit 3 says so, CRC
 * and sizes stand behind the data, and the header may leave them open.
 */
function statesSizes(
  header: DataView,
  extra: Uint8Array,
  member: Omit<Central, 'length' | 'rawName'>,
): boolean {
  const [size, compressedSize] = with64(extra, [header.getUint32(22, true), header.getUint32(18, true), 0]);
  const isOpen = (stated: number) =>
    (member.flags & hasDescriptor) !== 0 && (stated === 0 || stated === max32);
  return (
    (size === member.size || isOpen(size)) &&
    (compressedSize === member.compressedSize || isOpen(compressedSize))
  );
}

async function readWithin(reader: PackReader, offset: number, length: number): Promise<Uint8Array> {
  if (offset >= reader.size) return new Uint8Array(0);
  return reader.read(offset, Math.min(length, reader.size - offset));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; one beyond what can be counted exactly is as good as outside the file. */
function big(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}
