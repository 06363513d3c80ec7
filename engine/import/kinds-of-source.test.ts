import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../shared/pack/layout.ts';
import type { PackSources } from '../../shared/pack/lines.ts';
import { sourceInfos } from '../case/sources.ts';
import { entryBytes, entryDetail } from '../entry/detail.ts';
import { makeZip } from '../packed/testing/make-zip.ts';
import { exportRows } from '../query/export/export.ts';
import { countEntries, matchedIds } from '../query/results.ts';
import { SmallCase } from '../seal/testing/small-case.ts';
import { unpack } from '../seal/testing/unpack.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { failing, makeEntry, ndjson, verified } from '../verify/testing/chained-case.ts';
import { importPaths } from './import-paths.ts';
import { reread } from './reread.ts';

/** Entry `n` with a word that stands nowhere else, and characters of two and four bytes before it. */
const entry = (n: number) => ({ ...makeEntry(n), remark: `Größe 💥 word${n}x` });
const lines = (from: number, to: number) =>
  Buffer.from(ndjson(Array.from({ length: to - from }, (_, i) => entry(from + i))));
const document = JSON.stringify({ old: [entry(90)], fresh: [entry(90), entry(91), entry(92)] });
const mapping = (records: string) => ({
  name: 'own',
  records: [records],
  columns: { entry_id: 'log_id', time: 'timestamp', case_id: 'context.case_id' },
});

/** Source ids, by where their entries came from. */
const kinds: readonly [kind: string, source: number, first: number, count: number][] = [
  ['a plain file', 1, 0, 5],
  ['a file in gzip', 2, 10, 5],
  ['a file in zstd', 3, 20, 5],
  ['a stored member of a zip', 5, 30, 5],
  ['a deflated member of a zip', 6, 40, 5],
  ['a member that is in gzip itself', 7, 50, 5],
  ['a file that was read again', 9, 91, 2],
];

describe('entries of', () => {
  let small: SmallCase;
  beforeAll(async () => {
    small = await SmallCase.make('Kinds', []);
    await small.importFile('plain.ndjson', lines(0, 5));
    await small.importFile('a.gz', gzipSync(lines(10, 15)));
    await small.importFile('a.zst', zstdCompressSync(lines(20, 25)));
    const members = [
      { name: 'stored', content: lines(30, 35) },
      { name: 'deflated', content: lines(40, 45), deflated: true },
      { name: 'inner.gz', content: gzipSync(lines(50, 55)), deflated: true },
    ];
    await small.importFile('a.zip', makeZip(members));
    // Its mapping is given, so that another finds more.
    await importedBy(small, 'own.json.gz', gzipSync(document), mapping('old'));
    const request = { source: 8, mapping: mapping('fresh'), actor: 'Tester' };
    await reread(small.db, request, unwatched, new StopFlag());
  });
  afterAll(() => small.remove());

  it.each(kinds)(
    '%s are counted, found by their bytes, shown and exported as they are',
    (_, source, first, count) => {
      const { db } = small;
      const info = sourceInfos(db).find(({ id }) => id === source);
      expect(info?.entries).toBe(count);
      for (let n = first; n < first + count; n++) {
        const query = `raw:"💥 WORD${n}X"`;
        const ids = [...matchedIds(db, { query }, unwatched)];
        expect(ids).toHaveLength(1);
        const id = ids[0] as number;
        const bytes = Buffer.from(JSON.stringify(entry(n)));
        const detail = entryDetail(db, id, unwatched);
        expect(detail.length).toBe(bytes.length);
        expect(Buffer.from(detail.raw, 'base64').equals(bytes)).toBe(true);
        expect(entryBytes(db, id, 5, 20)).toEqual(bytes.subarray(5, 25));
        const line = Buffer.concat([...exportRows(db, { query, format: 'ndjson' }, unwatched)]);
        expect(JSON.parse(line.toString())).toEqual(entry(n));
        const table = Buffer.concat([...exportRows(db, { query, format: 'csv' }, unwatched)]).toString();
        expect(table).toContain(`log_${n}`);
      }
    },
  );

  it('all of them are exported together, each once', () => {
    const selection = { query: '', format: 'ndjson' } as const;
    const text = Buffer.concat([...exportRows(small.db, selection, unwatched)]).toString();
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).log_id);
    const expected = kinds.flatMap(([, , first, count]) =>
      Array.from({ length: count }, (_, i) => `log_${first + i}`),
    );
    expect([...ids].sort()).toEqual([...expected, 'log_90'].sort());
    expect(countEntries(small.db, 'raw:"Größe"', unwatched).matched).toBe(expected.length + 1);
  });

  it('all of them verify, and go into a pack that checks', async () => {
    expect(failing(await verified(small.db.name))).toEqual([]);
    const { pack, verification } = await small.seal({ query: 'raw:"Größe"' });
    expect(verification).toMatchObject({ ok: true, findingsTotal: 0 });
    const folder = unpack(pack);
    const described: PackSources = JSON.parse(readFileSync(join(folder, paths.sources), 'utf8'));
    expect(described.sources.map(({ id }) => id).sort()).toEqual(
      [...kinds.map(([, source]) => source), 8].sort(),
    );
    const sealed = readFileSync(join(folder, paths.index), 'utf8').trimEnd().split('\n');
    // The entry that was there before is there as its duplicate too.
    expect(sealed).toHaveLength(34);
    expect(new Set(sealed.map((line) => JSON.parse(line).entryId)).size).toBe(33);
  });
});

async function importedBy(small: SmallCase, name: string, bytes: Uint8Array, by: ReturnType<typeof mapping>) {
  writeFileSync(join(small.folder, name), bytes);
  const request = { paths: [join(small.folder, name)], mapping: by, partial: false, actor: 'Tester' };
  await importPaths(small.db, request, unwatched, new StopFlag());
}
