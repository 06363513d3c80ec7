import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { extract } from '../case/extract.ts';
import { closeWritable, openReadable, openWritable } from '../case/open.ts';
import { sourceInfos } from '../case/sources.ts';
import { entryBytes } from '../entry/detail.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { failing, makeEntry, temporaryFolder, verified, write } from '../verify/testing/chained-case.ts';
import { importInto } from './import-into.ts';
import { reread } from './reread.ts';

const mapping = (records: string) => ({
  name: 'own',
  records: [records],
  columns: { entry_id: 'log_id', time: 'timestamp' },
});
const document = JSON.stringify({ old: [makeEntry(1)], fresh: [makeEntry(1), makeEntry(2), makeEntry(3)] });

async function imported(content: string | Buffer) {
  const folder = temporaryFolder();
  const path = join(folder, 'c.casebound');
  const paths = [write(folder, 'a.json', content)];
  await importInto(
    { path, paths, mapping: mapping('old'), partial: false, live: false, actor: 'Tester' },
    unwatched,
    new StopFlag(),
  );
  return path;
}

async function again(path: string, records?: string) {
  const db = openWritable(path, { live: true });
  try {
    const request = { source: 1, actor: 'Tester', ...(records ? { mapping: mapping(records) } : {}) };
    return await reread(db, request, unwatched, new StopFlag());
  } finally {
    closeWritable(db);
  }
}

it.each([
  ['plain', document],
  ['compressed', gzipSync(document)],
])(
  '%s: what a mapping finds anew are entries of a new source, without bytes of its own',
  async (_, content) => {
    const path = await imported(content);
    const { source } = await again(path, 'fresh');
    expect(source).toMatchObject({ id: 2, rereadOf: 1, entries: 2, duplicates: 1 });
    const db = openReadable(path);
    expect(db.prepare('SELECT DISTINCT source FROM chunk').pluck().all()).toEqual([1]);
    const last = db
      .prepare<[], { id: number; length: number }>('SELECT id, length FROM entry ORDER BY id DESC')
      .get();
    expect(JSON.parse(entryBytes(db, last?.id ?? 0, 0, last?.length ?? 0).toString())).toEqual(makeEntry(3));
    await extract(db, { source: 2, out: `${path}.out` }, unwatched);
    expect(readFileSync(`${path}.out`).equals(Buffer.from(content))).toBe(true);
    db.close();
    expect(failing(await verified(path))).toEqual([]);
  },
);

it('where nothing more can be read, the case is as before', async () => {
  const path = await imported(document);
  const before = readFileSync(path);
  expect(await again(path)).toEqual({ source: null });
  const db = openReadable(path);
  expect(sourceInfos(db)).toHaveLength(1);
  db.close();
  expect(readFileSync(path).length).toBe(before.length);
  expect(failing(await verified(path))).toEqual([]);
});
