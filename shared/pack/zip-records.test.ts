import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import type { PackReader } from './reader.ts';
import { readDirectory } from './zip-directory.ts';
import { centralHeader, endRecords, localHeader } from './zip-records.ts';

/** Five gibibytes of zeros between records, without the zeros. */
function sparse(
  parts: readonly { readonly at: number; readonly bytes: Uint8Array }[],
  size: number,
): PackReader {
  return {
    size,
    async read(offset, length) {
      const answer = new Uint8Array(length);
      for (const { at, bytes } of parts) {
        const from = Math.max(at, offset);
        const to = Math.min(at + bytes.length, offset + length);
        if (from < to) answer.set(bytes.subarray(from - at, to - at), from - offset);
      }
      return answer;
    },
  };
}

test('members beyond four gibibytes are found by their zip64 fields, as sealing writes them', async () => {
  const large = 5 * 2 ** 30;
  const first = { path: 'p/large', size: large, crc32: 1, offset: 0 };
  const header = localHeader(first);
  const second = { path: 'p/small', size: 3, crc32: 2, offset: header.length + large };
  const secondHeader = localHeader(second);
  const directory = second.offset + secondHeader.length + 3;
  const central = Buffer.concat([centralHeader(first), centralHeader(second)]);
  const end = endRecords(2, directory, central.length);
  const parts = [
    { at: 0, bytes: header },
    { at: second.offset, bytes: secondHeader },
    { at: directory, bytes: central },
    { at: directory + central.length, bytes: end },
  ];
  const size = directory + central.length + end.length;
  const found = await readDirectory(sparse(parts, size));
  expect(found).toMatchObject({
    offset: directory,
    end: size,
    canonicalEnd: true,
    headersEnd: found.endRecordsAt,
  });
  expect(found.members).toMatchObject([
    { path: 'p/large', size: large, offset: 0, dataOffset: header.length, canonical: true },
    { path: 'p/small', size: 3, offset: second.offset, canonical: true },
  ]);
});

test('a zip64 end that points outside the file is refused', async () => {
  const end = endRecords(2, 5 * 2 ** 30, 100);
  const error = await readDirectory(sparse([{ at: 0, bytes: end }], end.length)).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'PACK_UNREADABLE' });
});

test('what is written reads in another program, dated 1980-01-01 and readable by all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-zip-'));
  try {
    const member = { path: 'p/empty.txt', size: 0, crc32: 0, offset: 0 };
    const local = localHeader(member);
    const central = centralHeader(member);
    writeFileSync(
      join(folder, 'a.zip'),
      Buffer.concat([local, central, endRecords(1, local.length, central.length)]),
    );
    const program =
      'import sys, zipfile; i = zipfile.ZipFile(sys.argv[1]).infolist()[0]; print(i.filename, i.date_time, oct(i.external_attr >> 16), i.compress_type, len(i.extra))';
    expect(execFileSync('python3', ['-c', program, join(folder, 'a.zip')]).toString()).toBe(
      'p/empty.txt (1980, 1, 1, 0, 0, 0) 0o100644 0 0\n',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
