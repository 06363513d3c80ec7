/** Zips that are made to take time and memory before any file of a pack is looked at. */
import { deflateRawSync } from 'node:zlib';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { centralHeader, endRecords, localHeader, methods } from '../../shared/pack/zip-records.ts';

const megabyte = 1 << 20;

/** The path of a file in the pack's folder. */
type Named = (file: string) => string;

/** By what is wrong with them. `sound` is a pack that nothing is wrong with. */
export const hostileZips: Readonly<Record<string, (scale: number, named: Named, sound: Buffer) => Buffer>> = {
  'very many files': (scale, named) => emptyFiles(1_000_000 * scale, named),
  'more headers than it says': (scale, named) => emptyFiles(1_000_000 * scale, named, 5),
  'files that stand on one another': (scale, named) => onOneAnother(19_000 * scale, named),
  'a file that unpacks to very much': (scale, named) => bombs(1, 2000 * megabyte * scale, named),
  'files that unpack to very much': (scale, named) => bombs(19_000 * scale, megabyte, named),
  'a pack in a pack in a pack': (scale, named, sound) => nested(50 * scale, named, sound),
};

function emptyFiles(count: number, named: Named, claimed = count): Buffer {
  const numbers = Array.from({ length: count }, (_, i) => named(String(i).padStart(7, '0')));
  const local = Buffer.from(localHeader({ path: named('0000000'), size: 0, crc32: 0 }));
  const directory = Buffer.concat(
    numbers.map((path) => centralHeader({ path, size: 0, crc32: 0, offset: 0 })),
  );
  return Buffer.concat([local, directory, endRecords(claimed, local.length, directory.length)]);
}

function onOneAnother(count: number, named: Named): Buffer {
  const size = 4 * megabyte;
  const path = named('0000000');
  const local = Buffer.concat([localHeader({ path, size, crc32: 0 }), Buffer.alloc(size)]);
  const directory = Buffer.concat(
    Array.from({ length: count }, () => centralHeader({ path, size, crc32: 0, offset: 0 })),
  );
  return Buffer.concat([local, directory, endRecords(Math.floor(count), local.length, directory.length)]);
}

function bombs(count: number, size: number, named: Named): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < Math.floor(count); i++) {
    const path = named(String(i).padStart(7, '0'));
    const member = { path, size, crc32: 0, method: methods.deflated, compressedSize: packed.length };
    const header = localHeader(member);
    parts.push(header, packed);
    directory.push(centralHeader({ ...member, offset }));
    offset += header.length + packed.length;
  }
  const headers = Buffer.concat(directory);
  return Buffer.concat([...parts, headers, endRecords(directory.length, offset, headers.length)]);
}

function nested(depth: number, named: Named, innermost: Buffer): Buffer {
  let pack = innermost;
  for (let level = 0; level < depth; level++)
    pack = makeZip([{ name: named('inner.zip'), content: pack, deflated: true }]);
  return pack;
}
