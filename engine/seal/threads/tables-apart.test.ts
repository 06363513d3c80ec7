import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReadableDb } from '../../case/database.ts';
import { openReadable } from '../../case/open.ts';
import { unwatched } from '../../task.ts';
import { ReadyThreads } from '../../threads/ready-threads.ts';
import type { StagedMember } from '../member-writer.ts';
import { readState } from '../seal-pack.ts';
import { Staging } from '../staging.ts';
import { SmallCase, trailLine } from '../testing/small-case.ts';
import { TablesApart } from './tables-apart.ts';

let small: SmallCase;

beforeAll(async () => {
  const lines = Array.from({ length: 40 }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: `CLM-${i % 3}`, note: `note, "${i}"\u0014 þ & <b>`, minute: i }),
  );
  small = await SmallCase.make('Tables', [lines, lines.slice(10)]);
});
afterAll(() => small.remove());

const apart = 1;
const here = Number.POSITIVE_INFINITY;
let stagings = 0;

/** The tables of a pack, as they are written where they are worth a thread from so many records on. */
async function tables(
  worth: number,
  request: Partial<Parameters<typeof readState>[1]> = {},
  meanwhile: () => Promise<void> = async () => {},
): Promise<Pick<StagedMember, 'path' | 'sha256'>[]> {
  const db = openReadable(small.db.name);
  const staging = new Staging(join(small.folder, `staging-${++stagings}`));
  const state = readState(db, { scope: { query: 'product:*' }, ...request }, ['ssh'], unwatched);
  await meanwhile();
  const written = new TablesApart(state, staging, new ReadyThreads(), worth);
  try {
    await written.finish(unwatched);
    return staging.members.map(({ path, sha256 }) => ({ path, sha256 }));
  } finally {
    await written.close();
    db.close();
  }
}

test.each<[string, Parameters<typeof tables>[1]]>([
  ['of everything', {}],
  ['with numbers', { bates: { prefix: 'ABC', start: 7 } }],
  [
    'with entries withheld',
    { redaction: [{ kind: 'withhold', query: 'case_id:CLM-1', reason: 'privilege' }] },
  ],
])('tables %s are the same, in whichever thread they are written', async (_, request) => {
  const inThread = await tables(apart, request);
  expect(inThread.map(({ path }) => path)).toEqual([
    'data/entries.csv',
    'data/loadfile/pack.dat',
    'data/entries.xlsx',
  ]);
  expect(inThread).toEqual(await tables(here, request));
});

test('a case that has gone on since is not what the thread writes of', async () => {
  const before = await tables(here);
  const after = await tables(apart, {}, () => small.import('later.ndjson', [trailLine({ id: 'log_later' })]));
  expect(after).toEqual(before);
});

test('what the thread meets is told, and the thread ends', async () => {
  const db = openReadable(small.db.name);
  const state = readState(db, { scope: { query: 'product:*' } }, ['ssh'], unwatched);
  const staging = new Staging(join(small.folder, 'gone'));
  const written = new TablesApart({ ...state, db: elsewhere(db) }, staging, new ReadyThreads(), apart);
  await expect(written.finish(unwatched)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
  await written.close();
  db.close();
});

/** The same connection, under the name of a file that is not there. */
function elsewhere(db: ReadableDb): ReadableDb {
  return new Proxy(db, {
    get: (target, name) => {
      const value = name === 'name' ? '/nowhere' : Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
