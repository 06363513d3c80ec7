import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { toHex, utf8 } from '../bytes/encoding.ts';
import { canonicalize } from '../json/canonical.ts';
import { Findings } from './findings.ts';
import type { IndexLine } from './lines.ts';
import { VendorChain } from './vendor-chain.ts';

/** Entries as their maker chained them: RFC 8785, the hash before included; from `upgraded` on as they stand. */
function chained(count: number, upgraded = count): string[] {
  let previous = '0'.repeat(64);
  return Array.from({ length: count }, (_, n) => {
    const entry = { verdict: 'authentic', log_id: `log_${n}`, prev_hash: previous };
    const text = n < upgraded ? canonicalize(entry) : JSON.stringify(entry);
    previous = toHex(nodeDigest.sha256(utf8(text)));
    return JSON.stringify({ ...entry, entry_hash: previous });
  });
}

function lineOf(ordinal: number): IndexLine {
  const file = 'data/entries.ndjson';
  const place = { offset: ordinal * 100, length: 99, sourceOffset: ordinal * 100 };
  return { n: ordinal, source: 1, ordinal, file, ...place, content: '0'.repeat(64), salt: '0'.repeat(32) };
}

/** `size`: records that the source has. */
function judged(texts: readonly string[], size = 1000) {
  const findings = new Findings();
  const chain = new VendorChain(nodeDigest, findings, new Map([[1, size]]));
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

  it('pass where another profile made those from some entry on', () => {
    const upgraded = chained(8, 4);
    expect(judged(upgraded).axes[0]).toMatchObject({ axis: 'content', status: 'pass', checked: 8 });
    const altered = upgraded.map((text, n) => (n === 6 ? text.replace('authentic', 'altered') : text));
    expect(judged(altered).findings).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 6 }]);
  });

  it('are unverifiable, not broken, from some entry on where the source goes on for long after it', () => {
    const changed = texts.map((text, n) => (n > 2 ? text.replace('authentic', `altered ${n}`) : text));
    const { axes, findings } = judged(changed);
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable' });
    expect(axes[0]?.reason).toMatch(/^2 entries before the first or behind the last that recomputes/);
    expect(findings).toEqual([]);
    expect(judged(changed, texts.length).axes[0]).toMatchObject({ axis: 'content', status: 'fail' });
  });

  it('fail once for each that does not recompute, however many they are', () => {
    const many = chained(700).map((text, n) => (n % 3 === 1 ? text.replace('authentic', 'altered') : text));
    const { axes, findings } = judged(many);
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'fail' });
    expect(findings.map(({ ordinal }) => ordinal)).toEqual(many.flatMap((_, n) => (n % 3 === 1 ? [n] : [])));
  });

  it('are absent where entries carry none, and unverifiable where no profile recomputes those that they carry', () => {
    const unhashed = texts.map((text) => text.replace(/,"(?:prev|entry)_hash":"[^"]*"/g, ''));
    expect(judged(unhashed).axes[0]).toMatchObject({ axis: 'content', status: 'absent', checked: 5 });
    const altered = texts.map((text, n) => text.replace('authentic', `altered ${n}`));
    expect(judged(altered).axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable', checked: 5 });
  });

  it('are unverifiable, not broken, where something was taken out of one', () => {
    const { axes, findings } = judged(withThird((text) => text.replace('authentic', '[REDACTED]')));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable', checked: 4 });
    expect(findings).toEqual([]);
  });

  it('are unverifiable, not broken, where one recomputes without what is null in it', () => {
    const { axes, findings } = judged(withThird((text) => text.replace('{', '{"reviewer":null,')));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable' });
    expect(axes[0]?.reason).toMatch(/do not cover reviewer where it is null/);
    expect(findings).toEqual([]);
  });

  it('are unverifiable where they leave something out, which is named', () => {
    let previous = '0'.repeat(64);
    const joined = Array.from({ length: 5 }, (_, n) => {
      const entry = { id: `e${n}`, timestamp: `2026-01-0${n + 1}`, action: 'approved', verdict: 'authentic' };
      const text = [previous, entry.id, entry.timestamp, entry.action].join('|');
      const linked = { ...entry, prev_hash: previous };
      previous = toHex(nodeDigest.sha256(utf8(text)));
      return JSON.stringify({ ...linked, entry_hash: previous });
    });
    const { axes } = judged(joined);
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable', checked: 5 });
    expect(axes[0]?.reason).toMatch(/do not cover verdict/);
  });

  it('are unverifiable, not broken, where entries do not state what was before them, and that is not here', () => {
    let previous = '';
    const implied = Array.from({ length: 9 }, (_, n) => {
      const entry = canonicalize({ log_id: `log_${n}`, verdict: 'authentic' });
      previous = toHex(nodeDigest.sha256(utf8(previous + entry)));
      return `${entry.slice(0, -1)},"entry_hash":"${previous}"}`;
    });
    const { axes, findings } = judged(implied.filter((_, n) => n < 4 || n > 6));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable' });
    expect(findings).toEqual([]);
  });

  it('are unverifiable, not broken, where one cannot be recomputed', () => {
    const { axes, findings } = judged(withThird((text) => text.replace('{', '{"verdict":"altered",')));
    expect(axes[0]).toMatchObject({ axis: 'content', status: 'unverifiable', checked: 4 });
    expect(findings).toEqual([]);
  });
});
