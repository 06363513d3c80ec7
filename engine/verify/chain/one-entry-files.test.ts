import { expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import {
  failing,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verifiedBothWays,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';

const entries = trail(12);

/** A folder with a file for each entry, as stores of objects keep them; as it stands and as a case. */
async function told(each: readonly (readonly object[])[]): Promise<VerifyReport[]> {
  const { asCase, asExport } = await verifiedBothWays(
    each.map((list, n) => [`${String(n).padStart(2, '0')}.ndjson`, ndjson(list)]),
  );
  return [asExport, asCase];
}

it('a chain of which every file holds a single entry is found in all of them together', async () => {
  for (const report of await told(entries.map((entry) => [entry]))) {
    expect(failing(report)).toEqual([]);
    for (const n of entries.keys())
      for (const axis of ['content', 'linkage'])
        expect(statusOf(report, axis, `source ${n + 1}`)).toBe('pass');
  }
});

it('an edit in one of them is found there', async () => {
  const edited = entries.with(5, { ...entries[5], product: 'other' } as (typeof entries)[number]);
  for (const report of await told(edited.map((entry) => [entry])))
    expect(failing(report).filter((each) => each !== 'content source 6')).toEqual([]);
});

it('a chain that was written into two files in turn is found in both together', async () => {
  const folder = temporaryFolder();
  for (const turn of [0, 1])
    write(folder, `${turn}.ndjson`, ndjson(entries.slice(0, 6).filter((_, n) => n % 2 === turn)));
  const report = await verifiedExport(folder);
  expect(failing(report)).toEqual([]);
  for (const subject of ['source 1', 'source 2']) expect(statusOf(report, 'content', subject)).toBe('pass');
});
