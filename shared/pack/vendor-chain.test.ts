import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { toHex, utf8 } from '../bytes/encoding.ts';
import { canonicalize } from '../json/canonical.ts';
import { Findings } from './findings.ts';
import type { IndexLine } from './lines.ts';
import { VendorChain } from './vendor-chain.ts';

/** Entries as their maker chained them: RFC 8785, the hash before included. */
function chained(count: number): string[] {
  let previous = '0'.repeat(64);
  return Array.from({ length: count }, (_, n) => {
    const entry = { log_id: `log_${n}`, verdict: 'authentic', prev_hash: previous };
    previous = toHex(nodeDigest.sha256(utf8(canonicalize(entry))));
    return JSON.stringify({ ...entry, entry_hash: previous });
  });
}

function lineOf(ordinal: number): IndexLine {
  const file = 'data/entries.ndjson';
  const place = { offset: ordinal * 100, length: 99, sourceOffset: ordinal * 100 };
  return { n: ordinal, source: 1, ordinal, file, ...place, content: '0'.repeat(64), salt: '0'.repeat(32) };
}

function judged(texts: readonly string[]) {
  const findings = new Findings();
  const chain = new VendorChain(nodeDigest, findings);
  for (const [n, text] of texts.entries()) chain.add(lineOf(n), () => text);
  return findings.report(chain.judge());
}

describe('the hashes that entries of a pack carry', () => {
  const texts = chained(5);
  const withThird = (change: (text: string) => string) =>
    texts.map((text, n) => (n === 2 ? change(text) : text));

  it('pass where all recompute', () => {
    expect(judged(texts).axes[0]).toMatchObject({ axis: 'content', status: 'pass', checked: 5 });
  });

  it('fail where one does not, told as it is of a case: what the entry carries, and what its bytes give', () => {
    const { axes, findings } = judged(withThird((text) => text.replace('authentic', 'altered')));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'fail' });
    const carried = (JSON.parse(texts[2] as string) as { entry_hash: string }).entry_hash;
    expect(findings).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 2, expected: carried }]);
    expect(findings[0]?.actual).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are unverifiable, not broken, where one cannot be recomputed', () => {
    const { axes, findings } = judged(withThird((text) => text.replace('{', '{"verdict":"altered",')));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable', checked: 4 });
    expect(findings).toEqual([]);
  });
});
