import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCase } from '../case/create.ts';
import { extract } from '../case/extract.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import { chunkLength } from '../case/schema.ts';
import { sourceInfos } from '../case/sources.ts';
import { custodyEvents } from '../custody/log.ts';
import { SegmentWriter } from '../query/index/segment/segment-writer.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import {
  failing,
  importFiles,
  makeEntry,
  ndjson,
  temporaryFolder,
  trail,
  verified,
  write,
} from '../verify/testing/chained-case.ts';
import { BatchBuilder } from './batch/batch-builder.ts';
import { importInto } from './import-into.ts';
import { quarantinedSpans } from './quarantine.ts';
import { EntryWriter } from './store/entry-writer.ts';
import { KnownEntries } from './store/known-entries.ts';

const entries = Array.from({ length: 6 }, (_, n) => makeEntry(n));
const [a, b, c, d] = entries as [object, object, object, object];
const unparsable = '{"log_id":"log_x",';

/** Imports each file in turn into one case. */
async function imported(...files: string[]) {
  const folder = temporaryFolder();
  const path = join(folder, 'c.casebound');
  const sources: Awaited<ReturnType<typeof importFiles>>['sources'][number][] = [];
  for (const [n, content] of files.entries()) {
    const result = await importFiles(path, [write(folder, `${n}.json`, content)]);
    sources.push(...result.sources);
  }
  return { folder, path, sources };
}

const ledger = ({
  entries,
  duplicates,
  conflicts,
  quarantined,
}: Record<'entries' | 'duplicates' | 'conflicts' | 'quarantined', number>) => [
  entries,
  duplicates,
  conflicts,
  quarantined,
];

describe('the ledger of an import', () => {
  it('counts every record once', async () => {
    const { path, sources } = await imported(
      ndjson([a, b, unparsable, a, { ...b, product: 'other' }, 'null', c]),
    );
    expect(sources.map(ledger)).toEqual([[4, 1, 1, 2]]);
    expect(sources[0]).toMatchObject({ id: 1, name: '0.json', system: 'itsreal', format: 'ndjson' });
    expect(failing(await verified(path))).toEqual([]);
  });

  it('knows duplicates and conflicts of other sources', async () => {
    const { path, sources } = await imported(
      ndjson([a, b, c]),
      ndjson([b, { ...c, product: 'x' }, { ...c, product: 'y' }, d]),
    );
    expect(sources.map(ledger)).toEqual([
      [3, 0, 0, 0],
      [3, 1, 2, 0],
    ]);
    const db = openReadable(path);
    const conflicts = db
      .prepare('SELECT id, conflicts_with FROM entry_row WHERE conflicts_with IS NOT NULL')
      .raw()
      .all();
    expect(conflicts).toEqual([
      [4, 3],
      [5, 3],
    ]);
    expect(db.prepare('SELECT source, ordinal, entry FROM duplicate').raw().all()).toEqual([[2, 0, 2]]);
    db.close();
    expect(failing(await verified(path))).toEqual([]);
  });

  it('knows a row of a table by its heading too: under another, the same bytes say something else', async () => {
    const row = 'log_1,2025-11-04T14:22:31.847Z,img_1,approved,escalated';
    const headed = (heading: string) => `log_id,timestamp,image_id,${heading}\n${row}\n`;
    const { path, sources } = await imported(
      headed('verdict,action_recorded'),
      headed('action_recorded,verdict'),
      `${headed('verdict,action_recorded')}\n`,
    );
    expect(sources.map(ledger)).toEqual([
      [1, 0, 0, 0],
      [1, 0, 1, 0],
      [0, 1, 0, 0],
    ]);
    const db = openReadable(path);
    expect(db.prepare('SELECT verdict FROM entry ORDER BY id').pluck().all()).toEqual([
      'approved',
      'escalated',
    ]);
    db.close();
    expect(failing(await verified(path))).toEqual([]);
  });

  it('of the same file again is all duplicates, and a custody event', async () => {
    const content = ndjson([a, b, unparsable, b]);
    const { path, folder } = await imported(content);
    const [again] = (await importFiles(path, [write(folder, 'copy.ndjson', content)])).sources;
    expect(again).toMatchObject({ id: 1, name: 'copy.ndjson' });
    expect(ledger(again as never)).toEqual([0, 4, 0, 0]);
    const db = openReadable(path);
    expect(sourceInfos(db)).toHaveLength(1);
    expect([...custodyEvents(db)].map(({ action, details }) => [action, details['unchanged']])).toEqual([
      ['create', undefined],
      ['import', undefined],
      ['import', true],
    ]);
    db.close();
    expect(failing(await verified(path))).toEqual([]);
  });

  it('tells entries without an id apart by their bytes alone', async () => {
    const { log_id: _, ...anonymous } = makeEntry(1);
    const { sources } = await imported(
      ndjson([a, b, c, d, anonymous, { ...anonymous, product: 'x' }, anonymous]),
    );
    expect(sources.map(ledger)).toEqual([[6, 1, 0, 0]]);
  });

  it('holds over batches and blocks', async () => {
    const many = Array.from({ length: 9000 }, (_, n) => makeEntry(n));
    const content = ndjson([
      ...many,
      ...many.slice(0, 100),
      unparsable,
      ...many.slice(8900).map((each) => ({ ...each, product: 'x' })),
    ]);
    expect(content.length).toBeGreaterThan(4 * chunkLength);
    const { path, sources } = await imported(content);
    expect(sources.map(ledger)).toEqual([[9100, 100, 100, 1]]);
    const report = await verified(path);
    expect(failing(report)).toEqual([]);
    expect(
      report.axes.find(({ axis, subject }) => axis === 'storage' && subject === 'source 1')?.checked,
    ).toBe(9200);
  });
});

