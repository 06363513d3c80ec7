import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwatched } from '../task.ts';
import { checkWritten } from './check-file.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

let small: SmallCase;
let path: string;

beforeAll(async () => {
  small = await SmallCase.make('Written', [[trailLine({ id: 'log_1', claim: 'CLM-1', minute: 1 })]]);
  path = (await small.seal({ caseId: 'CLM-1' })).pack;
});
afterAll(() => small.remove());

const written = (onDisk: Promise<void>) => ({ sha256: '', onDisk });

test('a pack that holds is not good before it is on disk', async () => {
  let isOnDisk = false;
  const onDisk = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => {
    isOnDisk = true;
  });
  const report = await checkWritten(path, written(onDisk), {}, unwatched);
  expect(report.ok).toBe(true);
  expect(isOnDisk).toBe(true);
});

test('a pack that does not come to disk is told as that', async () => {
  const lost = Promise.reject(Object.assign(new Error('the disk'), { code: 'EIO' }));
  await expect(checkWritten(path, written(lost), {}, unwatched)).rejects.toMatchObject({ code: 'EIO' });
});

test('a check that fails is told once the file is left alone', async () => {
  let isOnDisk = false;
  const onDisk = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() => {
    isOnDisk = true;
  });
  await expect(checkWritten(`${path}.gone`, written(onDisk), {}, unwatched)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
  expect(isOnDisk).toBe(true);
});
