import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import {
  type ChainedEntry,
  csv,
  failing,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verifiedBothWays,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';

const entries = trail(30);
const islands = ndjson([...entries.slice(0, 10), ...entries.slice(20)]);
const missing = entries.slice(10, 20);
const last = entries[19] as ChainedEntry;

/** The same of a case and of a folder of exports. */
async function bothOf(files: readonly (readonly [string, string | Uint8Array])[]): Promise<VerifyReport[]> {
  const { asCase, asExport } = await verifiedBothWays(files);
  return [asCase, asExport];
}

function reasonOf({ axes }: VerifyReport, axis: string, subject = 'source 1'): string | undefined {
  return axes.find((each) => each.axis === axis && each.subject === subject)?.reason;
}

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const plain = Array.from({ length: 300 }, (_, n) => makeEntry(100 + n));
const rewritten = (list: readonly ChainedEntry[]) =>
  list.map((entry) => ({ ...entry, result: 'reformatted' }));

describe('entries that a chain lacks may stand in a source of which nothing recomputes:', () => {
  const kinds: readonly (readonly [string, string, string | Uint8Array])[] = [
    ['a table', 'b.csv', csv(missing)],
    ['a table in UTF-16', 'b.csv', utf16(csv(missing))],
    [
      'a table that keeps the entry in a cell',
      'b.csv',
      csv(
        missing.map(({ entry_hash, ...entry }) => ({
          ...entry,
          note: JSON.stringify({ chain: { hash: entry_hash } }),
        })),
      ),
    ],
    [
      'hashes in capitals',
      'b.csv',
      csv(missing.map((entry) => ({ ...entry, entry_hash: entry.entry_hash.toUpperCase() }))),
    ],
    ['entries that another program wrote again', 'b.ndjson', ndjson(rewritten([last]))],
    ['behind hundreds without hashes, in lines', 'b.ndjson', ndjson([...plain, ...rewritten([last])])],
    [
      'behind hundreds without hashes, in an array',
      'b.json',
      JSON.stringify([...plain, ...rewritten([last])]),
    ],
    [
      'behind hundreds without hashes, in an envelope',
      'b.json',
      JSON.stringify({ logs: [...plain, ...rewritten([last])] }, null, 2),
    ],
    [
      'behind hundreds without hashes, compressed',
      'b.ndjson.gz',
      gzipSync(ndjson([...plain, ...rewritten([last])])),
    ],
  ];

  it.each(kinds)('%s', async (_, name, content) => {
    for (const report of await bothOf([
      ['a.ndjson', islands],
      [name, content],
    ])) {
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'content', 'source 2')).toBe(
        content.length > 10_000 || name.endsWith('.gz') ? 'absent' : 'unverifiable',
      );
      expect(statusOf(report, 'linkage')).toBe('unverifiable');
      expect(reasonOf(report, 'linkage')).toBe(
        '2 islands of linked entries: the missing entry may stand in source 2, whose hashes no profile recomputes',
      );
      expect(report.findings.filter(({ code }) => code === 'CHAIN_GAP')).toMatchObject([
        { ordinal: 10, expected: last.entry_hash },
      ]);
    }
  });

  it('beside a chain whose entries state only their own hash, too', async () => {
    let before = '';
    const implied = Array.from({ length: 6 }, (_, n) => {
      const entry = { event: n, at: makeEntry(n)['timestamp'] };
      before = hash('sha256', `${before}\n${canonicalize(entry)}`);
      return { ...entry, entry_hash: before };
    });
    const folder = temporaryFolder();
    for (const [name, content] of [
      ['a.ndjson', islands],
      ['b.ndjson', ndjson(rewritten([last]))],
      ['c.ndjson', ndjson(implied)],
    ] as const)
      write(folder, name, content);
    const report = await verifiedExport(folder);
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content', 'source 3')).toBe('pass');
    expect(statusOf(report, 'linkage')).toBe('unverifiable');
  });

  it('the one before the first of a later source too', async () => {
    for (const report of await bothOf([
      ['a.ndjson', ndjson(entries.slice(0, 10))],
      ['b.csv', csv(missing)],
      ['c.ndjson', ndjson(entries.slice(20))],
    ])) {
      expect(failing(report)).toEqual([]);
      expect(reasonOf(report, 'linkage', 'source 3')).toBe(
        'the one before the first entry may stand in source 2, whose hashes no profile recomputes: whether the chain goes on there from source 1 is not known',
      );
      expect(reasonOf(report, 'head', 'source 3')).toContain('may stand in source 2');
      expect(report.findings.filter(({ code }) => code === 'CHAIN_GAP')).toEqual([]);
    }
  });
});

describe('entries are missing all the same where none of such a source is the one that is named:', () => {
  it.each([
    ['others', 'b.csv', csv(missing.slice(0, 9))],
    ['the next, which names it', 'b.ndjson', ndjson(rewritten(entries.slice(20, 21)))],
    ['no hashes', 'b.ndjson', ndjson(Array.from({ length: 10 }, (_, n) => makeEntry(n + 10)))],
    [
      'its hash in a note',
      'b.csv',
      csv(missing.slice(0, 9).map((entry) => ({ ...entry, note: `see ${last.entry_hash}` }))),
    ],
  ])('%s', async (_, name, content) => {
    for (const report of await bothOf([
      ['a.ndjson', islands],
      [name, content],
    ]))
      expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('one of two gaps', async () => {
    const twice = ndjson([...entries.slice(0, 5), ...entries.slice(7, 10), ...entries.slice(20)]);
    for (const report of await bothOf([
      ['a.ndjson', twice],
      ['b.csv', csv(missing)],
    ])) {
      expect(failing(report)).toEqual(['linkage source 1']);
      expect(reasonOf(report, 'linkage')).toContain('at 1 place');
    }
  });
});
