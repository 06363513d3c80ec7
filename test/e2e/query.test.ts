import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../samples/entry.ts';
import { planted } from '../../samples/planted.ts';
import type { TermsReport } from '../../shared/contract/language-operations.ts';
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

  it('never writes over a case file, a pack or a pipe, but over an earlier export', async () => {
    const others = { case: workspace.path('other.casebound'), book: workspace.path('before.xlsx') };
    await importInto(others.case, trail);
    const before = readFileSync(others.case);
    const to = (out: string, format: string) =>
      casebound(['query', caseFile, 'verdict:broken', '--out', out, '--format', format]);
    for (const out of [caseFile, others.case]) {
      const { code, stderr } = await to(out, 'ndjson');
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^casebound: INVALID_INPUT: a case file stands at /),
      ]);
    }
    expect(readFileSync(others.case).equals(before)).toBe(true);
    expect((await casebound(['query', caseFile, '--limit', '1', '--format', 'ndjson'])).code).toBe(0);
    for (const _ of ['new', 'again']) expect((await to(others.book, 'xlsx')).code).toBe(0);
    const key = workspace.path('k.key');
    const pack = workspace.path('p.zip');
    const environment = { CASEBOUND_PASSPHRASE: 'a passphrase' };
    expect((await casebound(['keygen', '--out', key], { environment })).code).toBe(0);
    const sealing = ['seal', others.case, '--query', 'verdict:broken', '--key', key, '--out', pack];
    expect((await casebound(sealing, { environment })).code).toBe(0);
    const pipe = workspace.path('pipe');
    execFileSync('mkfifo', [pipe]);
    expect((await to(pipe, 'csv')).stderr).toMatch(/^casebound: INVALID_INPUT: .* is a device or a pipe, /);
    expect(statSync(pipe).isFIFO()).toBe(true);
    const { code, stderr } = await to(pack, 'csv');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^casebound: INVALID_INPUT: a pack stands at /),
    ]);
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
    ['verdict:ai_*', ({ result }) => result.verdict.startsWith('ai_')],
    ['verdict:/^(ai_|in)/', ({ result }) => /^(ai_|in)/.test(result.verdict)],
    ['word:skirting', ({ result }) => /\bskirting\b/i.test(result.reviewer_note ?? '')],
    [
      'result.signals.manifest:present',
      ({ result }) => JSON.stringify(result.signals).includes('"manifest":"present"'),
    ],
    ['-context.case_id:/CLM/', ({ context }) => !JSON.stringify(context ?? null).includes('CLM')],
    ['time:2025-01', ({ timestamp }) => timestamp.startsWith('2025-01')],
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

  it.each([
    ['a value', 'verdict:(', 'position 9: expected a value right after verdict:'],
    [
      'a field',
      'verdikt:x',
      'position 1: expected the name of a field, and none is called "verdikt"; did you mean verdict?',
    ],
    ['a network', 'a ip:203.0.113.0/33', 'position 6: expected a network'],
    ['a date', 'time:2025-02-30', 'position 6: expected a date'],
    ['an expression', 'note:/(a+)+(?=b)/', 'position 12: expected a regular expression in RE2 syntax'],
    ['a control character', 'verdict:"\u001b[2J', 'position 9: this quote is not closed'],
    ['length', 'x'.repeat(100_001), 'position 100001: a query holds at most 100,000 characters'],
    ['conditions', 'a '.repeat(1_001), 'position 2001: more than 1,000 conditions'],
    ['depth', '('.repeat(500), 'position 102: nested deeper than 100 levels'],
  ])('says where it cannot be read, by one line: %s', async (_, query, message) => {
    const { code, stderr } = await casebound(['query', caseFile, query]);
    expect(code).toBe(2);
    const said = `casebound: INVALID_INPUT: ${message}`;
    expect(stderr.slice(0, said.length)).toBe(said);
    expect(stderr).toMatch(/^[^\p{Cc}]*\n$/u);
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

it('counts what each of a list of search terms finds, and says which does not read', async () => {
  using workspace = new Workspace();
  const caseFile = workspace.path('trail.casebound');
  await importInto(caseFile, workspace.trail('trail.ndjson', 500));
  const list = workspace.path('terms.txt');
  writeFileSync(list, 'verdict:broken\r\n\r\n  ai_generated  \n-verdict:*\nverdikt:x\n');
  const { code, stdout } = await casebound(['terms', caseFile, list, '--json']);
  expect(code).toBe(1);
  const report = JSON.parse(stdout.toString()) as TermsReport;
  expect(report.terms.map(({ term }) => term)).toEqual([
    'verdict:broken',
    'ai_generated',
    '-verdict:*',
    'verdikt:x',
  ]);
  const [broken, generated, none, wrong] = report.terms;
  expect(broken?.entries).toBeGreaterThan(0);
  expect(broken?.unique).toBe(broken?.entries);
  expect(generated?.hits).toBeGreaterThanOrEqual(generated?.entries ?? 0);
  expect(none?.entries).toBe(0);
  expect(wrong?.fault).toContain('did you mean verdict?');
  const out = workspace.path('terms.csv');
  expect((await casebound(['terms', caseFile, list, '--query', 'verdict:broken', '--out', out])).code).toBe(
    1,
  );
  const csv = readFileSync(out, 'utf8').split('\r\n');
  expect(csv.slice(0, 2)).toEqual([
    'term,hits,unique,entries,fault',
    `verdict:broken,${broken?.entries},${broken?.entries},${broken?.entries},`,
  ]);
  expect(csv[3]).toBe("'-verdict:*,0,0,0,");
  expect((await casebound(['terms', caseFile, list, '--out', out])).code).toBe(2);
});
