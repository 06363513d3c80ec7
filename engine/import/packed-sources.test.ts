import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extract } from '../case/extract.ts';
import { openReadable } from '../case/open.ts';
import { sourceInfos } from '../case/sources.ts';
import { custodyEvents } from '../custody/log.ts';
import { makeZip } from '../packed/testing/make-zip.ts';
import { unwatched } from '../task.ts';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  verifiedExport,
  write,
} from '../verify/testing/chained-case.ts';
import { quarantinedSpans } from './quarantine.ts';

const entries = Array.from({ length: 40 }, (_, n) => makeEntry(n));
const lines = Buffer.from(ndjson(entries));
/** More than is read without a thread of its own, compressed or not. */
const many = Buffer.from(
  ndjson(Array.from({ length: 9000 }, (_, n) => ({ ...makeEntry(n), noise: Math.sin(n) }))),
);

const compress = {
  gzip: (bytes: Buffer) => gzipSync(bytes),
  zstd: (bytes: Buffer) => zstdCompressSync(bytes),
};

async function extracted(path: string, source: number, stream = false): Promise<Buffer> {
  const db = openReadable(path);
  const out = `${path}.${source}.${stream}`;
  try {
    await extract(db, { source, out, stream }, unwatched);
    return readFileSync(out);
  } finally {
    db.close();
  }
}

async function clean(path: string): Promise<void> {
  const report = await verified(path);
  expect(report.findings).toEqual([]);
  expect(failing(report)).toEqual([]);
}

describe.each(['gzip', 'zstd'] as const)('a source in %s', (form) => {
  it.each([
    ['small', lines, 40],
    ['large', many, 9000],
  ] as const)(
    'that is %s is read as what it holds, and written back as it was',
    async (_, content, count) => {
      const folder = temporaryFolder();
      const path = join(folder, 'c.casebound');
      const file = compress[form](content);
      // The name says nothing.
      const { sources } = await importFiles(path, [write(folder, 'trail.bin', file)]);
      expect(sources).toMatchObject([
        {
          entries: count,
          quarantined: 0,
          bytes: file.length,
          sha256: createHash('sha256').update(file).digest('hex'),
          compression: form,
          container: null,
        },
      ]);
      expect((await extracted(path, 1)).equals(file)).toBe(true);
      expect((await extracted(path, 1, true)).equals(content)).toBe(true);
      await clean(path);
      const again = await importFiles(path, [write(folder, 'again', file)]);
      expect(again.sources).toMatchObject([{ id: 1, entries: 0, duplicates: count }]);
      // The same stream as another file is another acquisition, and adds no entry.
      const plain = await importFiles(path, [write(folder, 'plain.ndjson', content)]);
      expect(plain.sources).toMatchObject([{ id: 2, entries: 0, duplicates: count, compression: null }]);
      await clean(path);
    },
  );

  it.each([
    ['some', many.subarray(0, 400_000)],
    ['many', many],
  ] as const)('of %s entries that was cut off keeps what could be had, and says so', async (_, content) => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const whole = compress[form](content);
    const file = whole.subarray(0, whole.length - 100);
    const { sources } = await importFiles(path, [write(folder, 'cut', file)]);
    const [source] = sources;
    expect((await extracted(path, 1)).equals(file)).toBe(true);
    const stream = await extracted(path, 1, true);
    expect(content.subarray(0, stream.length).equals(stream)).toBe(true);
    const db = openReadable(path);
    const spans = quarantinedSpans(db, { offset: 0, limit: 10 });
    db.close();
    expect(spans.at(-1)).toMatchObject({ reason: 'COMPRESSION', offset: stream.length, length: 0 });
    expect(source?.quarantined).toBe(spans.length);
    await clean(path);
  });

  it('with any stored byte of the file changed is found out', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    await importFiles(path, [write(folder, 'a', compress[form](lines))]);
    for (let at = 0; at < 8; at++) {
      const before = change(path, at / 8);
      expect(failing(await verified(path))).toEqual(['storage source 1']);
      restore(path, before);
    }
    await clean(path);
  });

  it('with anything stored behind the end of its file is found out', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    await importFiles(path, [write(folder, 'a', compress[form](lines))]);
    for (const bytes of [0, 1]) {
      tamper(path, (db) =>
        db
          .prepare(
            "INSERT INTO acquired_chunk (owner, seq, length, encoding, data) VALUES (1, 1, ?, 'stored', ?)",
          )
          .run(bytes, Buffer.alloc(bytes)),
      );
      expect(failing(await verified(path))).toEqual(['storage source 1']);
      tamper(path, (db) => db.exec('DELETE FROM acquired_chunk WHERE seq = 1'));
    }
    await clean(path);
  });

  it('is verified as an export, without a case', async () => {
    const folder = temporaryFolder();
    const report = await verifiedExport(write(folder, 'x', compress[form](Buffer.from(ndjson(trail(20))))));
    expect(report.ok).toBe(true);
    expect(report.chain?.detected).toBe(true);
  });
});

/** Changes one stored byte of an acquired file, as far in as `where` says. */
function change(path: string, where: number): Buffer {
  let before: Buffer = Buffer.alloc(0);
  tamper(path, (db) => {
    before = (db.prepare('SELECT data FROM acquired_chunk').get() as { data: Buffer }).data;
    const data = Buffer.from(before);
    const at = Math.floor(where * data.length);
    data[at] = (data[at] as number) ^ 1;
    db.prepare('UPDATE acquired_chunk SET data = ?').run(data);
  });
  return before;
}

