import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { readMapping } from '../../shared/mapping/read.ts';
import { mappingPath } from '../../shared/pack/layout.ts';
import { importPaths } from '../import/import-paths.ts';
import { createSession } from '../session/session.ts';
import { unwatched } from '../task.ts';
import { StopFlag } from '../threads/signal.ts';
import { checkPackFile } from './check-file.ts';
import { filesOf, zipOf } from './testing/forge.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

const desk: Mapping = {
  name: 'claims-desk',
  zone: '+01:00',
  records: ['data.items'],
  columns: { entry_id: 'ref', time: 'at', case_id: 'claim', note: 'remarks if kind is photo or scan' },
};
const item = (ref: string) => ({
  ref,
  at: '2025-11-04 14:00',
  claim: 'CLM-A',
  kind: 'photo',
  remarks: `of ${ref}`,
});
let small: SmallCase;

beforeAll(async () => {
  small = await SmallCase.make('Mapped', [[trailLine({ id: 'log_1', claim: 'CLM-A' })]]);
  await add('desk.json', JSON.stringify({ data: { items: [item('a_1'), item('a_2')] } }));
  await add('desk.csv', 'ref,at,claim,kind,remarks\nb_1,2025-11-05 09:30,CLM-A,scan,of b_1\n');
}, 60_000);
afterAll(() => small.remove());

async function add(name: string, text: string): Promise<void> {
  const path = join(small.folder, name);
  writeFileSync(path, text);
  const request = { paths: [path], partial: false, actor: 'Test Examiner', mapping: desk };
  await importPaths(small.db, request, unwatched, new StopFlag());
}

/** The columns of every entry of a pack, as it is reviewed. */
async function columnsIn(pack: string) {
  const session = createSession();
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  onTestFinished(async () => {
    client.close();
    await session.dispose();
  });
  await client.job('pack.open', { path: pack });
  const { rows } = await client.call('query.page', {});
  return rows.map(({ values: { entry_id, time, case_id, note } }) => [entry_id, time, case_id, note]);
}

const whole = [
  ['log_1', '2025-11-04T14:00:00.000Z', 'CLM-A', null],
  ['a_1', '2025-11-04 14:00', 'CLM-A', 'of a_1'],
  ['a_2', '2025-11-04 14:00', 'CLM-A', 'of a_2'],
  ['b_1', '2025-11-05 09:30', 'CLM-A', 'of b_1'],
];

test('a pack has the mappings of its sources, each once, and its columns where it is opened', async () => {
  const { pack } = await small.seal({ caseId: 'CLM-A' });
  expect(await checkPackFile(pack)).toMatchObject({ ok: true, findingsTotal: 0 });
  const { files } = await filesOf(readFileSync(pack));
  const { sources } = JSON.parse(files.get('data/sources.json')?.toString() ?? '');
  expect(sources.map(({ mapping }: { mapping: string }) => mapping)).toEqual([
    mappingPath(1),
    mappingPath(2),
    mappingPath(2),
  ]);
  expect(readMapping(files.get(mappingPath(2))?.toString() ?? '')).toEqual(desk);
  expect(files.has(mappingPath(3))).toBe(false);
  expect(await columnsIn(pack)).toEqual(whole);
});

test('a mapping that says what is masked stays back', async () => {
  const redaction = [{ kind: 'mask' as const, fields: ['kind'], query: 'entry_id:a_1', reason: 'r' }];
  const { pack } = await small.seal({ caseId: 'CLM-A' }, { redaction });
  expect((await checkPackFile(pack)).ok).toBe(true);
  const { files } = await filesOf(readFileSync(pack));
  expect([...files].filter(([path]) => path.startsWith('data/mappings/')).map(([path]) => path)).toEqual([
    mappingPath(1),
  ]);
  expect((await columnsIn(pack))[0]).toEqual(whole[0]);
});

test.each([
  ['does not read', 'no mapping'],
  ['is for nothing in it', JSON.stringify({ name: 'other', delimiter: '#', columns: {} })],
])('a pack whose mapping %s is opened all the same', async (_, text) => {
  const { pack } = await small.seal({ caseId: 'CLM-A' });
  const { name, files } = await filesOf(readFileSync(pack));
  files.set(mappingPath(2), Buffer.from(text));
  const altered = join(small.folder, 'altered.zip');
  writeFileSync(altered, zipOf(name, files));
  const rows = await columnsIn(altered);
  expect(rows).toHaveLength(4);
  expect(rows[0]).toEqual(whole[0]);
});
