import { closeSync, openSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPack } from '../../shared/pack/check.ts';
import type { CheckEffects } from '../../shared/pack/check-context.ts';
import { hashMember, type MemberHash, readMember } from '../../shared/pack/member.ts';
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

type Apart = NonNullable<CheckEffects['hashApart']>;

/** What another thread would answer. */
function hashing(reader: PackReader): Apart {
  return async (files) => {
    const hashes = new Map<string, MemberHash>();
    for (const [file, member] of files)
      hashes.set(file, await hashMember(nodeEffects, readMember(reader, member)));
    return hashes;
  };
}

function check(reader: PackReader, hashApart: Apart) {
  return checkPack(reader, { ...nodeEffects, hashApart });
}

test('what another thread hashed is held against the manifests, and nothing else', async () => {
  const sound = bytesReader(readFileSync(path));
  expect(await check(sound, hashing(sound))).toEqual(await checkPack(sound, nodeEffects));
  const wrong: Apart = async (files) =>
    new Map(
      [...(await hashing(sound)(files))].map(([file, hash]) => [file, { ...hash, sha256: '0'.repeat(64) }]),
    );
  const report = await check(sound, wrong);
  const mismatched = report.findings.filter(({ code }) => code === 'MANIFEST_MISMATCH');
  expect(mismatched.length).toBeGreaterThan(20);
});

test('where the other thread fails, or leaves files out, they are hashed here', async () => {
  const sound = bytesReader(readFileSync(path));
  const expected = await checkPack(sound, nodeEffects);
  const none: Apart = () => Promise.reject(new Error('no thread'));
  expect(await check(sound, none)).toEqual(expected);
  expect(await check(sound, async () => new Map())).toEqual(expected);
  const altered = Buffer.from(readFileSync(path));
  const at = altered.indexOf('frame_detect');
  altered[at] = (altered[at] as number) ^ 1;
  expect(await check(bytesReader(altered), async () => new Map())).toMatchObject({ ok: false });
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