describe('what cannot be read as an entry', () => {
  it('is kept aside with its place and its reason', async () => {
    const lines = [a, unparsable, '[1]', '"text"', Buffer.from([0x7b, 0xff, 0x7d]), b];
    const content = Buffer.concat(
      lines.flatMap((line) => [
        Buffer.isBuffer(line) ? line : Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
        Buffer.from('\r\n'),
      ]),
    );
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    await importFiles(path, [write(folder, 'a.ndjson', content)]);
    const db = openReadable(path);
    const spans = quarantinedSpans(db, { offset: 0, limit: 10 });
    db.close();
    expect(
      spans.map(({ line, reason, preview }) => [
        line,
        reason,
        Buffer.from(preview, 'base64').toString('latin1'),
      ]),
    ).toEqual([
      [2, 'JSON_INVALID', unparsable],
      [3, 'NOT_AN_OBJECT', '[1]'],
      [4, 'NOT_AN_OBJECT', '"text"'],
      [5, 'NOT_UTF8', '{\u00ff}'],
    ]);
    for (const { offset, length, preview } of spans)
      expect(content.subarray(offset, offset + length).toString('base64')).toBe(preview);
    expect(failing(await verified(path))).toEqual([]);
  });

  it('of an array that was cut off is its last element', async () => {
    const { path, sources } = await imported(JSON.stringify([a, b, c]).slice(0, -10));
    expect(sources.map(ledger)).toEqual([[2, 0, 0, 1]]);
    expect(failing(await verified(path))).toEqual([]);
  });

  it('is told alike at verification, however long lines lie across blocks', async () => {
    const long = (length: number) => `{"log_id":"${'x'.repeat(length)}"} `;
    const limit = 16 << 20;
    const { path, sources } = await imported(
      `${JSON.stringify(a)}\r\n${long(limit - 15)}\r\n ${long(limit - 15)}\r\n${long(limit + 300_000)}\r\n${JSON.stringify(b)}\n`,
    );
    expect(sources.map(ledger)).toEqual([[3, 0, 0, 2]]);
    expect(failing(await verified(path))).toEqual([]);
  });
});

describe('extract', () => {
  it.each<[string, string | Buffer]>([
    ['NDJSON with unreadable lines', `\ufeff${ndjson([a, unparsable, b])}\r\n\n  ${JSON.stringify(c)}`],
    ['an indented array', `${JSON.stringify(trail(40), null, 2)}\n`],
    ['an array that was cut off, with bytes after it', `${JSON.stringify([a, b])} more`],
    ['many chunks', ndjson(trail(1500))],
  ])('writes %s back as it was', async (_, content) => {
    const { folder, path } = await imported(content as string);
    const db = openReadable(path);
    const { sha256, bytes } = await extract(db, { source: 1, out: join(folder, 'out') }, unwatched);
    await expect(extract(db, { source: 1, out: join(folder, 'out') }, unwatched)).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    await expect(extract(db, { source: 2, out: join(folder, 'other') }, unwatched)).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    db.close();
    const out = readFileSync(join(folder, 'out'));
    expect(out.equals(Buffer.from(content))).toBe(true);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(bytes).toBe(out.length);
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });
});

