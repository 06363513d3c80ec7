import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ByteReader } from './byte-reader.ts';
import type { Member } from './packing.ts';
import { makeZip } from './testing/make-zip.ts';
import { unpack } from './unpack.ts';
import { zipContents } from './zip.ts';

function memory(bytes: Buffer): ByteReader {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

async function contentOf(zip: Buffer, member: Member): Promise<[content: string, fault: string | null]> {
  const stream = unpack(memory(zip), { member, compression: null }, Number.MAX_SAFE_INTEGER);
  const out: Buffer[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done) return [Buffer.concat(out).toString(), next.value.fault];
    out.push(next.value);
  }
}

/** A zip as another program writes it: `lines` of Python, in which `z` is its path. */
function byPython(lines: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-zip-'));
  try {
    const path = join(folder, 'a.zip');
    execFileSync('python3', ['-c', ['import sys, zipfile', 'z = sys.argv[1]', ...lines].join('\n'), path]);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Python writes data descriptors where it cannot seek. */
const unseekable = [
  'class Pipe:',
  '  def __init__(self): self.f = open(z, "wb")',
  '  def write(self, b): return self.f.write(b)',
  '  def flush(self): self.f.flush()',
];

/** Sizes of this many bytes and more as those beyond 4 GiB. `force_zip64` does nothing before Python 3.11.4. */
const sizesAsZip64 = 'zipfile.ZIP64_LIMIT = 1000';

describe('a zip that another program wrote', () => {
  it.each<[string, string[], { zip64: boolean; descriptor: boolean }]>([
    [
      'with members that are stored and deflated',
      [
        'with zipfile.ZipFile(z, "w") as f:',
        '  f.writestr("a", "one\\n" * 1000, zipfile.ZIP_STORED)',
        '  f.writestr("b", "one\\n" * 1000, zipfile.ZIP_DEFLATED)',
      ],
      { zip64: false, descriptor: false },
    ],
    [
      'with zip64 headers',
      [
        sizesAsZip64,
        'with zipfile.ZipFile(z, "w", zipfile.ZIP_DEFLATED) as f:',
        '  for n in "ab": f.writestr(n, "one\\n" * 1000)',
      ],
      { zip64: true, descriptor: false },
    ],
    [
      'with data descriptors',
      [
        ...unseekable,
        'with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as f:',
        '  for n in "ab": f.writestr(n, "one\\n" * 1000)',
      ],
      { zip64: false, descriptor: true },
    ],
    [
      'with data descriptors and zip64',
      [
        ...unseekable,
        sizesAsZip64,
        'with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as f:',
        '  for n in "ab": f.writestr(n, "one\\n" * 1000)',
      ],
      { zip64: true, descriptor: true },
    ],
    [
      'behind other bytes, with a comment',
      [
        'open(z, "wb").write(b"#!/bin/sh\\n" * 20)',
        'with zipfile.ZipFile(z, "a", zipfile.ZIP_DEFLATED) as f:',
        '  f.comment = b"sent by PK"',
        '  for n in "ab": f.writestr(n, "one\\n" * 1000)',
      ],
      { zip64: false, descriptor: false },
    ],
  ])('%s is read', async (_, lines, made) => {
    const zip = byPython(lines);
    // Flags and the first extra field, APPNOTE 4.4.4 and 4.5.3: that it is what it is meant to be.
    const at = zip.indexOf('PK\x03\x04');
    const [flags, nameLength, extraLength] = [6, 26, 28].map((place) => zip.readUInt16LE(at + place));
    const isZip64 = extraLength !== 0 && zip.readUInt16LE(at + 30 + (nameLength ?? 0)) === 1;
    expect({ zip64: isZip64, descriptor: ((flags ?? 0) & 8) !== 0 }).toEqual(made);
    const { members, skipped } = await zipContents(memory(zip));
    expect(members.map(({ name, size }) => [name, size])).toEqual([
      ['a', 4000],
      ['b', 4000],
    ]);
    expect(skipped).toEqual([]);
    for (const member of members) expect(await contentOf(zip, member)).toEqual(['one\n'.repeat(1000), null]);
  });

  it('with more members than a 16-bit count holds is read', async () => {
    const zip = byPython([
      'with zipfile.ZipFile(z, "w") as f:',
      '  for n in range(65540): f.writestr(str(n), b"")',
    ]);
    const { members } = await zipContents(memory(zip));
    expect(members).toHaveLength(65_540);
  });

  it('with names in another encoding has them as that says', async () => {
    const { members } = await zipContents(
      memory(byPython(['with zipfile.ZipFile(z, "w") as f: f.writestr("Größe 💥", b"")'])),
    );
    expect(members.map(({ name }) => name)).toEqual(['Größe 💥']);
  });
});

describe('a zip that is damaged', () => {
  const zip = makeZip([{ name: 'a', content: 'one\n'.repeat(500), deflated: true }]);

  it.each([
    ['cut off', zip.subarray(0, -30)],
    ['without its end', zip.subarray(0, 40)],
    [
      'with a directory elsewhere',
      Buffer.concat([zip.subarray(0, -6), Buffer.from([255, 255, 255, 127, 0, 0])]),
    ],
  ])('%s is refused', async (_, bytes) => {
    await expect(zipContents(memory(bytes))).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
  });

  it('in any one byte is refused, or gives what was in it, or says what is wrong', async () => {
    let wrong = 0;
    for (let at = 0; at < zip.length; at++) {
      const damaged = Buffer.from(zip);
      damaged[at] = (damaged[at] as number) ^ 0xff;
      try {
        const { members, skipped } = await zipContents(memory(damaged));
        expect(members.length + skipped.length, `byte ${at}`).toBeLessThanOrEqual(1);
        for (const member of members) {
          const [content, fault] = await contentOf(damaged, member);
          if (content !== 'one\n'.repeat(500)) expect(fault, `byte ${at}`).not.toBeNull();
          if (fault !== null) wrong++;
        }
      } catch (error) {
        expect(error).toMatchObject({ code: 'FORMAT_UNKNOWN' });
        wrong++;
      }
    }
    expect(wrong).toBeGreaterThan(30);
  });
});
