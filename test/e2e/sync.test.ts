import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../samples/random.ts';
import type { CaseInfo } from '../../shared/domain/case.ts';
import type { Acquisition, ConnectionTest, SyncResult } from '../../shared/domain/sync.ts';
import { syncSystems } from '../../shared/domain/sync.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { PackSources } from '../../shared/pack/lines.ts';
import { at, status } from '../servers/faults.ts';
import { VendorServer } from '../servers/server.ts';
import { vendorEntry, vendors, vendorTrail } from '../servers/trails.ts';
import { casebound, caseboundJson, ended, importInto, startCasebound, verify } from './casebound.ts';
import { SmallVolume } from './small-volume.ts';
import { Workspace } from './workspace.ts';

/** How often a sync is killed; more by CASEBOUND_KILLS. */
const kills = Number(process.env['CASEBOUND_KILLS'] ?? 3);

const period = ['--from', '2025-11-01', '--to', '2025-12-31'];
const optionsOf = (system: string, server: VendorServer) => ['--system', system, '--base-url', server.url];

describe('casebound sync', () => {
  it('acquires from all four systems into one case, with the key of a file', async () => {
    using workspace = new Workspace();
    const caseFile = workspace.path('matter.casebound');
    for (const [n, system] of syncSystems.entries()) {
      await using server = await VendorServer.start(vendors[system], vendorTrail(system, 342));
      const keyFile = workspace.write('key', `${server.key}\n`);
      const { sources } = await caseboundJson<SyncResult>([
        ...['sync', caseFile, ...optionsOf(system, server), ...period, '--api-key-file', keyFile],
      ]);
      expect(sources).toHaveLength(1);
      expect(sources[0]).toMatchObject({
        id: n + 1,
        system,
        entries: 342,
        complete: true,
        requests: server.asked.length,
        reported: system === 'indigiarmor' ? 342 : null,
      });
    }
    expect(await verify(caseFile)).toMatchObject({ ok: true, findings: [] });
    expect(readdirSync(workspace.directory).sort()).toEqual(['key', 'matter.casebound']);
  });

  it('ends with 1 where completeness is not proven, and says why', async () => {
    using workspace = new Workspace();
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 20));
    const { code, stdout } = await casebound(
      [
        'sync',
        workspace.path('m.casebound'),
        ...optionsOf('verbitas', server),
        ...period,
        '--filter',
        'format=ndjson',
      ],
      { environment: { CASEBOUND_API_KEY: server.key } },
    );
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/entries +20[\s\S]*complete +not proven: an answer as NDJSON/);
  });

  it.each([
    ['a wrong key', ['--system', 'verbitas'], 'wrong-key-0123456789', 'AUTH_REJECTED'],
    ['no key', ['--system', 'verbitas'], undefined, 'INVALID_INPUT'],
    ['a system without an API', ['--system', 'deepintshield'], 'key-0123456789', 'INVALID_INPUT'],
    [
      'an unknown filter',
      ['--system', 'verbitas', '--filter', 'tier=red'],
      'key-0123456789',
      'INVALID_INPUT',
    ],
  ])('with %s ends with 2', async (_name, options, key, errorCode) => {
    using workspace = new Workspace();
    await using server = await VendorServer.start(vendors.verbitas, []);
    const { code, stderr } = await casebound(
      ['sync', workspace.path('m.casebound'), '--base-url', server.url, ...options],
      { environment: { CASEBOUND_API_KEY: key } },
    );
    expect(stderr).toMatch(new RegExp(`^casebound: ${errorCode}: `));
    expect(code).toBe(2);
    if (key !== undefined) expect(stderr).not.toContain(key);
    expect(readdirSync(workspace.directory)).toEqual([]);
  });

  it('refused before anything came, leaves nothing to go on with in a case that was there', async () => {
    using workspace = new Workspace();
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 3));
    const caseFile = workspace.path('m.casebound');
    expect((await casebound(['new', caseFile, '--title', 'Matter'])).code).toBe(0);
    const sync = ['sync', caseFile, ...optionsOf('verbitas', server), ...period];
    const refused = await casebound(sync, { environment: { CASEBOUND_API_KEY: 'wrong-key-0123456789' } });
    expect(refused.code).toBe(2);
    expect(await caseboundJson<Acquisition[]>(['sync', caseFile, '--list'])).toEqual([]);
    expect((await casebound(sync, { environment: { CASEBOUND_API_KEY: server.key } })).code).toBe(0);
  });

  it('tests a connection without a case', async () => {
    using workspace = new Workspace();
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 3));
    const keyFile = workspace.write('key', server.key);
    const tested = await caseboundJson<ConnectionTest>([
      ...[
        'sync',
        workspace.path('m.casebound'),
        ...optionsOf('indigiarmor', server),
        '--test',
        '--api-key-file',
        keyFile,
      ],
    ]);
    expect(tested).toMatchObject({ origin: server.url, status: 200, reported: 0 });
    expect(readdirSync(workspace.directory)).toEqual(['key']);
  });
});

