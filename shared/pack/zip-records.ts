/**
 * The zip records of a pack (PKWARE APPNOTE 6.3.10), in the one form that sealing writes and checking compares with:
 * stored or deflated, dated 1980-01-01 00:00, no extra fields but zip64's where a number needs it, no comments. Given the
 * members' paths, sizes and CRCs, and which are deflated to how many bytes, every byte of the container is determined.
 */
import { concat, utf8 } from '../bytes/encoding.ts';

/** APPNOTE 4.4.5: how a member's bytes stand in the zip. */
export const methods = { stored: 0, deflated: 8 } as const;

export interface ZipMember {
  readonly path: string;
  /** Of the content, as its size is. */
  readonly crc32: number;
  readonly size: number;
  /** Stored where it says nothing. */
  readonly method?: number;
  /** What it takes in the zip, where it is deflated. */
  readonly compressedSize?: number;
  /** Where its local header stands in the file. */
  readonly offset: number;
}

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;

export const max16 = 0xffff;
export const max32 = 0xffffffff;
/** APPNOTE 4.4.3: 2.0 for folders in paths, 4.5 for zip64. */
const version = 20;
const version64 = 45;
/** APPNOTE 4.4.2: the attributes are Unix's. */
const madeByUnix = 3 << 8;
/** A plain file that everybody may read and its owner may write. */
const attributes = 0o100644 * 2 ** 16;
/** 1980-01-01: the first day that DOS can name. */
const dosDate = (1 << 5) | 1;
const zip64Tag = 0x0001;

export function localHeader({ path, ...member }: Omit<ZipMember, 'offset'>): Uint8Array {
  const { method, crc32, compressed, size, wide } = stated(member);
  const extra = zip64Extra(wide);
  const name = utf8(path);
  const fixed = new Fields(30)
    .u32(signatures.local)
    .u16(extra.length > 0 ? version64 : version)
    .u16(0)
    .u16(method)
    .u16(0)
    .u16(dosDate)
    .u32(crc32)
    .u32(compressed)
    .u32(size)
    .u16(name.length)
    .u16(extra.length);
  return concat(fixed.bytes, name, extra);
}

export function centralHeader({ path, offset, ...member }: ZipMember): Uint8Array {
  const { method, crc32, compressed, size, wide } = stated(member);
  const extra = zip64Extra([...wide, ...(offset >= max32 ? [offset] : [])]);
  const needed = extra.length > 0 ? version64 : version;
  const name = utf8(path);
  const fixed = new Fields(46)
    .u32(signatures.central)
    .u16(madeByUnix | needed)
    .u16(needed)
    .u16(0)
    .u16(method)
    .u16(0)
    .u16(dosDate)
    .u32(crc32)
    .u32(compressed)
    .u32(size)
    .u16(name.length)
    .u16(extra.length)
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(attributes)
    .u32(offset >= max32 ? max32 : offset);
  return concat(fixed.bytes, name, extra);
}

/** The records behind the central directory, which has `count` headers in `size` bytes at `offset`. */
export function endRecords(count: number, offset: number, size: number): Uint8Array {
  const needs64 = count >= max16 || offset >= max32 || size >= max32;
  const end = new Fields(22)
    .u32(signatures.end)
    .u16(0)
    .u16(0)
    .u16(Math.min(count, max16))
    .u16(Math.min(count, max16))
    .u32(Math.min(size, max32))
    .u32(Math.min(offset, max32))
    .u16(0).bytes;
  if (!needs64) return end;
  const end64 = new Fields(56)
    .u32(signatures.end64)
    .u64(44)
    .u16(madeByUnix | version64)
    .u16(version64)
    .u32(0)
    .u32(0)
    .u64(count)
    .u64(count)
    .u64(size)
    .u64(offset).bytes;
  const locator = new Fields(20)
    .u32(signatures.locator64)
    .u32(0)
    .u64(offset + size)
    .u32(1).bytes;
  return concat(end64, locator, end);
}

/** What headers state of a member; `wide`: its two sizes, where one of them takes more than 32 bits. */
function stated(member: Omit<ZipMember, 'path' | 'offset'>) {
  const { crc32, size } = member;
  const method = member.method === methods.deflated ? methods.deflated : methods.stored;
  const compressed = method === methods.deflated ? (member.compressedSize ?? size) : size;
  const isWide = size >= max32 || compressed >= max32;
  return {
    ...{ method, crc32 },
    compressed: isWide ? max32 : compressed,
    size: isWide ? max32 : size,
    wide: isWide ? [size, compressed] : [],
  };
}

function zip64Extra(values: readonly number[]): Uint8Array {
  if (values.length === 0) return new Uint8Array(0);
  const fields = new Fields(4 + 8 * values.length).u16(zip64Tag).u16(8 * values.length);
  for (const value of values) fields.u64(value);
  return fields.bytes;
}

/** Writes little-endian fields one after the other. */
class Fields {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }

  u16(value: number): this {
    this.view.setUint16(this.at, value, true);
    this.at += 2;
    return this;
  }

  u32(value: number): this {
    this.view.setUint32(this.at, value, true);
    this.at += 4;
    return this;
  }

  u64(value: number): this {
    this.view.setBigUint64(this.at, BigInt(value), true);
    this.at += 8;
    return this;
  }
}
