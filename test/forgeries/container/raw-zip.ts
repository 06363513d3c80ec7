/** Zips put together of their parts, so that each can be another than it should be (APPNOTE 4.3). */
import { type Files, zipOf } from '../../../engine/seal/testing/forge.ts';
import { bytesReader } from '../../../shared/pack/reader.ts';
import { readDirectory } from '../../../shared/pack/zip-directory.ts';
import { signatures } from '../../../shared/pack/zip-records.ts';

/** A member as sealing writes it, in parts that may be changed. */
export interface RawMember {
  path: string;
  /** Its header, with name and extra field. */
  local: Buffer;
  data: Buffer;
  /** What stands behind the data, such as a data descriptor. */
  behind: Buffer;
  /** Its header in the directory. The offset of the local header is filled in when the zip is put together, unless `at` gives one. */
  central: Buffer;
  at?: number;
}

export async function rawMembers(name: string, files: Files): Promise<RawMember[]> {
  const zip = zipOf(name, files);
  const { members, offset } = await readDirectory(bytesReader(zip));
  let central = offset;
  return members.map((member) => {
    const from = central;
    central += 46 + zip.readUInt16LE(from + 28);
    return {
      path: member.path,
      local: Buffer.from(zip.subarray(member.offset, member.dataOffset)),
      data: Buffer.from(zip.subarray(member.dataOffset, member.dataOffset + member.compressedSize)),
      behind: Buffer.alloc(0),
      central: Buffer.from(zip.subarray(from, central)),
    };
  });
}

export interface RawEnd {
  readonly before?: Uint8Array;
  readonly between?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly count?: number;
  /** zip64's records of the end, though nothing needs them. */
  readonly wide?: boolean;
  /** zip64's records of another directory, which the end does not ask for. */
  readonly hidden?: boolean;
}

export function rawZip(
  members: readonly RawMember[],
  {
    before = new Uint8Array(0),
    between = new Uint8Array(0),
    comment = new Uint8Array(0),
    count,
    wide = false,
    hidden = false,
  }: RawEnd = {},
): Buffer {
  let offset = before.length;
  const parts: Uint8Array[] = [before];
  const directory = members.map((member) => {
    const central = Buffer.from(member.central);
    central.writeUInt32LE(member.at ?? offset, 42);
    parts.push(member.local, member.data, member.behind);
    offset += member.local.length + member.data.length + member.behind.length;
    return central;
  });
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const at = offset + between.length;
  const counted = count ?? members.length;
  return Buffer.concat([
    ...parts,
    between,
    ...directory,
    ...(wide || hidden ? [wideEnd(counted, size, hidden ? 0 : at)] : []),
    plainEnd(counted, size, at, comment, wide),
    comment,
  ]);
}

function plainEnd(count: number, size: number, at: number, comment: Uint8Array, wide: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(signatures.end, 0);
  end.writeUInt16LE(wide ? 0xffff : count, 8);
  end.writeUInt16LE(wide ? 0xffff : count, 10);
  end.writeUInt32LE(wide ? 0xffffffff : size, 12);
  end.writeUInt32LE(wide ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  return end;
}

function wideEnd(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(signatures.end64, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  end.writeUInt32LE(signatures.locator64, 56);
  end.writeBigUInt64LE(BigInt(at + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** With another name, in both headers or in one. */
export function renamed(
  member: RawMember,
  path: string | Buffer,
  where: 'both' | 'local' | 'central' = 'both',
): RawMember {
  const name = Buffer.from(path);
  const local = Buffer.concat([member.local.subarray(0, 30), name]);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.concat([member.central.subarray(0, 46), name]);
  central.writeUInt16LE(name.length, 28);
  return {
    ...member,
    path: name.toString(),
    local: where === 'central' ? member.local : local,
    central: where === 'local' ? member.central : central,
  };
}

/** With an extra field, in both headers. */
export function withExtra(member: RawMember, extra: Buffer): RawMember {
  const local = Buffer.concat([member.local, extra]);
  local.writeUInt16LE(extra.length, 28);
  const central = Buffer.concat([member.central, extra]);
  central.writeUInt16LE(extra.length, 30);
  return { ...member, local, central };
}

/** With a number in its header in the directory, and in its own, where both places are given. */
export function withNumber(
  member: RawMember,
  bytes: 2 | 4,
  value: number,
  centralAt: number,
  localAt?: number,
): RawMember {
  const central = Buffer.from(member.central);
  const local = Buffer.from(member.local);
  central.writeUIntLE(value, centralAt, bytes);
  if (localAt !== undefined) local.writeUIntLE(value, localAt, bytes);
  return { ...member, central, local };
}