it('goes on after an interruption; what is not done is listed, kept or dropped', async () => {
  using workspace = new Workspace();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 200));
  const caseFile = workspace.path('matter.casebound');
  const environment = { CASEBOUND_API_KEY: server.key };
  const sync = ['sync', caseFile, ...optionsOf('verbitas', server), ...period, '--filter', 'limit=50'];
  server.fault = at([3], status(401));
  expect((await casebound(sync, { environment })).code).toBe(2);
  const [open] = await caseboundJson<Acquisition[]>(['sync', caseFile, '--list']);
  expect(open).toMatchObject({ id: 1, source: null, complete: null, records: 100 });
  expect(await verify(caseFile)).toMatchObject({ ok: true });
  // Kept as it is, it is an incomplete source.
  const { sources } = await caseboundJson<SyncResult>(['sync', caseFile, '--keep', '1'], 1);
  expect(sources[0]).toMatchObject({ id: 1, entries: 100, complete: false });
  server.fault = at([5], status(401));
  expect((await casebound(sync, { environment })).code).toBe(2);
  expect((await casebound(['sync', caseFile, '--discard', '2'])).code).toBe(0);
  server.fault = null;
  expect((await casebound(sync, { environment })).code).toBe(0);
  const info = await caseboundJson<CaseInfo>(['info', caseFile]);
  expect(info.counts.entries).toBe(200);
  expect(await verify(caseFile)).toMatchObject({ ok: true, findings: [] });
});

it('killed at any moment goes on behind the last answer, and has the same entries in the end', {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  using workspace = new Workspace();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 6000));
  // Slow enough to be killed on the way.
  server.fault = ({ next }) => void setTimeout(next, 10);
  const environment = { CASEBOUND_API_KEY: server.key };
  const sync = (caseFile: string) => [
    ...['sync', caseFile, ...optionsOf('verbitas', server), ...period, '--filter', 'limit=100', '--json'],
  ];
  const whole = workspace.path('whole.casebound');
  const began = performance.now();
  expect((await casebound(sync(whole), { environment })).code).toBe(0);
  const duration = performance.now() - began;
  const expected = contents(whole);
  const random = seeded(81);
  let onTheWay = 0;
  for (let n = 0; n < kills; n++) {
    const caseFile = workspace.path(`killed-${n}.casebound`);
    const child = startCasebound(sync(caseFile), { environment });
    const end = ended(child);
    await Promise.race([end, sleep(random.next() * duration)]);
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    if ((await end) === null) onTheWay++;
    const before = server.asked.length;
    const { code, stdout } = await casebound(sync(caseFile), { environment });
    expect(code).toBe(0);
    const { sources } = JSON.parse(stdout.toString()) as SyncResult;
    expect(sources[0]).toMatchObject({ complete: true });
    // What is committed is not asked for again.
    expect(server.asked.length - before).toBeLessThanOrEqual(61);
    expect(contents(caseFile)).toEqual(expected);
    if (n === 0) expect(await verify(caseFile)).toMatchObject({ ok: true, findings: [] });
  }
  expect(onTheWay).toBeGreaterThan(0);
});

it('on a full disk is refused, leaves the case as it was, and goes on once there is room', async (context) => {
  using workspace = new Workspace();
  using volume = new SmallVolume(workspace.path('volume'), 16);
  if (!volume.mounted) context.skip();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 2000));
  const environment = { CASEBOUND_API_KEY: server.key };
  const caseFile = join(volume.directory, 'matter.casebound');
  const sync = ['sync', caseFile, ...optionsOf('verbitas', server), ...period, '--filter', 'limit=100'];
  await importInto(caseFile, workspace.trail('before.ndjson', 50));
  const filling = join(volume.directory, 'filling');
  for (const left of [0, 60, 300]) {
    const { bavail, bsize } = statfsSync(volume.directory);
    writeFileSync(filling, Buffer.alloc(bavail * bsize - left * 1024));
    const { code, stderr } = await casebound(sync, { environment });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('DISK_FULL') });
    expect(await verify(caseFile), `with ${left} KiB left`).toMatchObject({ ok: true });
    expect((await caseboundJson<CaseInfo>(['info', caseFile])).counts.entries).toBe(50);
    rmSync(filling);
  }
  expect(await casebound(sync, { environment })).toMatchObject({ code: 0 });
  expect((await caseboundJson<CaseInfo>(['info', caseFile])).counts.entries).toBe(2050);
  expect(await verify(caseFile)).toMatchObject({ ok: true, findings: [] });
  expect(readdirSync(volume.directory)).toEqual(['matter.casebound']);
});

