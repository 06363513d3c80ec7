/** What a session keeps of its case saves time, and is needed for nothing. */
import { mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, expect, it } from 'vitest';
import { generateKey } from '../../engine/keys/generate-key.ts';
import { createSession } from '../../engine/session/session.ts';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { casebound, importInto } from './casebound.ts';
import { SmallVolume } from './small-volume.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
const source = workspace.trail('trail.ndjson', 40);
const passphrase = 'a test passphrase';
const key = generateKey({ out: workspace.path('signer.key'), passphrase }).path;
const temporary = process.env['TMPDIR'];
const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
});
afterAll(() => workspace[Symbol.dispose]());

/** A new case, open in a session whose folder for temporary files is another. */
async function opened(name: string, folder: string) {
  const path = workspace.path(`${name}.casebound`);
  await importInto(path, source);
  process.env['TMPDIR'] = folder;
  const session = createSession();
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  closings.push(async () => {
    client.close();
    await session.dispose();
  });
  await client.call('case.open', { path, mode: 'full' });
  return {
    verify: () => client.job('verify.run', { reuse: 'unchanged' }),
    verifyBy: (state: string) => client.job('verify.run', { state }),
    verifyExport: () => client.job('verify.run', { path: source, reuse: 'unchanged' }),
    seal: () =>
      client.job('seal.run', {
        scope: { query: 'product:*' },
        number: 1,
        key,
        passphrase,
        out: workspace.path(`${name}.zip`),
        integrityReason: 'known',
      }),
  };
}

async function doesAll(matter: Awaited<ReturnType<typeof opened>>): Promise<void> {
  for (const report of [await matter.verify(), await matter.verifyExport()])
    expect(report.axes.filter(({ status }) => status === 'fail')).toEqual([]);
  expect((await matter.seal()).entries).toBe(40);
}

it('verifies and seals where there is no folder for temporary files', async () => {
  await doesAll(await opened('absent', workspace.path('absent')));
  await doesAll(await opened('file', workspace.write('a-file', '')));
});

it('needs no such folder for a command', async () => {
  const environment = { TMPDIR: workspace.path('absent') };
  const path = workspace.path('command.casebound');
  expect(await casebound(['import', path, source], { environment })).toMatchObject({ code: 0 });
  expect(await casebound(['verify', path], { environment })).toMatchObject({ code: 0 });
});

it('verifies and seals where that folder is full, from the beginning or later', async (context) => {
  const volume = new SmallVolume(workspace.path('volume'), 1);
  closings.push(async () => volume[Symbol.dispose]());
  if (!volume.mounted) context.skip();
  const fill = () => {
    const { bavail, bsize } = statfsSync(volume.directory);
    writeFileSync(join(volume.directory, `filling-${bavail}`), Buffer.alloc(bavail * bsize));
  };
  const matter = await opened('filling', volume.directory);
  await matter.verify();
  fill();
  await doesAll(matter);
  await doesAll(await opened('full', volume.directory));
});

it('verifies and seals while what is kept is held by another', async () => {
  const folder = workspace.path('temporary');
  mkdirSync(folder);
  const matter = await opened('held', folder);
  await matter.verify();
  const name = readdirSync(folder).find((each) => each.endsWith('.state'));
  const state = join(folder, name as string);
  const holder = new Database(state);
  closings.push(async () => void holder.close());
  holder.exec('BEGIN EXCLUSIVE');
  await doesAll(matter);
  // Of one that a person names, that is told.
  await expect(matter.verifyBy(state)).rejects.toThrow('another verification is writing it');
});
