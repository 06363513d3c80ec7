import { closeSync, openSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Progress } from '../../shared/domain/progress.ts';
import { checkPack } from '../../shared/pack/check.ts';
import type { HashApart } from '../../shared/pack/check-context.ts';
import { hashMembers } from '../../shared/pack/hash-members.ts';
import { bytesReader, type PackReader } from '../../shared/pack/reader.ts';
import { nodeEffects } from './check-file.ts';
import { fileReader } from './file-reader.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
let path: string;

beforeAll(async () => {
  const lines = Array.from({ length: 30 }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: 'CLM-1', minute: i }),
  );
  small = await SmallCase.make('Apart', [lines]);
  path = (await small.seal({ caseId: 'CLM-1' })).pack;
});
afterAll(() => small.remove());

/** What another thread would answer. */
function hashing(reader: PackReader): HashApart {
  return (files, onBytes) => hashMembers(nodeEffects, reader, files, onBytes);
}

function check(reader: PackReader, hashApart: HashApart) {
  return checkPack(reader, { ...nodeEffects, hashApart });
}

test('what another thread hashed is held against the manifests, and nothing else', async () => {
  const sound = bytesReader(readFileSync(path));
  expect(await check(sound, hashing(sound))).toEqual(await checkPack(sound, nodeEffects));
  const wrong: HashApart = async (files, onBytes) => {
    const { hashes, proven } = await hashing(sound)(files, onBytes);
    const other = [...hashes].map(([file, hash]) => [file, { ...hash, sha256: '0'.repeat(64) }] as const);
    return { hashes: new Map(other), proven };
  };
  const report = await check(sound, wrong);
  const mismatched = report.findings.filter(({ code }) => code === 'MANIFEST_MISMATCH');
  expect(mismatched.length).toBeGreaterThan(20);
});

const foundNothing: HashApart = async () => ({ hashes: new Map(), proven: null });

test('where the other thread fails, or leaves files out, they are hashed here', async () => {
  const sound = bytesReader(readFileSync(path));
  const expected = await checkPack(sound, nodeEffects);
  const none: HashApart = () => Promise.reject(new Error('no thread'));
  expect(await check(sound, none)).toEqual(expected);
  expect(await check(sound, foundNothing)).toEqual(expected);
  const altered = Buffer.from(readFileSync(path));
  const at = altered.indexOf('frame_detect');
  altered[at] = (altered[at] as number) ^ 1;
  expect(await check(bytesReader(altered), foundNothing)).toMatchObject({ ok: false });
});

test('where there is no other thread after all, nothing is checked twice', async () => {
  const bytes = bytesReader(readFileSync(path));
  let read = 0;
  const counting: PackReader = {
    ...bytes,
    read(offset, length) {
      read += length;
      return bytes.read(offset, length);
    },
  };
  await checkPack(counting, nodeEffects);
  const alone = read;
  read = 0;
  await check(counting, () => Promise.reject(new Error('no thread')));
  expect(read).toBe(alone);
});

test('compressed files unpack alike by zlib and by the standard stream', async () => {
  const file = openSync(path, 'r');
  try {
    const quick = fileReader(file);
    const { inflate: _, ...standard } = quick;
    expect(await checkPack(quick, nodeEffects)).toEqual(await checkPack(standard, nodeEffects));
  } finally {
    closeSync(file);
  }
});

test('progress grows to its end, wherever files are hashed', async () => {
  const sound = bytesReader(readFileSync(path));
  for (const hashApart of [undefined, hashing(sound)]) {
    const told: Progress[] = [];
    const effects = { ...nodeEffects, ...(hashApart && { hashApart }) };
    await checkPack(sound, effects, {}, (progress) => told.push(progress));
    const done = told.map((each) => each.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(told.at(-1)?.total);
  }
});
