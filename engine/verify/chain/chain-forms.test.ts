import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../shared/bytes/encoded-text.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { flatten, type Json, tableOf } from '../../../shared/table/flatten.ts';
import {
  type ChainedEntry,
  chainFindings,
  statusOf,
  trail,
  verifiedBothWays,
} from '../testing/chained-case.ts';

async function both(name: string, content: Uint8Array): Promise<VerifyReport> {
  const { asCase, asExport } = await verifiedBothWays([[name, content]]);
  expect(chainFindings(asCase)).toEqual(chainFindings(asExport));
  expect(statusOf(asCase, 'content')).toBe(statusOf(asExport, 'content'));
  expect(statusOf(asCase, 'storage')).toBe('pass');
  return asCase;
}

const entries = trail(9);
const edited = entries.map((entry, n) => (n === 4 ? { ...entry, action_recorded: 'approved' } : entry));

describe.each(['utf-16le', 'utf-16be'] as const)('a chained trail in %s', (encoding) => {
  const lines = (of: readonly ChainedEntry[]) =>
    encodeText(encoding, `\ufeff${of.map((entry) => JSON.stringify(entry)).join('\r\n')}`);
  const pretty = (of: readonly ChainedEntry[]) =>
    encodeText(encoding, `\ufeff${JSON.stringify(of, null, 2)}`);

  it.each([
    ['lines', lines],
    ['a pretty-printed array', pretty],
  ])('passes whole, and breaks at the entry that was edited: %s', async (_what, written) => {
    const whole = await both('trail', written(entries));
    expect(whole).toMatchObject({ ok: true, findingsTotal: 0, chain: { detected: true } });
    expect(statusOf(whole, 'content')).toBe('pass');
    const broken = await both('trail', written(edited));
    expect(broken.findings).toMatchObject([{ code: 'CHAIN_BREAK', entryId: 'log_4', ordinal: 4 }]);
  });
});

describe('a chained trail as a table', () => {
  const table = (of: readonly ChainedEntry[]) =>
    Buffer.from(tableOf(of.map((entry) => flatten(entry as unknown as { readonly [name: string]: Json }))));

  it('is not judged by hashes that were made of other text, whole or edited', async () => {
    for (const of of [entries, edited]) {
      const report = await both('trail.csv', table(of));
      expect(report).toMatchObject({ ok: true, findingsTotal: 0, chain: { detected: false } });
      expect(statusOf(report, 'content')).toBe('unverifiable');
      expect(statusOf(report, 'linkage')).toBe('unverifiable');
    }
  });

  it('carries no hashes where no column holds them', async () => {
    const plain = entries.map(({ entry_hash: _, prev_hash: __, ...rest }) => rest as ChainedEntry);
    expect(statusOf(await both('trail.csv', table(plain)), 'content')).toBe('absent');
  });
});
