import { crc32 } from 'node:zlib';
import { centralHeader, endRecords, localHeader } from '../shared/pack/zip-records.ts';

/** A zip of these files, stored, dated 1980-01-01: the same bytes everywhere. */
export function zipOf(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Buffer {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { path, bytes } of files) {
    const member = { path, size: bytes.length, crc32: crc32(bytes) };
    const header = localHeader(member);
    parts.push(header, bytes);
    central.push(centralHeader({ ...member, offset }));
    offset += header.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...parts, directory, endRecords(files.length, offset, directory.length)]);
}
