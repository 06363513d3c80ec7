import { describe, expect, it } from 'vitest';
import type { PackReader } from './reader.ts';
import { readDirectory } from './zip-directory.ts';
import { centralHeader, endRecords, localHeader } from './zip-records.ts';

/** The records as APPNOTE 4.3.14 to 4.3.16 lay them out, written down field by field. */
function laidOut(count: bigint, offset: bigint, size: bigint): Buffer {
  const end64 = Buffer.alloc(56);
  end64.write('PK\x06\x06', 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(0x032d, 12);
  end64.writeUInt16LE(45, 14);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const)
    end64.writeBigUInt64LE(value, at);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(offset + size, 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const most = (value: bigint, limit: bigint) => Number(value < limit ? value : limit);
  for (const at of [8, 10]) end.writeUInt16LE(most(count, 0xffffn), at);
  end.writeUInt32LE(most(size, 0xffff_ffffn), 12);
  end.writeUInt32LE(most(offset, 0xffff_ffffn), 16);
  return Buffer.concat([end64, locator, end]);
}

describe('the end records', () => {
  it.each([
    ['files', 0xffff, 10, 20],
    ['bytes before the directory', 3, 0xffff_ffff, 20],
    ['bytes of the directory', 3, 10, 0xffff_ffff],
    ['everything', 70_000, 2 ** 40, 2 ** 33],
  ])('are of zip64 from where %s do not fit', (_, count, offset, size) => {
    expect(Buffer.from(endRecords(count, offset, size))).toEqual(
      laidOut(BigInt(count), BigInt(offset), BigInt(size)),
    );
  });

  it('are the plain one where all just fits', () => {
    const end = Buffer.from(endRecords(0xfffe, 0xffff_fffe, 0xffff_fffe));
    expect(end).toHaveLength(22);
    expect([end.readUInt16LE(8), end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)]).toEqual([
      0xfffe, 0xfffe, 0xffff_fffe, 0xffff_fffe,
    ]);
  });
});

describe('a zip with a directory record of zip64', () => {
  const member = { path: 'p/a', size: 0, crc32: 0, offset: 0 };
  const [local, central] = [Buffer.from(localHeader(member)), Buffer.from(centralHeader(member))];
  const records = (change: (end64: Buffer, locator: Buffer, end: Buffer) => void) => {
    const all = laidOut(1n, BigInt(local.length), BigInt(central.length));
    const end = all.subarray(76);
    end.fill(0xff, 8, 20);
    change(all.subarray(0, 56), all.subarray(56, 76), end);
    return all;
  };
  const read = (all: Buffer) => {
    const bytes = Buffer.concat([local, central, all]);
    const reader: PackReader = {
      size: bytes.length,
      read: async (offset, length) => {
        if (offset + length > bytes.length) throw new Error('read outside of the file');
        return bytes.subarray(offset, offset + length);
      },
    };
    return readDirectory(reader);
  };

  it('that none needs is read by it, and not taken for what sealing writes', async () => {
    expect(await read(records(() => {}))).toMatchObject({
      members: [{ path: 'p/a' }],
      offset: local.length,
      headersEnd: local.length + central.length,
      endRecordsAt: local.length + central.length,
      canonicalEnd: false,
    });
  });

  it.each<[string, (end64: Buffer, locator: Buffer) => void]>([
    ['whose locator is none', (_, locator) => locator.writeUInt8(0, 3)],
    ['whose locator leads elsewhere', (_, locator) => locator.writeBigUInt64LE(1n, 8)],
    [
      'whose locator leads behind itself',
      (_, locator) => locator.writeBigUInt64LE(BigInt(local.length + central.length + 1), 8),
    ],
    ['whose locator leads out of the file', (_, locator) => locator.writeBigUInt64LE(2n ** 64n - 1n, 8)],
    ['that is none', (end64) => end64.writeUInt8(0, 3)],
    ['that counts more files', (end64) => end64.writeBigUInt64LE(2n, 32)],
    ['that counts as many as no zip has', (end64) => end64.writeBigUInt64LE(2n ** 64n - 1n, 32)],
    ['whose directory begins elsewhere', (end64) => end64.writeBigUInt64LE(BigInt(local.length - 1), 48)],
    ['whose directory is longer', (end64) => end64.writeBigUInt64LE(BigInt(central.length + 1), 40)],
    ['whose directory lies outside', (end64) => end64.writeBigUInt64LE(2n ** 63n, 48)],
  ])('%s is refused, and nothing is read outside of it', async (_, change) => {
    await expect(read(records(change))).rejects.toMatchObject({ code: 'PACK_UNREADABLE' });
  });

  it('that stands before the end of the file leaves no other number in its place', async () => {
    const short = records(() => {});
    await expect(read(short.subarray(60))).rejects.toMatchObject({ code: 'PACK_UNREADABLE' });
  });
});