describe('what is refused changes nothing', () => {
  const request = (path: string, paths: string[], more: { expectSha256?: string; system?: string } = {}) =>
    importInto(
      { path, paths, partial: false, live: false, actor: 'Tester', ...more },
      unwatched,
      new StopFlag(),
    );
  const wrongHash = '0'.repeat(64);

  it.each<[string, string, (folder: string) => Promise<unknown>]>([
    [
      'a wrong hash',
      'INVALID_INPUT',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', ndjson([b]))], { expectSha256: wrongHash }),
    ],
    [
      'a wrong hash of a file that is there already',
      'INVALID_INPUT',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', ndjson([a]))], { expectSha256: wrongHash }),
    ],
    [
      'a hash that is none',
      'INVALID_INPUT',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', ndjson([b]))], { expectSha256: 'abc' }),
    ],
    [
      'one hash of two files',
      'INVALID_INPUT',
      (folder) =>
        request(join(folder, 'c'), [write(folder, 'b', ndjson([b])), write(folder, 'd', ndjson([c]))], {
          expectSha256: wrongHash,
        }),
    ],
    ['an empty file', 'INVALID_INPUT', (folder) => request(join(folder, 'c'), [write(folder, 'b', '')])],
    [
      'an empty folder',
      'INVALID_INPUT',
      (folder) =>
        request(join(folder, 'c'), [mkdirSync(join(folder, 'f'), { recursive: true }) ?? join(folder, 'f')]),
    ],
    ['no such file', 'FILE_UNREADABLE', (folder) => request(join(folder, 'c'), [join(folder, 'missing')])],
    ['a device that never ends', 'FILE_UNREADABLE', (folder) => request(join(folder, 'c'), ['/dev/zero'])],
    [
      'no known system',
      'FORMAT_UNKNOWN',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', '{"a":1}\n')]),
    ],
    ['text', 'FORMAT_UNKNOWN', (folder) => request(join(folder, 'c'), [write(folder, 'b', 'hello\n')])],
    [
      'a good file and a bad one',
      'FORMAT_UNKNOWN',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', ndjson([b])), write(folder, 'd', '\0\0')]),
    ],
    [
      'a system that nobody knows',
      'INVALID_INPUT',
      (folder) => request(join(folder, 'c'), [write(folder, 'b', ndjson([b]))], { system: 'other' }),
    ],
  ])('%s', async (_, code, attempt) => {
    const fresh = temporaryFolder();
    await expect(attempt(fresh)).rejects.toMatchObject({ code });
    expect(readdirSync(fresh).filter((name) => /^\.|^c$/.test(name))).toEqual([]);

    const folder = temporaryFolder();
    await request(join(folder, 'c'), [write(folder, 'a', ndjson([a]))]);
    const before = readFileSync(join(folder, 'c'));
    await expect(attempt(folder)).rejects.toMatchObject({ code });
    expect(readFileSync(join(folder, 'c')).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => /^\.|^c./.test(name))).toEqual([]);
  });

  it('an expected hash that is right is kept in custody, in any case of its digits', async () => {
    const folder = temporaryFolder();
    const expectSha256 = createHash('sha256')
      .update(ndjson([a]))
      .digest('hex')
      .toUpperCase();
    await request(join(folder, 'c'), [write(folder, 'a', ndjson([a]))], { expectSha256 });
    const db = openReadable(join(folder, 'c'));
    expect([...custodyEvents(db)].at(-1)?.details).toMatchObject({ expectedSha256: 'matched' });
    db.close();
  });
});

