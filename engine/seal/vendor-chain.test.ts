import { expect, test } from 'vitest';
import { canonicalize } from '../../shared/json/canonical.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { SmallCase, trailLine } from './testing/small-case.ts';

/** A trail whose system chains its entries: SHA-256 over the RFC 8785 form without the hash itself. */
function chained(count: number): string[] {
  let prev = '0'.repeat(64);
  return Array.from({ length: count }, (_, i) => {
    const entry = JSON.parse(trailLine({ id: `log_${i}`, claim: `CLM-${i % 3}`, minute: i }));
    const unhashed = { ...entry, prev_hash: prev };
    prev = Buffer.from(nodeDigest.sha256(Buffer.from(canonicalize(unhashed)))).toString('hex');
    return JSON.stringify({ ...unhashed, entry_hash: prev });
  });
}

async function contentOf(lines: readonly string[]) {
  const small = await SmallCase.make('Chained', [lines]);
  try {
    const { verification } = await small.seal({ caseId: 'CLM-0' });
    return { verification, axis: verification.axes.find(({ axis }) => axis === 'content') };
  } finally {
    small.remove();
  }
}

test("entries' own hashes are recomputed from the pack alone, though their neighbours are not in it", async () => {
  const { verification, axis } = await contentOf(chained(30));
  expect(axis).toMatchObject({ status: 'pass', checked: 10 });
  expect(verification.chain).toMatchObject({ detected: true, omits: ['entry_hash'] });
  expect(verification.axes.find((each) => each.axis === 'linkage')).toMatchObject({ status: 'unverifiable' });
  expect(verification.ok).toBe(true);
});

test('an entry altered before it was exported is sealed as it is, and told', async () => {
  const lines = chained(30).map((line, i) => (i === 6 ? line.replace('authentic', 'ai_generated') : line));
  const { verification, axis } = await contentOf(lines);
  expect(axis).toMatchObject({ status: 'fail', subject: 'source 1' });
  expect(verification.findings).toMatchObject([
    { code: 'CHAIN_BREAK', axis: 'content', entryId: 'log_6', ordinal: 6 },
  ]);
  const others = verification.axes.filter(
    ({ status, axis: name }) => status === 'fail' && name !== 'content',
  );
  expect(others).toEqual([]);
});

test('hashes that no profile recomputes cannot be verified, and are no break', async () => {
  const lines = chained(9).map((line) => line.replace(/"entry_hash":"[0-9a-f]{8}/, '"entry_hash":"00000000'));
  const { verification, axis } = await contentOf(lines);
  expect(axis).toMatchObject({ status: 'unverifiable' });
  expect(verification.ok).toBe(true);
});
