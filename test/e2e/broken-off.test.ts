/** What writes to a case or beside it, killed at any moment or on a full disk: the case is as it was or as it was to be, and so is the file. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TimestampAuthority } from '../../engine/seal/testing/timestamp-authority.ts';
import { unpack } from '../../engine/seal/testing/unpack.ts';
import { seeded } from '../../samples/random.ts';
import { paths } from '../../shared/pack/layout.ts';
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
import { Workspace } from './workspace.ts';

const kills = Number(process.env['CASEBOUND_KILLS'] ?? 3);
const timeout = 120_000 + kills * 40_000;

const workspace = new Workspace();
/** A case with a note, a pack of it, and whatever the commands are given. */
const matter = workspace.path('matter');
const environment = { CASEBOUND_PASSPHRASE: 'a test passphrase' };

interface Broken {
  readonly what: string;
  /** Within a folder that is a copy of the matter. */
  readonly command: (folder: string) => readonly string[];
  /** What is written beside the case; it is whole wherever it stands. */
  readonly out?: string;
}

const inside = (folder: string, command: readonly string[]) =>
  command.map((part) => part.replace(/^@/, `${folder}/`));
const doing = (what: string, command: readonly string[], out?: string): Broken => ({
  what,
  command: (folder) => inside(folder, command),
  ...(out === undefined ? {} : { out }),
});

const all: readonly Broken[] = [
  doing('an annotation', ['annotate', '@case.casebound', '--query', '', '--note', 'new', '--author', 'B']),
  doing('annotations of another copy', ['annotations', 'import', '@case.casebound', '@annotations']),
  doing('a receipt', ['checkpoint', '@case.casebound', '--out', '@receipt'], 'receipt'),
  doing(
    'a table in place of another',
    ['query', '@case.casebound', '', '--format', 'csv', '--out', '@table.csv', '--record'],
    'table.csv',
  ),
  doing(
    'a pack',
    ['seal', '@case.casebound', '--query', 'product:*', '--key', '@key', '--out', '@new.zip'],
    'new.zip',
  ),
  doing('a timestamp', ['timestamp', '@pack.zip', '--response', '@answer.tsr'], 'pack.zip'),
];

const run = (command: readonly string[]): Promise<Outcome> => casebound(command, { environment });

beforeAll(async () => {
  mkdirSync(matter);
  const made = async (command: readonly string[]) =>
    expect(await run(inside(matter, command))).toMatchObject({ code: 0, stderr: '' });
  await importInto(join(matter, 'case.casebound'), workspace.trail('trail.ndjson', 3000));
  await made(['annotate', '@case.casebound', '--query', '', '--note', 'kept', '--author', 'A']);
  await made(['keygen', '--out', '@key']);
  const others = workspace.path('others.casebound');
  copyFileSync(join(matter, 'case.casebound'), others);
  for (let n = 0; n < 3; n++)
    await made(['annotate', others, '--query', '', '--note', `other ${n}`, '--author', 'C']);
  await made(['annotations', 'export', others, '@annotations']);
  await made(['seal', '@case.casebound', '--query', 'product:*', '--key', '@key', '--out', '@pack.zip']);
  const unpacked = workspace.path('unpacked.zip');
  copyFileSync(join(matter, 'pack.zip'), unpacked);
  mkdirSync(workspace.path('authority'));
  const authority = new TimestampAuthority(workspace.path('authority'));
  const request = readFileSync(join(unpack(unpacked), paths.timestampRequest));
  writeFileSync(join(matter, 'answer.tsr'), authority.answer(request));
  writeFileSync(join(matter, 'table.csv'), 'before');
}, 180_000);
afterAll(() => workspace[Symbol.dispose]());

/** The case opens and verifies, its note is there, and what stands at the file's name is whole. */
async function isWhole(folder: string, { out }: Broken, when: string): Promise<void> {
  const file = join(folder, 'case.casebound');
  expect((await verify(file)).ok, when).toBe(true);
  const { matched } = await caseboundJson<{ matched: number }>(['query', file, 'note:kept', '--limit', '1']);
  expect(matched, when).toBe(3000);
  const path = join(folder, out ?? '');
  if (out === undefined || !existsSync(path)) return;
  if (out.endsWith('.zip')) expect((await verify(path)).ok, when).toBe(true);
  else if (out === 'receipt')
    expect(await run(['verify', file, '--checkpoint', path])).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('casebound: '),
    });
  else {
    const text = readFileSync(path, 'utf8');
    expect(text === 'before' || text.trimEnd().split('\r\n').length === 3001, when).toBe(true);
  }
}

describe.each(all)('$what', (broken) => {
  it('is there whole or not at all when it is killed, and can be done again', { timeout }, async () => {
    const random = seeded(broken.what.length);
    const first = workspace.path('first');
    cpSync(matter, first, { recursive: true });
    let started = performance.now();
    expect(await run(broken.command(first))).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('casebound: '),
    });
    let duration = performance.now() - started;
    await isWhole(first, broken, 'not killed');
    rmSync(first, { recursive: true });
    for (let n = 0; n < kills; n++) {
      const folder = workspace.path('killed');
      cpSync(matter, folder, { recursive: true });
      // What happens while modules are loaded is the same for all: later moments are more telling.
      const delay = duration * (0.3 + (0.7 * (n + random.next())) / kills);
      started = performance.now();
      const child = startCasebound(broken.command(folder), { environment });
      const end = ended(child);
      await Promise.race([end, sleep(delay)]);
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      if ((await end) !== null) duration = Math.min(duration, performance.now() - started);
      await isWhole(folder, broken, `killed after ${delay} ms`);
      if (broken.out === undefined || broken.out === 'table.csv' || !existsSync(join(folder, broken.out)))
        expect(await run(broken.command(folder))).toMatchObject({
          code: 0,
          stderr: expect.not.stringContaining('casebound: '),
        });
      await isWhole(folder, broken, `again, after it was killed after ${delay} ms`);
      rmSync(folder, { recursive: true });
    }
  });

  it('is refused where the disk is full, and the rest is as it was', { timeout }, async (context) => {
    using volume = new SmallVolume(workspace.path(broken.what), 32);
    if (!volume.mounted) context.skip();
    const folder = join(volume.directory, 'matter');
    cpSync(matter, folder, { recursive: true });
    const filling = join(volume.directory, 'filling');
    for (const left of [0, 8, 40]) {
      const { bavail, bsize } = statfsSync(volume.directory);
      writeFileSync(filling, Buffer.alloc(bavail * bsize - left * 1024));
      const { code, stderr } = await run(broken.command(folder));
      if (code !== 0) expect(stderr).toContain('DISK_FULL');
      await isWhole(folder, broken, `with ${left} KiB left`);
      rmSync(filling);
    }
    if (broken.out !== 'receipt' || !existsSync(join(folder, 'receipt')))
      expect(await run(broken.command(folder))).toMatchObject({
        code: 0,
        stderr: expect.not.stringContaining('casebound: '),
      });
    await isWhole(folder, broken, 'with room again');
  });
});
