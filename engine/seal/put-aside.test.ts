import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { checkPackFile } from './check-file.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

/** More than a check holds in memory, and among them what repeats lines from the beginning and what lines at the end repeat. */
const own = Array.from({ length: 8400 }, (_, i) =>
  trailLine({ id: `log_${i}`, claim: 'CLM-1', minute: i % 60 }),
);
const repeated = [...own.slice(0, 40), ...own.slice(4000, 4040), ...own.slice(-40)];

const usual = process.env['TMPDIR'];
let small: SmallCase;
let path: string;

beforeAll(async () => {
  small = await SmallCase.make('Aside', [[...own.slice(0, 6000), ...repeated, ...own.slice(6000)]]);
  path = (await small.seal({ caseId: 'CLM-1' })).pack;
});
afterAll(() => small.remove());
afterEach(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
});

/** Files without a name that this process has open. */
function openAside(): string[] {
  const descriptors = '/proc/self/fd';
  if (!existsSync(descriptors)) return [];
  return readdirSync(descriptors).flatMap((name) => {
    try {
      const target = readlinkSync(`${descriptors}/${name}`);
      return target.includes('/.casebound-') ? [target] : [];
    } catch {
      return [];
    }
  });
}

test('a pack is judged alike, whether what is remembered of it is put aside or no folder takes it', async () => {
  const aside = await checkPackFile(path);
  expect(aside).toMatchObject({ ok: true, findingsTotal: 0 });
  expect(openAside()).toEqual([]);
  process.env['TMPDIR'] = `${small.folder}/nowhere`;
  expect(await checkPackFile(path)).toEqual(aside);
});

test('what is put aside goes with the check, where that ends early too', async () => {
  let seen = 0;
  const checkCancelled = () => {
    seen = Math.max(seen, openAside().length);
    if (seen > 0) throw new Error('enough');
  };
  await expect(checkPackFile(path, {}, { progress() {}, checkCancelled })).rejects.toThrow('enough');
  expect(openAside()).toEqual([]);
});
