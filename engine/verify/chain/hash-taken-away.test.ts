import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  type ChainedEntry,
  failing,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';

const entries = trail(30);

function without(name: string, entry: ChainedEntry, more: object = {}): object {
  return { ...Object.fromEntries(Object.entries(entry).filter(([each]) => each !== name)), ...more };
}

const stripped = (n: number, more: object = {}) => without('entry_hash', entries[n] as ChainedEntry, more);
const reportOf = (list: readonly object[]) =>
  verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(list)));
const put = (n: number, entry: object) => [...entries.slice(0, n), entry, ...entries.slice(n + 1)];

it.each([
  ['in the middle', put(20, stripped(20))],
  ['in the middle, newest first', put(20, stripped(20)).toReversed()],
  ['of two in turn', put(20, stripped(20)).map((entry, n) => (n === 12 ? stripped(12) : entry))],
  ['three in a row', entries.map((entry, n) => (n > 19 && n < 23 ? stripped(n) : entry))],
  [
    'three in a row, newest first',
    entries.map((entry, n) => (n > 19 && n < 23 ? stripped(n) : entry)).toReversed(),
  ],
  ['set to null', put(20, { ...(entries[20] as object), entry_hash: null })],
  ['at the end', put(29, stripped(29))],
])('an entry whose hash was taken away is not missing: %s', async (_, list) => {
  const report = await reportOf(list);
  expect(failing(report)).toEqual([]);
  expect(statusOf(report, 'content')).toBe('unverifiable');
  expect(statusOf(report, 'linkage')).toBe('pass');
  expect(report.findings.map(({ code }) => code)).toEqual(
    list.filter((entry) => !('entry_hash' in entry && entry.entry_hash)).map(() => 'CHAIN_UNKNOWN'),
  );
});

it('of an entry that was changed besides, the one that is named is missing', async () => {
  expect(failing(await reportOf(put(20, stripped(20, { action_recorded: 'approved' }))))).toEqual([
    'linkage source 1',
  ]);
});

it('what is missing before such an entry is missing', async () => {
  const report = await reportOf(put(20, stripped(20)).filter((_, n) => n !== 19));
  expect(failing(report)).toEqual(['linkage source 1']);
  expect(report.findings.filter(({ code }) => code === 'CHAIN_GAP')).toMatchObject([
    { ordinal: 19, expected: entries[19]?.entry_hash },
  ]);
});

it('a line that names the last entry, and no entry names, is no second one behind it', async () => {
  const marker = { checkpoint: true, prev_hash: entries[19]?.entry_hash };
  const report = await reportOf([...entries.slice(0, 20), marker, ...entries.slice(20)]);
  expect(failing(report)).toEqual([]);
  expect(statusOf(report, 'linkage')).toBe('pass');
});

it('it is not missing whichever of the forms that write the others alike made its hash', async () => {
  let before = '0'.repeat(64);
  // Members in their order, which in all entries but this one is that of their names too.
  const list = Array.from({ length: 30 }, (_, n) => {
    const entry = { id: n, prev_hash: before, what: 'opened', ...(n === 20 ? { note: 'by hand' } : {}) };
    before = hash('sha256', JSON.stringify(entry));
    return { ...entry, entry_hash: before };
  });
  const { entry_hash: _, ...unhashed } = list[20] as (typeof list)[number];
  const report = await reportOf([...list.slice(0, 20), unhashed, ...list.slice(21)]);
  expect(failing(report)).toEqual([]);
  expect(statusOf(report, 'linkage')).toBe('pass');
});
