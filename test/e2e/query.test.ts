import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../samples/entry.ts';
import { planted } from '../../samples/planted.ts';
import type { FacetsAnswer } from '../../shared/contract/operations.ts';
import { casebound, caseboundJson, importInto } from './casebound.ts';
import { Workspace } from './workspace.ts';

describe('casebound query', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const trail = workspace.trail('trail.ndjson', 2000);
  const lines = readFileSync(trail, 'utf8').split('\n').slice(0, -1);
  const entries: readonly AuditEntry[] = lines.map((line) => JSON.parse(line));
  const caseFile = workspace.path('trail.casebound');
  beforeAll(() => importInto(caseFile, trail));

  /** The lines whose entries satisfy `test`, as the file has them. */
  function expected(test: (entry: AuditEntry) => boolean): string {
    return lines.flatMap((line, i) => (test(entries[i] as AuditEntry) ? [`${line}\n`] : [])).join('');
  }

  it('gives every entry back in its own bytes', async () => {
    const { stdout } = await casebound(['query', caseFile, '--format', 'ndjson']);
    expect(stdout.equals(readFileSync(trail))).toBe(true);
  });

  it.each<[query: string, test: (entry: AuditEntry) => boolean]>([
    ['verdict:ai_generated', ({ result }) => result.verdict === 'ai_generated'],
    ['verdict:ai_generated,high', ({ result }) => ['ai_generated', 'high'].includes(result.verdict)],
    ['confidence:>=0.9', ({ result }) => (result.confidence ?? -1) >= 0.9],
    [
      'confidence:0.4..0.6',
      ({ result }) => (result.confidence ?? -1) >= 0.4 && (result.confidence ?? -1) <= 0.6,
    ],
    ['-verdict:authentic', ({ result }) => result.verdict !== 'authentic'],
    ['NOT confidence:*', ({ result }) => result.confidence === null],
    [
      'verdict:high OR (verdict:broken product:credentials)',
      ({ result }) => ['high', 'broken'].includes(result.verdict),
    ],
    ['"skirting board"', ({ result }) => /skirting board/i.test(result.reviewer_note ?? '')],
    ['time:2025-01-01', ({ timestamp }) => timestamp.startsWith('2025-01-01')],
    ['nothing_says_this', () => false],
  ])('%s', async (query, test) => {
    const { code, stdout } = await casebound(['query', caseFile, '--format', 'ndjson', '--', query]);
    expect(code).toBe(0);
    expect(stdout.toString()).toBe(expected(test));
  });

  it('sorts, cuts and writes a file', async () => {
    const out = workspace.path('top.ndjson');
    const args = [
      'query',
      caseFile,
      'confidence:*',
      '--sort',
      '-confidence',
      '--limit',
      '5',
      '--format',
      'ndjson',
      '--out',
      out,
    ];
    expect((await casebound(args)).code).toBe(0);
    const top = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).result.confidence);
    const highest = entries.flatMap(({ result }) => result.confidence ?? []).sort((a, b) => b - a);
    expect(top).toEqual(highest.slice(0, 5));
  });

  it('writes CSV with a header and one line for each entry', async () => {
    const { stdout } = await casebound(['query', caseFile, 'verdict:broken', '--format', 'csv']);
    const rows = stdout.toString().trimEnd().split(/\r?\n/);
    expect(rows[0]).toMatch(/entry_id/);
    expect(rows.length - 1).toBe(entries.filter(({ result }) => result.verdict === 'broken').length);
  });

  it('says at which position a query cannot be read', async () => {
    const { code, stderr } = await casebound(['query', caseFile, 'verdict:(']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^casebound: INVALID_INPUT: .*position \d+/);
  });

  it('counts by value, as many as there are', async () => {
    const facets = await caseboundJson<FacetsAnswer>([
      'facets',
      caseFile,
      '--field',
      'verdict',
      '--field',
      'product',
    ]);
    for (const [field, read] of [
      ['verdict', (entry: AuditEntry) => entry.result.verdict],
      ['product', (entry: AuditEntry) => entry.product],
    ] as const) {
      const counts: Record<string, number> = {};
      for (const entry of entries) counts[read(entry)] = (counts[read(entry)] ?? 0) + 1;
      const found = Object.fromEntries(facets[field]?.values.map(({ value, count }) => [value, count]) ?? []);
      expect(found).toEqual(counts);
      expect(facets[field]?.missing).toBe(0);
    }
  });
});

it('finds the planted contradiction with one query', async () => {
  using workspace = new Workspace();
  const caseFile = workspace.path('sample.casebound');
  await importInto(caseFile, workspace.sample().produced);
  const { image, before, after } = planted.rescored;
  const { stdout } = await casebound([
    'query',
    caseFile,
    `image_id:${image} product:frame_detect`,
    '--format',
    'ndjson',
  ]);
  const scores = stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).result.confidence);
  expect(scores).toEqual([before, after]);
});