it('followed, takes in what comes until it is stopped', async () => {
  using workspace = new Workspace();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 10));
  const caseFile = workspace.path('matter.casebound');
  const child = startCasebound(
    ['sync', caseFile, ...optionsOf('verbitas', server), '--from', '2025-11-01', '--follow', '1', '--json'],
    { environment: { CASEBOUND_API_KEY: server.key } },
  );
  const said: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => said.push(piece));
  const end = ended(child);
  await until(() => entriesIn(caseFile) === 10);
  // The service is away for a while, and back.
  const asked = server.asked.length;
  server.fault = status(503);
  await until(() => server.asked.length >= asked + 4);
  server.fault = null;
  server.entries = [...server.entries, vendorEntry('verbitas', 500, Date.now() - 1000)];
  await until(() => entriesIn(caseFile) === 11);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  expect(await end).toBe(0);
  const { sources } = JSON.parse(Buffer.concat(said).toString()) as SyncResult;
  expect(sources.map(({ entries }) => entries)).toEqual([10, 1]);
});

it('leaves the key in no file, no output and no argument', async () => {
  using workspace = new Workspace();
  await using server = await VendorServer.start(vendors.itsreal, vendorTrail('itsreal', 150));
  const caseFile = workspace.path('matter.casebound');
  const keyFile = workspace.write('key', server.key);
  const passphrase = workspace.write('passphrase', 'correct horse');
  server.fault = at([2], status(429, { 'Retry-After': '0' }));
  const args = ['sync', caseFile, ...optionsOf('itsreal', server), ...period, '--api-key-file', keyFile];
  const lines: string[] = [];
  server.fault = ({ n, next }) => {
    if (n === 2) lines.push(...commandLines());
    next();
  };
  const synced = await casebound(args);
  expect(synced.code).toBe(0);
  expect(lines.some((line) => line.includes(caseFile))).toBe(true);
  expect(lines.join('\n')).not.toContain(server.key);
  const key = workspace.path('signing.pem');
  expect((await casebound(['keygen', '--out', key, '--passphrase-file', passphrase])).code).toBe(0);
  const pack = ['--query', 'product:frame_detect', '--key', key, '--passphrase-file', passphrase];
  expect((await casebound(['seal', caseFile, ...pack, '--out', workspace.path('pack.zip')])).code).toBe(0);
  expect((await casebound(['verify', workspace.path('pack.zip')])).code).toBe(0);
  const described = JSON.parse(
    execFileSync('unzip', ['-p', workspace.path('pack.zip'), '*/data/sources.json']).toString(),
  ) as PackSources;
  const acquisition = described.sources[0]?.acquisition;
  if (acquisition === undefined) throw new Error('the pack does not tell of the acquisition');
  const { listed, ...stated } = acquisition;
  expect(stated).toMatchObject({ origin: server.url, complete: true, requests: server.asked.length });
  const requests = listed.map((request) => `${canonicalize(request)}\n`).join('');
  expect(hash('sha256', requests)).toBe(stated.requestsSha256);
  const unpacked = await casebound(['info', caseFile]);
  expect(`${synced.stdout}${synced.stderr}${unpacked.stdout}`).not.toContain(server.key);
  for (const name of readdirSync(workspace.directory)) {
    if (name === 'key') continue;
    expect(readFileSync(join(workspace.directory, name)).includes(server.key), name).toBe(false);
  }
  const db = new Database(caseFile, { readonly: true });
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  for (const table of tables)
    expect(JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).all()), table).not.toContain(server.key);
  db.close();
});

/** Of every process that runs now. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return [];
      }
    });
}

function contents(caseFile: string): string[] {
  const db = new Database(caseFile, { readonly: true });
  try {
    return db.prepare<[], string>('SELECT content FROM entry ORDER BY content').pluck().all();
  } finally {
    db.close();
  }
}

/** -1 where there is no case that can be read yet. */
function entriesIn(caseFile: string): number {
  try {
    const db = new Database(caseFile, { readonly: true, fileMustExist: true });
    try {
      return db.prepare<[], number>('SELECT count(*) FROM entry_row').pluck().get() ?? -1;
    } finally {
      db.close();
    }
  } catch {
    return -1;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(100);
}