describe('cancelling', () => {
  it('leaves no new case, and an old one byte for byte', async () => {
    const folder = temporaryFolder();
    const big = write(folder, 'big.ndjson', ndjson(Array.from({ length: 20_000 }, (_, n) => makeEntry(n))));
    const cancelled = (path: string, live: boolean) => {
      const stop = new StopFlag();
      const context = { ...unwatched, progress: ({ entries: seen = 0 }) => void (seen > 0 && stop.set()) };
      return importInto({ path, paths: [big], partial: false, live, actor: 'Tester' }, context, stop);
    };
    await expect(cancelled(join(folder, 'new.casebound'), false)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    const path = join(folder, 'old.casebound');
    await importFiles(path, [write(folder, 'a.ndjson', ndjson([a]))]);
    const before = readFileSync(path);
    await expect(cancelled(path, false)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.ndjson', 'big.ndjson', 'old.casebound']);
    await expect(cancelled(path, true)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await verified(path)).ok).toBe(true);
    expect((await importFiles(path, [big])).sources.map(ledger)).toEqual([[19_999, 1, 0, 0]]);
  });
});

describe('a folder', () => {
  it('is its files, those of its folders too, in the order of their names; links lead nowhere', async () => {
    const folder = temporaryFolder();
    const root = join(folder, 'export');
    mkdirSync(join(root, '2025', '11'), { recursive: true });
    write(join(root, '2025', '11'), '2.ndjson', ndjson([c]));
    write(join(root, '2025', '11'), '1.ndjson', ndjson([b]));
    write(root, 'z.ndjson', ndjson([a]));
    write(root, 'empty.ndjson', '');
    const outside = write(folder, 'secret.ndjson', ndjson([d]));
    symlinkSync(outside, join(root, 'link.ndjson'));
    symlinkSync(folder, join(root, 'loop'));
    const path = join(folder, 'c.casebound');
    const { sources } = await importFiles(path, [root]);
    expect(sources.map(({ name, entries: count }) => [name, count])).toEqual([
      ['1.ndjson', 1],
      ['2.ndjson', 1],
      ['empty.ndjson', 0],
      ['z.ndjson', 1],
    ]);
    expect(failing(await verified(path))).toEqual([]);
  });
});

describe('a full dictionary', () => {
  it('leaves further values as text, which read the same', async () => {
    const path = join(temporaryFolder(), 'c.casebound');
    await createCase(path, { title: 'Test' });
    const db = openWritable(path);
    const known = new KnownEntries(db);
    const source = db.pragma('table_info(source)') as { name: string; type: string; notnull: number }[];
    const filler: Record<string, string> = { INTEGER: '1', TEXT: "''", BLOB: "x''" };
    const filling = source.map(({ name, type, notnull }) =>
      notnull || name === 'id' ? filler[type] : 'NULL',
    );
    db.prepare(`INSERT INTO source SELECT ${filling}`).run();
    const builder = new BatchBuilder({}, { limit: 3 });
    const verdicts = Array.from({ length: 100 }, (_, n) => `v${n % 7}`);
    for (const [n, verdict] of verdicts.entries()) {
      builder.begin({ bytes: Buffer.from(`${n}`), offset: n, length: 1, line: n + 1, fault: null });
      builder.text(7, verdict);
    }
    const writer = new EntryWriter(db, 1, { form: 'empty' }, { known, index: new SegmentWriter(db, 1) }, 1);
    writer.write(builder.take(), () => '');
    expect(db.prepare('SELECT verdict FROM entry ORDER BY id').pluck().all()).toEqual(verdicts);
    const kinds = 'SELECT typeof(verdict), count(*) FROM entry_row GROUP BY 1 ORDER BY 1';
    expect(db.prepare(kinds).raw().all()).toEqual([
      ['integer', 44],
      ['text', 56],
    ]);
    expect(db.prepare('SELECT count(*) FROM term').pluck().get()).toBe(3);
    closeWritable(db);
  });
});

it('the case that is made in a folder is none of the files that it is made of', async () => {
  const folder = temporaryFolder();
  write(folder, 'a.ndjson', ndjson([makeEntry(1)]));
  const path = join(folder, 'c.casebound');
  expect(await importFiles(path, [folder])).toMatchObject({ sources: [{ name: 'a.ndjson' }], skipped: [] });
  const own = { name: 'c.casebound', reason: 'it is the case file that is open, or belongs to it' };
  expect(await importFiles(path, [folder])).toMatchObject({ skipped: [own] });
});
