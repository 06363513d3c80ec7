import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../shared/pack/layout.ts';
import type { IndexLine, PackSources } from '../../shared/pack/lines.ts';
import { openSigners } from '../keys/signers.ts';
import { checkPackFile } from './check-file.ts';
import { filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';
import { tableFile } from './testing/table.ts';
import { unpack } from './testing/unpack.ts';

const claim = 'CLM-1';
const lines = (...ids: string[]) => ids.map((id) => `${trailLine({ id, claim })}\n`).join('');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What each compressed or contained file holds, by its name. */
const streams = new Map<string, Buffer>([
  ['trail.ndjson.gz', Buffer.from(lines('log_a', 'log_b'))],
  ['rows.csv.zst', tableFile([{ id: 'log_c', claim }])],
  ['inner.ndjson', Buffer.from(lines('log_d'))],
]);
const stream = (name: string) => streams.get(name) ?? Buffer.alloc(0);

let small: SmallCase;
let pack: string;
let folder: string;
let described: PackSources;
beforeAll(async () => {
  small = await SmallCase.make('Acquired', []);
  await small.importFile('trail.ndjson.gz', gzipSync(stream('trail.ndjson.gz')));
  await small.importFile('rows.csv.zst', zstdCompressSync(stream('rows.csv.zst')));
  await small.importFile('sent.zip', zipOf('exports', [['inner.ndjson', stream('inner.ndjson')]]));
  const sealed = await small.seal({ caseId: claim });
  pack = sealed.pack;
  expect(sealed.verification).toMatchObject({ ok: true, findingsTotal: 0 });
  folder = unpack(pack);
  described = JSON.parse(readFileSync(join(folder, paths.sources), 'utf8'));
});
afterAll(() => small.remove());

test('a pack names a compressed source by the file as it was acquired, and by what it decompresses to', () => {
  for (const [name, unpacked] of [
    ['trail.ndjson.gz', gunzipSync],
    ['rows.csv.zst', zstdDecompressSync],
  ] as const) {
    const source = described.sources.find((each) => each.name === name);
    const acquired = readFileSync(join(small.folder, name));
    expect(source).toMatchObject({ bytes: acquired.length, sha256: sha256(acquired), container: null });
    expect(source?.stream).toEqual({
      bytes: stream(name).length,
      sha256: sha256(unpacked(acquired)),
    });
  }
});

test('a pack names the container that a source came in, and its name there', () => {
  const zip = readFileSync(join(small.folder, 'sent.zip'));
  const [container] = described.containers;
  expect(container).toMatchObject({ name: 'sent.zip', bytes: zip.length, sha256: sha256(zip) });
  const inner = described.sources.find(({ container: of }) => of !== null);
  expect(inner).toMatchObject({
    sha256: sha256(stream('inner.ndjson')),
    container: { id: container?.id, member: 'exports/inner.ndjson' },
  });
});

test('the page for people says how each file came', () => {
  const page = readFileSync(join(folder, paths.page), 'utf8');
  for (const said of [
    'exports/inner.ndjson, in sent.zip',
    sha256(readFileSync(join(small.folder, 'sent.zip'))),
    `gzip, unpacks to ${stream('trail.ndjson.gz').length.toLocaleString('en-US')} bytes`,
    sha256(stream('rows.csv.zst')),
  ]) {
    expect(page).toContain(said);
  }
});

test.each<[string, (sources: PackSources['sources']) => void]>([
  [
    'another place in its container',
    (sources) => restate(sources, 'inner.ndjson', { member: 'other.ndjson' }),
  ],
  ['nothing that a compressed file unpacks to', (sources) => restate(sources, 'trail.ndjson.gz', null)],
])('a pack that states %s is found out by every checker', async (_, change) => {
  const { name, files } = await filesOf(readFileSync(pack));
  const stated = structuredClone(described);
  change(stated.sources);
  files.set(paths.sources, Buffer.from(`${JSON.stringify(stated)}\n`));
  fixManifests(files);
  await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
  const forged = join(small.folder, 'forged.zip');
  writeFileSync(forged, zipOf(name, files));
  expect((await checkPackFile(forged)).findings).toMatchObject([
    { code: 'SOURCE_INVALID', axis: 'storage', subject: 'pack', member: paths.sources },
  ]);
  expect(failingByProgram(forged)).toEqual(['storage']);
  expect(byDocument(forged)).toMatch(/^storage: (name|compression) of source \d\n$/);
});

function restate(
  sources: PackSources['sources'],
  name: string,
  to: { readonly member: string } | null,
): void {
  const source = sources.find((each) => each.name === name);
  if (source === undefined) throw new Error(`no source is called ${name}`);
  Object.assign(source, to === null ? { stream: null } : { container: { ...source.container, ...to } });
}

function byDocument(path: string): string {
  return spawnSync('python3', [join(import.meta.dirname, 'testing/check_by_document.py'), path], {
    encoding: 'utf8',
  }).stdout;
}

test('an entry is found in what its source decompresses to, where the index says', () => {
  const index = readFileSync(join(folder, paths.index), 'utf8').trimEnd().split('\n');
  const found = index.map((line) => {
    const { source, sourceOffset, length, content, entryId }: IndexLine = JSON.parse(line);
    const { name } = described.sources.find(({ id }) => id === source) ?? { name: '' };
    const bytes = stream(name.slice(name.lastIndexOf('/') + 1));
    expect(sha256(bytes.subarray(sourceOffset ?? 0, (sourceOffset ?? 0) + length))).toBe(content);
    return entryId;
  });
  expect(found).toEqual(['log_a', 'log_b', 'log_c', 'log_d']);
});
