/** Where a path leads through a link: what is replaced is the file at its end, and a link to nothing is a place that is taken. */
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { casebound, importInto, verify } from './casebound.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
const caseFile = workspace.path('m.casebound');
const key = workspace.path('signer.key');
const nowhere = workspace.path('nowhere');
const environment = { CASEBOUND_PASSPHRASE: 'a test passphrase' };

beforeAll(async () => {
  await importInto(caseFile, workspace.trail('trail.ndjson', 20));
  expect((await casebound(['keygen', '--out', key], { environment })).code).toBe(0);
  symlinkSync(nowhere, workspace.path('dangling'));
});
afterAll(() => workspace[Symbol.dispose]());

it.each([[[]], [['--record']]])(
  'a table takes the place of the file that a link leads to, %j',
  async (options) => {
    const folder = `tables${options.length}`;
    mkdirSync(workspace.path(folder));
    const table = workspace.write(`${folder}/latest.csv`, 'what stood there');
    const link = workspace.path(`${folder}.csv`);
    symlinkSync(table, link);
    const query = ['query', caseFile, 'product:*', '--format', 'csv', '--out', link, ...options];
    expect(await casebound(query)).toMatchObject({ code: 0 });
    expect(readlinkSync(link)).toBe(table);
    expect(readFileSync(table, 'utf8').split('\r\n')).toHaveLength(22);
    expect(readdirSync(workspace.path(folder))).toEqual(['latest.csv']);
  },
);

it('a case is worked on through a link to it', async () => {
  mkdirSync(workspace.path('cases'));
  const held = workspace.path('cases/held.casebound');
  await importInto(held, workspace.path('trail.ndjson'));
  const link = workspace.path('link.casebound');
  symlinkSync(held, link);
  expect(
    await casebound(['annotate', link, '--query', 'product:*', '--tag', 'seen', '--author', 'A']),
  ).toMatchObject({
    code: 0,
  });
  await importInto(link, workspace.trail('more.ndjson', 30));
  expect(readlinkSync(link)).toBe(held);
  expect(readdirSync(workspace.path('cases'))).toEqual(['held.casebound']);
  await verify(held);
});

const out = workspace.path('dangling');
it.each([
  ['a pack', ['seal', caseFile, '--query', 'product:*', '--key', key, '--out', out]],
  ['a receipt', ['checkpoint', caseFile, '--out', out]],
  ['a source', ['extract', caseFile, '1', '--out', out]],
  ['a log', ['custody', caseFile, '--out', out]],
  ['a table', ['query', caseFile, 'product:*', '--out', out]],
  ['a key', ['keygen', '--out', out]],
  ['a case', ['new', out, '--title', 'Matter']],
  ['a case of an import', ['import', out, workspace.path('trail.ndjson')]],
])('%s is not put where a link leads to nothing', async (_, command) => {
  const outcome = await casebound(command, { environment });
  expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('already stands at') });
  expect(existsSync(nowhere)).toBe(false);
  expect(readdirSync(workspace.directory).filter((name) => name.startsWith('.'))).toEqual([]);
});
