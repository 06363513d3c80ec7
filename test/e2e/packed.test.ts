import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import type { QuarantinedSpan, SourceInfo } from '../../shared/domain/case.ts';
import type { ImportResult } from '../../shared/domain/import.ts';
import { formsOf, type System, systems } from '../fixtures/forms.ts';
import { casebound, caseboundJson, ended, importInto, startCasebound, verify } from './casebound.ts';
import { SmallVolume } from './small-volume.ts';
import { caseContents, Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const linesOf = (system: System) =>
  formsOf(system).find(({ name }) => name === 'trail.ndjson')?.bytes ?? Buffer.alloc(0);

async function extracted(caseFile: string, id: number, ...options: string[]): Promise<Buffer> {
  const out = workspace.path(`out-${Math.random()}`);
  const { code, stderr } = await casebound(['extract', caseFile, String(id), '--out', out, ...options]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return readFileSync(out);
}

it('a zip without trails is no pack that fails: verify says that there is nothing to check', async () => {
  const path = workspace.write('other.zip', makeZip([{ name: 'README.txt', content: 'Hello.\n' }]));
  const { code, stderr, stdout } = await casebound(['verify', path]);
  expect([code, stdout.length]).toEqual([2, 0]);
  expect(stderr).toMatch(/^casebound: FORMAT_UNKNOWN: .+ is a trail; .+\n$/);
});

describe('a folder as it arrives', () => {
  const caseFile = workspace.path('arrived.casebound');
  const folder = workspace.path('arrived');
  const zip = makeZip([
    ...systems
      .slice(0, 3)
      .map((system) => ({ name: `${system}/t.ndjson`, content: linesOf(system), deflated: true })),
    { name: 'klyra/t.ndjson.gz', content: gzipSync(linesOf('klyra')) },
    { name: 'README', content: 'Dear all,\n' },
  ]);
  const files = new Map([
    ['all.zip', zip],
    ['one.gz', gzipSync(Buffer.concat([linesOf('deepintshield'), Buffer.from('{"cut": "o\n')]))],
    ['two.zst', zstdCompressSync(linesOf('itsreal'))],
  ]);
  let result: ImportResult;
  const idOf = (name: string) => result.sources.find((source) => source.name === name)?.id ?? 0;
  beforeAll(async () => {
    mkdirSync(folder);
    for (const [name, bytes] of files) writeFileSync(`${folder}/${name}`, bytes);
    const sums = [...files].map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`);
    writeFileSync(`${folder}/SHA256SUMS`, [...sums, `${'0'.repeat(64)}  lost.ndjson\n`].join(''));
    result = await importInto(caseFile, folder);
  });

  it('is taken whole: systems in a zip, compressed files, hashes, and what is not there', async () => {
    expect(result.sources.map(({ system }) => system)).toEqual([
      ...systems.slice(0, 3),
      'klyra',
      'deepintshield',
      'itsreal',
    ]);
    expect(result.sources.map(({ compression }) => compression)).toEqual([
      null,
      null,
      null,
      'gzip',
      'gzip',
      'zstd',
    ]);
    expect(result.containers).toMatchObject([{ id: 1, name: 'all.zip', sha256: sha256(zip) }]);
    expect(result.hashes).toEqual(
      [1, idOf('one.gz'), idOf('two.zst')].map((id) => ({ id, by: 'SHA256SUMS' })),
    );
    expect(result.unchecked).toEqual([
      { name: 'lost.ndjson', reason: expect.stringContaining('SHA256SUMS') },
    ]);
    expect(result.skipped.map(({ name }) => name).sort()).toEqual(['SHA256SUMS', 'all.zip: README']);
    expect(await verify(caseFile)).toMatchObject({ ok: true });
  });

  it('says the same to people', async () => {
    const { stdout } = await casebound(['import', workspace.path('people.casebound'), folder]);
    for (const said of [
      'as expected by SHA256SUMS',
      'Passed over: 2 files',
      'Expected hashes not checked: 1 file',
      'lost.ndjson',
    ])
      expect(stdout.toString()).toContain(said);
  });

  it('is written back: the container, its members, compressed files, and their streams', async () => {
    expect((await extracted(caseFile, 1)).equals(zip)).toBe(true);
    const [first] = result.sources;
    expect((await extracted(caseFile, first?.id ?? 0)).equals(linesOf(systems[0]))).toBe(true);
    const member = idOf('t.ndjson.gz');
    expect((await extracted(caseFile, member)).equals(gzipSync(linesOf('klyra')))).toBe(true);
    expect((await extracted(caseFile, member, '--stream')).equals(linesOf('klyra'))).toBe(true);
    for (const name of ['one.gz', 'two.zst'])
      expect((await extracted(caseFile, idOf(name))).equals(files.get(name) ?? zip), name).toBe(true);
    expect((await extracted(caseFile, idOf('two.zst'), '--stream')).equals(linesOf('itsreal'))).toBe(true);
  });

  it('ends with 1 under --strict where anything was left out, and with 0 where nothing was', async () => {
    const strict = (name: string, path: string) =>
      casebound(['import', workspace.path(name), path, '--strict']);
    expect((await strict('strict-1.casebound', folder)).code).toBe(1);
    expect((await strict('strict-2.casebound', `${folder}/one.gz`)).code).toBe(1);
    expect((await strict('strict-3.casebound', `${folder}/two.zst`)).code).toBe(0);
    const alone = workspace.path('alone');
    mkdirSync(alone);
    copyFileSync(`${folder}/two.zst`, `${alone}/two.zst`);
    expect((await strict('strict-4.casebound', alone)).code).toBe(0);
    // A file of hashes that were checked is not left out: it has done what it is for.
    const sha256 = createHash('sha256')
      .update(readFileSync(`${alone}/two.zst`))
      .digest('hex');
    writeFileSync(`${alone}/SHA256SUMS`, `${sha256}  two.zst\n`);
    expect((await strict('strict-6.casebound', alone)).code).toBe(0);
    rmSync(`${alone}/SHA256SUMS`);
    // Nothing but a hash that cannot be checked.
    writeFileSync(`${alone}/two.zst.sha256`, 'see the letter\n');
    expect((await strict('strict-5.casebound', `${alone}/two.zst`)).code).toBe(1);
  });

  it('with a wrong hash is refused as a whole', async () => {
    const wrong = workspace.path('wrong');
    mkdirSync(wrong);
    for (const [name, bytes] of files) writeFileSync(`${wrong}/${name}`, bytes);
    writeFileSync(`${wrong}/two.zst.sha256`, '0'.repeat(64));
    const outcome = await casebound(['import', workspace.path('wrong.casebound'), wrong]);
    expect(outcome.stderr).toMatch(/^casebound: INVALID_INPUT: .*two\.zst is not the expected file/);
    expect(outcome.code).toBe(2);
    expect(existsSync(workspace.path('wrong.casebound'))).toBe(false);
  });

  it('has its quarantine listed, and written out as it is', async () => {
    const { quarantined } = await caseboundJson<{ quarantined: QuarantinedSpan[] }>(['quarantine', caseFile]);
    expect(quarantined).toMatchObject([{ source: idOf('one.gz'), length: 10 }]);
    expect((await casebound(['quarantine', caseFile, '77'])).code).toBe(2);
    const out = workspace.path('quarantined');
    const written = await caseboundJson<{ spans: number; bytes: number }>([
      'quarantine',
      caseFile,
      '--out',
      out,
    ]);
    expect(written).toMatchObject({ spans: 1 });
    expect(readFileSync(out).toString()).toBe('{"cut": "o\n');
  });
});

describe('a source that is read again', () => {
  const records = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({ ref: `r${from + i}`, at: '2025-11-04T10:00:00Z' }));
  const mapped = (name: string) =>
    JSON.stringify({ name: 'own', records: [name], columns: { entry_id: 'ref', time: 'at' } });

  it('by another mapping has more entries, and otherwise changes nothing', async () => {
    const caseFile = workspace.path('again.casebound');
    const document = JSON.stringify({ old: records(0, 3), fresh: records(2, 6) });
    const file = workspace.write('again.json.gz', gzipSync(document));
    const old = workspace.write('old.json', mapped('old'));
    const fresh = workspace.write('fresh.json', mapped('fresh'));
    await caseboundJson<ImportResult>(['import', caseFile, file, '--mapping', old]);
    const before = caseContents(caseFile);
    const nothing = await caseboundJson<{ source: SourceInfo | null }>([
      'quarantine',
      caseFile,
      '1',
      '--reread',
    ]);
    expect(nothing.source).toBeNull();
    const { source } = await caseboundJson<{ source: SourceInfo | null }>([
      ...['quarantine', caseFile, '1', '--reread', '--mapping', fresh],
    ]);
    expect(source).toMatchObject({ rereadOf: 1, entries: 3, duplicates: 1 });
    expect(caseContents(caseFile)).not.toBe(before);
    expect(await verify(caseFile)).toMatchObject({ ok: true });
    const { stdout } = await casebound(['query', caseFile, 'source:2', '--format', 'ndjson']);
    expect(
      stdout
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).ref),
    ).toEqual(['r3', 'r4', 'r5']);
  });

  it('is named, or refused', async () => {
    const caseFile = workspace.path('again.casebound');
    const { code, stderr } = await casebound(['quarantine', caseFile, '--reread']);
    expect(stderr).toContain('casebound: INVALID_INPUT: --reread needs one source');
    expect(code).toBe(2);
  });
});

describe('an import of a zip that is stopped', () => {
  const small = workspace.trail('small.ndjson', 300);
  const large = readFileSync(workspace.trail('large.ndjson', 60_000));
  const zip = workspace.write(
    'large.zip',
    makeZip([
      { name: 'a.ndjson', content: readFileSync(small) },
      { name: 'b.ndjson', content: large, deflated: true },
      { name: 'c.gz', content: gzipSync(large) },
    ]),
  );

  /** Stops an import once it writes, and a little later each time. */
  async function stopped(folder: string, delay: number): Promise<number | null> {
    const there = readdirSync(folder).length;
    const child = startCasebound(['import', `${folder}/case.casebound`, zip]);
    const end = ended(child);
    while (readdirSync(folder).length === there && child.exitCode === null) await sleep(10);
    await sleep(delay);
    child.kill('SIGINT');
    return end;
  }

  it('by Ctrl+C ends with 130, and the case is as before', async () => {
    const folder = workspace.path('stopped');
    const caseFile = `${folder}/case.casebound`;
    mkdirSync(folder);
    expect(await stopped(folder, 300)).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
    await importInto(caseFile, small);
    const before = caseContents(caseFile);
    for (const delay of [0, 300, 600]) {
      expect(await stopped(folder, delay)).toBe(130);
      expect(caseContents(caseFile)).toBe(before);
    }
    expect(await verify(caseFile)).toMatchObject({ ok: true });
  });

  it('by a full disk says so, and the case is as before', async () => {
    using volume = new SmallVolume(workspace.path('volume'), 4);
    const caseFile = `${volume.directory}/case.casebound`;
    await importInto(caseFile, small);
    const before = caseContents(caseFile);
    for (const into of [caseFile, `${volume.directory}/fresh.casebound`]) {
      const outcome = await casebound(['import', into, zip], { shell: volume.limit });
      expect(outcome.stderr).toMatch(/^casebound: DISK_FULL: /);
      expect(outcome.code).toBe(2);
    }
    expect(await verify(caseFile)).toMatchObject({ ok: true });
    expect(caseContents(caseFile)).toBe(before);
    expect(existsSync(`${volume.directory}/fresh.casebound`)).toBe(false);
  });
});