function restore(path: string, data: Buffer): void {
  tamper(path, (db) => db.prepare('UPDATE acquired_chunk SET data = ?').run(data));
}

describe('a zip', () => {
  const part = (from: number, to: number) => Buffer.from(ndjson(entries.slice(from, to)));
  const packed = gzipSync(part(20, 30));
  const zip = makeZip([
    { name: 'logs/a.ndjson', content: part(0, 10), deflated: true },
    { name: 'logs/', content: '' },
    { name: 'README.md', content: '# Logs\n', deflated: true },
    { name: 'logs/b.ndjson', content: part(10, 20) },
    { name: 'logs/c.ndjson.gz', content: packed },
    { name: 'logs/inner.zip', content: makeZip([{ name: 'd', content: part(30, 40) }]) },
  ]);

  it('is a source for each trail in it, and is kept whole', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const result = await importFiles(path, [write(folder, 'logs.zip', zip)]);
    expect(result.containers).toMatchObject([{ id: 1, name: 'logs.zip', format: 'zip', bytes: zip.length }]);
    expect(result.sources).toMatchObject([
      { id: 2, name: 'a.ndjson', member: 'logs/a.ndjson', container: 1, entries: 10 },
      { id: 3, name: 'b.ndjson', member: 'logs/b.ndjson', container: 1, entries: 10 },
      { id: 4, name: 'c.ndjson.gz', container: 1, compression: 'gzip', entries: 10, bytes: packed.length },
    ]);
    expect(result.skipped.map(({ name }) => name.split(': ')[1])).toEqual(['README.md', 'logs/inner.zip']);
    expect((await extracted(path, 1)).equals(zip)).toBe(true);
    expect((await extracted(path, 2)).equals(part(0, 10))).toBe(true);
    expect((await extracted(path, 4)).equals(packed)).toBe(true);
    expect((await extracted(path, 4, true)).equals(part(20, 30))).toBe(true);
    await clean(path);
    const db = openReadable(path);
    const events = [...custodyEvents(db)].filter(({ action }) => action === 'import');
    expect(events.map(({ details }) => details['container'] ?? details['skipped'])).toEqual([1, 1, 1, 1, 2]);
    db.close();
  });

  it('that comes again adds nothing', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const file = write(folder, 'logs.zip', zip);
    await importFiles(path, [file]);
    const again = await importFiles(path, [file]);
    expect(again.containers).toMatchObject([{ id: 1 }]);
    expect(again.sources.map(({ id, entries, duplicates }) => [id, entries, duplicates])).toEqual([
      [2, 0, 10],
      [3, 0, 10],
      [4, 0, 10],
    ]);
    // Numbers of containers and sources do not meet.
    const more = await importFiles(path, [write(folder, 'more.ndjson', ndjson([makeEntry(99)]))]);
    expect(more.sources).toMatchObject([{ id: 5, entries: 1 }]);
    await clean(path);
  });

  it('with any stored byte changed is found out', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    await importFiles(path, [write(folder, 'logs.zip', zip)]);
    for (let at = 0; at < 8; at++) {
      const before = change(path, at / 8);
      expect(failing(await verified(path))).toContain('storage container 1');
      restore(path, before);
    }
    await clean(path);
  });

  it('with members of thousands of entries is read by threads', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const large = makeZip([
      { name: 'a', content: many, deflated: true },
      { name: 'b.gz', content: gzipSync(many) },
    ]);
    const { sources } = await importFiles(path, [write(folder, 'large.zip', large)]);
    expect(sources.map(({ entries, duplicates }) => [entries, duplicates])).toEqual([
      [9000, 0],
      [0, 9000],
    ]);
    await clean(path);
  });
});

describe('a folder', () => {
  it('is a source for each trail in it, whatever else lies there', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const root = join(folder, 'export');
    mkdirSync(join(root, 'year=2025', 'month=11'), { recursive: true });
    writeFileSync(join(root, 'README'), 'Read me.\n');
    writeFileSync(join(root, '.DS_Store'), Buffer.alloc(100, 1));
    writeFileSync(join(root, 'empty.ndjson'), '');
    writeFileSync(join(root, 'year=2025', 'month=11', 'b.ndjson'), ndjson(entries.slice(5, 9)));
    writeFileSync(join(root, 'year=2025', 'month=11', 'a.gz'), gzipSync(ndjson(entries.slice(0, 5))));
    const result = await importFiles(path, [root]);
    expect(result.sources.map(({ name, entries: count }) => [name, count])).toEqual([
      ['empty.ndjson', 0],
      ['a.gz', 5],
      ['b.ndjson', 4],
    ]);
    expect(result.skipped.map(({ name }) => name)).toEqual(['.DS_Store', 'README']);
    for (const { reason } of result.skipped) expect(reason).not.toContain(root);
    await clean(path);
    const again = await importFiles(path, [root]);
    expect(again.sources.every(({ entries: count }) => count === 0)).toBe(true);
    const db = openReadable(path);
    expect(sourceInfos(db)).toHaveLength(3);
    db.close();
  });

  it('without a trail is refused', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x', 'README'), 'Read me.\n');
    await expect(importFiles(join(folder, 'c.casebound'), [join(folder, 'x')])).rejects.toMatchObject({
      code: 'FORMAT_UNKNOWN',
    });
  });
});
