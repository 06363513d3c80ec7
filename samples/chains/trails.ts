import { createHash, createHmac } from 'node:crypto';
import { canonicalize } from '../../shared/json/canonical.ts';
import type { AuditEntry } from '../entry.ts';
import { type ChainedEntry, makeTrail } from '../trail.ts';

/** What the key file of the keyed trail holds: no secret. */
export const sampleKey = '7d1f4c0a95be36e2880b7f53c1a49d6e2ab40c97f6135e8dd08b472a61fe93c5';
/** Entries of each trail, and those that are missing: four in the middle of one, nine at the end of another. */
export const lengths = { trail: 48, gap: 4, gapAt: 21, cut: 9 } as const;

const seed = 483;
const end = Date.UTC(2025, 11, 4);

type Line = (entry: AuditEntry, previous: string) => { readonly line: object; readonly hash: string };

/**
 * The trails that integrity is shown on, each chained by another maker, in the order in which they are imported: one that is whole, one
 * made with a key, one with entries missing in its middle, one as it was at first and the same with its end cut off, one without a chain.
 */
export function chainTrails(): readonly { readonly name: string; readonly text: string }[] {
  const trail = makeTrail(seed, end).map(withoutChain);
  const part = (n: number) => trail.slice(n * lengths.trail, (n + 1) * lengths.trail);
  const gapped = chained(part(2), '0'.repeat(64), plain).toSpliced(lengths.gapAt, lengths.gap);
  const complete = chained(part(3), '', joined);
  return [
    file('clean.ndjson', chained(part(0), '0'.repeat(64), canonical)),
    file('keyed.ndjson', chained(part(1), 'GENESIS', keyed)),
    file('gap.ndjson', gapped),
    file('complete.ndjson', complete),
    file('tail-cut.ndjson', complete.slice(0, -lengths.cut)),
    file('no-chain.ndjson', part(4)),
  ];
}

function withoutChain({ prev_hash: _, entry_hash: __, ...entry }: ChainedEntry): AuditEntry {
  return entry;
}

function chained(entries: readonly AuditEntry[], genesis: string, link: Line): object[] {
  let previous = genesis;
  return entries.map((entry) => {
    const { line, hash } = link(entry, previous);
    previous = hash;
    return line;
  });
}

/** RFC 8785 over the entry with the hash before it. */
const canonical: Line = (entry, previous) => {
  const linked = { ...entry, prev_hash: previous };
  const hash = createHash('sha256').update(canonicalize(linked)).digest('hex');
  return { line: { ...linked, entry_hash: hash }, hash };
};

const keyed: Line = (entry, previous) => {
  const linked = { ...entry, prev_hash: previous };
  const hash = createHmac('sha256', Buffer.from(sampleKey, 'hex'))
    .update(JSON.stringify(linked))
    .digest('hex');
  return { line: { ...linked, entry_hash: hash }, hash };
};

const plain: Line = (entry, previous) => {
  const linked = { ...entry, prev_hash: previous };
  const hash = createHash('sha256').update(JSON.stringify(linked)).digest('hex');
  return { line: { ...linked, entry_hash: hash }, hash };
};

/** The hash before, a line feed, the entry as its line has it without the chain; spelled with its algorithm. */
const joined: Line = (entry, previous) => {
  const hex = createHash('sha256')
    .update(`${previous}\n${JSON.stringify(entry)}`)
    .digest('hex');
  const hash = `sha256:${hex}`;
  return { line: { ...entry, chain: { prev: previous, hash } }, hash };
};

function file(name: string, entries: readonly object[]): { readonly name: string; readonly text: string } {
  return { name, text: entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') };
}
