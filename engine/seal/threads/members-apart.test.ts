import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPack } from '../../../shared/pack/check.ts';
import { type FoundMember, readDirectory } from '../../../shared/pack/zip-directory.ts';
import { unwatched } from '../../task.ts';
import { nodeEffects } from '../check-file.ts';
import { fileReader } from '../file-reader.ts';
import { SmallCase, trailLine } from '../testing/small-case.ts';
import { MembersApart } from './members-apart.ts';

let small: SmallCase;
let path: string;

beforeAll(async () => {
  const lines = Array.from({ length: 30 }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: 'CLM-1', minute: i }),
  );
  small = await SmallCase.make('Members', [lines]);
  path = (await small.seal({ caseId: 'CLM-1' })).pack;
});
afterAll(() => small.remove());

/** The reports on the pack at a path, its files hashed in this thread and in another. */
async function reports(pack: string, context = unwatched) {
  const file = openSync(pack, 'r');
  const apart = new MembersApart(file, context);
  let hashed: number | null = null;
  const hashApart: MembersApart['hash'] = async (members, onBytes) => {
    const found = await apart.hash(members, onBytes);
    hashed = found.hashes.size;
    return found;
  };
  try {
    const reader = fileReader(file);
    const inThread = await checkPack(reader, { ...nodeEffects, hashApart });
    return { here: await checkPack(reader, nodeEffects), inThread, hashed };
  } finally {
    await apart.close();
    closeSync(file);
  }
}

test('a pack is judged alike, in whichever thread its files are hashed', async () => {
  const { here, inThread, hashed } = await reports(path);
  expect(hashed).toBeGreaterThan(20);
  expect(here.ok).toBe(true);
  expect(inThread).toEqual(here);
});

test('a byte that was changed is found by the thread, and one that cannot be read is told', async () => {
  for (const [name, change] of [
    ['stored', (bytes: Buffer) => bytes.indexOf('frame_detect')],
    ['deflated', (bytes: Buffer) => bytes.indexOf('data/entries.index.jsonl') + 200],
  ] as const) {
    const bytes = readFileSync(path);
    const at = change(bytes);
    bytes[at] = (bytes[at] as number) ^ 0x40;
    const altered = `${path}.${name}`;
    writeFileSync(altered, bytes);
    const { here, inThread } = await reports(altered);
    expect(here.ok).toBe(false);
    expect(inThread).toEqual(here);
  }
});

test('where it is cancelled, the thread is not waited for, and ends', async () => {
  const file = openSync(path, 'r');
  const cancelled = new Error('cancelled');
  const checkCancelled = () => {
    throw cancelled;
  };
  const apart = new MembersApart(file, { progress() {}, checkCancelled });
  const [page] = [...(await readDirectory(fileReader(file))).members].filter(({ size }) => size > 1000);
  const many = Array.from({ length: 50_000 }, (_, i) => [`${i}`, page as FoundMember] as const);
  await expect(apart.hash(new Map(many), () => {})).rejects.toBe(cancelled);
  await apart.close();
  closeSync(file);
});
