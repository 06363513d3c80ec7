import { copyFileSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuarantinedSpan } from '../../shared/domain/case.ts';
import {
  casebound,
  caseboundJson,
  ended,
  importInto,
  type Outcome,
  startCasebound,
  verify,
} from './casebound.ts';
import { SmallVolume } from './small-volume.ts';
import { caseContents, fileSha256, Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const trail = workspace.trail('trail.ndjson', 300);
const healthy = workspace.path('healthy.casebound');
let healthyContents = '';
beforeAll(async () => {
  await importInto(healthy, trail);
  healthyContents = caseContents(healthy);
});

/** One line, with its code, and exit 2. */
function refused(outcome: Outcome, code: string): void {
  expect(outcome.stderr).toMatch(new RegExp(`^casebound: ${code}: .+; .+\n$`));
  expect(outcome.code).toBe(2);
  expect(outcome.stdout.length).toBe(0);
}

async function healthyUnharmed(): Promise<void> {
  expect(caseContents(healthy)).toBe(healthyContents);
  expect((await verify(healthy)).ok).toBe(true);
}

describe('an input that is no trail', () => {
  const binary = Buffer.from(Array.from({ length: 65_536 }, (_, i) => (i * 7919) % 256));
  it.each<[what: string, make: () => string, code: string]>([
    ['a wrong path', () => workspace.path('nowhere.ndjson'), 'FILE_UNREADABLE'],
    [
      'an empty file',
      () => workspace.write('empty.ndjson', ''),
      'INVALID_INPUT|FILE_UNREADABLE|FORMAT_UNKNOWN',
    ],
    ['an empty directory', () => emptyDirectory(), 'INVALID_INPUT|FILE_UNREADABLE|FORMAT_UNKNOWN'],
    ['a binary', () => workspace.write('picture.bin', binary), 'FORMAT_UNKNOWN'],
    [
      'text without structure',
      () => workspace.write('letter.txt', 'Dear Sir or Madam,\nplease find attached.\n'),
      'FORMAT_UNKNOWN',
    ],
  ])('%s is refused, and the case unharmed', async (_what, make, code) => {
    const path = make();
    refused(await casebound(['import', healthy, path]), `(${code})`);
    await healthyUnharmed();
    const fresh = workspace.path('fresh.casebound');
    refused(await casebound(['import', fresh, path]), `(${code})`);
    expect(existsSync(fresh)).toBe(false);
    refused(await casebound(['verify', path]), `(${code})`);
  });

  function emptyDirectory(): string {
    const path = workspace.path('folder');
    mkdirSync(path, { recursive: true });
    return path;
  }
});

it('a command that there is not is told in one line, with those that there are', async () => {
  const outcome = await casebound(['verifi']);
  refused(outcome, 'INVALID_INPUT');
  expect(outcome.stderr).toMatch(/'verifi' \(Did you mean verify\?\); use one of: new, .*, verify, /);
  const within = await casebound(['signers', 'ad']);
  refused(within, 'INVALID_INPUT');
  expect(within.stderr).toMatch(/; use one of: list, add, remove$/m);
});

it.each<[args: string[], message: string]>([
  [['import'], "missing required argument 'case'; see casebound import --help"],
  [['verify', '--x'], "unknown option '--x'; see casebound verify --help"],
  [
    ['query', 'matter.casebound', '-x'],
    "unknown option '-x'; see casebound query --help; a query that begins with a dash goes behind -- or in parentheses",
  ],
  [['annotations', 'export'], "missing required argument 'case'; see casebound annotations export --help"],
  [['signers', 'add'], "missing required argument 'name'; see casebound signers add --help"],
])('a wrong use of %j names the help of that command', async (args, message) => {
  const outcome = await casebound(args);
  refused(outcome, 'INVALID_INPUT');
  expect(outcome.stderr).toBe(`casebound: INVALID_INPUT: ${message}\n`);
});

describe('a path that cannot be looked at', () => {
  const circle = workspace.path('circle');
  beforeAll(() => symlinkSync('circle', circle));
  const unreadable = `${circle} cannot be read: its links lead in a circle`;
  const unwritable = `${circle} cannot be written: its links lead in a circle`;
  it.each<[args: string[], message: string]>([
    [['verify', circle], unreadable],
    [['info', circle], unreadable],
    [['query', healthy, '--out', circle], unwritable],
    [['verify', healthy, '--state', circle], unwritable],
  ])('is not said to be missing: %j', async (args, message) => {
    const outcome = await casebound(args);
    refused(outcome, 'FILE_UNREADABLE');
    expect(outcome.stderr).toContain(message);
  });

  it('is not written to', async () => {
    const outcome = await casebound(['annotations', 'export', healthy, circle]);
    refused(outcome, 'INVALID_INPUT');
    expect(outcome.stderr).toContain(`a file already stands at ${circle}; `);
  });
});

describe('an output that takes no more', () => {
  it('is told where no room is left', async () => {
    const outcome = await casebound(['info', healthy], { shell: 'exec >/dev/full' });
    refused(outcome, 'DISK_FULL');
    expect(outcome.stderr).toMatch(/; what the command changed before stays changed$/m);
  });

  it.each(['ndjson', 'csv', 'xlsx'])('is told where no room is left for a file: %s', async (format) => {
    const out = workspace.path(`room.${format}`);
    const args = ['query', healthy, '--format', format, '--out', out];
    refused(await casebound(args, { shell: 'ulimit -f 8' }), 'DISK_FULL');
    expect(existsSync(out)).toBe(false);
  });

  it.each<[stream: 'stdout' | 'stderr', args: (broken: string) => string[], code: number]>([
    ['stdout', (broken) => ['verify', broken], 1],
    ['stdout', () => ['query', healthy], 0],
    ['stderr', () => ['info', workspace.path('nowhere')], 2],
  ])('for its reader is gone (%s) leaves the exit code as it is: %#', async (stream, args, code) => {
    const child = startCasebound(args(workspace.sample().produced));
    child[stream]?.destroy();
    child[stream === 'stdout' ? 'stderr' : 'stdout']?.resume();
    expect(await ended(child)).toBe(code);
  });
});

describe('an input that is broken in part', () => {
  it('a truncated JSON array keeps every whole entry and locates the rest', async () => {
    const whole = workspace.sample().reexport;
    const bytes = readFileSync(whole).subarray(0, -200);
    const truncated = workspace.write('truncated.json', bytes);
    const caseFile = workspace.path('truncated.casebound');
    const { sources } = await importInto(caseFile, truncated);
    const last = bytes.lastIndexOf('\n  {') + 3;
    const records = JSON.parse(readFileSync(whole, 'utf8')).length;
    expect(sources).toMatchObject([{ entries: records - 1, quarantined: 1, duplicates: 0 }]);
    const spans = await caseboundJson<{ quarantined: QuarantinedSpan[] } | QuarantinedSpan[]>([
      'quarantine',
      caseFile,
    ]);
    expect(JSON.stringify(spans)).toContain(`"offset":${last}`);
    await extractsAs(caseFile, truncated);
  });

  it('a line of 200 MB costs neither the lines around it nor the memory', async () => {
    const path = workspace.path('long.ndjson');
    const lines = readFileSync(trail, 'utf8').split('\n').slice(0, 2);
    const file = openSync(path, 'w');
    writeSync(file, `${lines[0]}\n{"log_id":"long","result":{"reviewer_note":"`);
    const mebibyte = 'a long remark. '.repeat(70_000).slice(0, 1 << 20);
    for (let n = 0; n < 200; n++) writeSync(file, mebibyte);
    writeSync(file, `"}}\n${lines[1]}\n`);
    const caseFile = workspace.path('long.casebound');
    const { sources } = await importInto(caseFile, path);
    const [source] = sources;
    expect((source?.entries ?? 0) + (source?.quarantined ?? 0)).toBe(3);
    expect(source?.entries).toBeGreaterThanOrEqual(2);
    expect((await verify(caseFile)).ok).toBe(true);
    await extractsAs(caseFile, path);
  });

  async function extractsAs(caseFile: string, original: string): Promise<void> {
    const out = `${original}.extracted`;
    expect(await casebound(['extract', caseFile, '1', '--out', out])).toMatchObject({ code: 0 });
    expect(await fileSha256(out)).toBe(await fileSha256(original));
  }
});

describe('a case file that cannot be used', () => {
  it('from a newer version is refused, not guessed at', async () => {
    const future = copyOfHealthy('future.casebound');
    const db = new Database(future);
    db.pragma('user_version = 9999');
    db.close();
    await isRefusedAndLeft(future, 'CASE_FROM_FUTURE');
  });

  it('that is not SQLite is refused', async () => {
    await isRefusedAndLeft(
      workspace.write('text.casebound', 'not a database at all\n'.repeat(500)),
      'CASE_CORRUPT|FORMAT_UNKNOWN',
    );
  });

  it('that is a database of something else is refused', async () => {
    const path = workspace.path('other.casebound');
    const db = new Database(path);
    db.exec('CREATE TABLE contact (name TEXT)');
    db.close();
    await isRefusedAndLeft(path, 'CASE_CORRUPT|FORMAT_UNKNOWN|CASE_NOT_FOUND');
  });

  it('that another program holds is refused, and used again once it is free', async () => {
    const locked = copyOfHealthy('locked.casebound');
    const db = new Database(locked);
    db.exec('BEGIN EXCLUSIVE');
    refused(await casebound(['import', locked, trail]), 'CASE_LOCKED');
    db.exec('ROLLBACK');
    db.close();
    expect(caseContents(locked)).toBe(healthyContents);
    expect((await casebound(['import', locked, trail])).code).toBe(0);
  });

  it('that is not there is refused by every command that reads', async () => {
    const nowhere = workspace.path('nowhere.casebound');
    for (const args of [
      ['query', nowhere],
      ['facets', nowhere],
      ['info', nowhere],
      ['verify', nowhere],
      ['extract', nowhere, '1', '--out', workspace.path('x')],
    ]) {
      refused(await casebound(args), '(CASE_NOT_FOUND|FILE_UNREADABLE)');
    }
    expect(existsSync(nowhere)).toBe(false);
  });

  function copyOfHealthy(name: string): string {
    copyFileSync(healthy, workspace.path(name));
    return workspace.path(name);
  }

  async function isRefusedAndLeft(path: string, code: string): Promise<void> {
    const before = await fileSha256(path);
    for (const args of [
      ['import', path, trail],
      ['verify', path],
      ['query', path],
      ['info', path],
    ]) {
      refused(await casebound(args), `(${code})`);
    }
    expect(await fileSha256(path)).toBe(before);
  }
});

describe('a disk that is full', () => {
  it('is told as such, and the case is as before', async () => {
    const big = workspace.trail('big.ndjson', 60_000);
    using volume = new SmallVolume(workspace.path('volume'), 4);
    const caseFile = join(volume.directory, 'case.casebound');
    await importInto(caseFile, trail);
    const before = caseContents(caseFile);
    refused(await casebound(['import', caseFile, big], { shell: volume.limit }), 'DISK_FULL');
    expect((await verify(caseFile)).ok).toBe(true);
    expect(caseContents(caseFile)).toBe(before);
    const fresh = join(volume.directory, 'fresh.casebound');
    refused(await casebound(['import', fresh, big], { shell: volume.limit }), 'DISK_FULL');
    expect(existsSync(fresh)).toBe(false);
  });
});
