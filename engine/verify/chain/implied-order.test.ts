import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { canonicalize } from '../../../shared/json/canonical.ts';
import {
  chainFindings,
  failing,
  impliedTrail,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  verifiedBothWays,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';

/** As bare exports and as one case, of which the same must be told. */
async function told(...files: readonly string[]): Promise<VerifyReport> {
  const { asCase, asExport } = await verifiedBothWays(files.map((content, n) => [`${n}.ndjson`, content]));
  expect(chainFindings(asCase)).toEqual(chainFindings(asExport));
  for (const [n] of files.entries())
    for (const axis of ['content', 'linkage', 'sequence', 'head'])
      expect(statusOf(asExport, axis, `source ${n + 1}`)).toBe(statusOf(asCase, axis, `source ${n + 1}`));
  return asCase;
}

const reasonOf = ({ axes }: VerifyReport, axis: string) =>
  axes.find((each) => each.axis === axis && each.subject === 'source 1')?.reason ?? '';
const chainMessages = ({ findings }: VerifyReport) => findings.map(({ message }) => message);
const entries = impliedTrail(20);
const breaks = (report: VerifyReport) =>
  chainFindings(report).flatMap(({ code, ordinal }) => (code === 'CHAIN_BREAK' ? [ordinal] : []));

describe('entries that do not state what is before them', () => {
  it('are whole in another order, which their hashes alone tell', async () => {
    const [a, b, ...rest] = entries.slice(8);
    const report = await told(ndjson([...entries.slice(0, 8), b as object, a as object, ...rest]));
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('pass');
    expect(statusOf(report, 'linkage')).toBe('pass');
    expect(statusOf(report, 'sequence')).toBe('unverifiable');
    expect(reasonOf(report, 'sequence')).toMatch(/3 places in another order than their links/);
  });

  it('are whole newest first', async () => {
    const report = await told(ndjson(entries.toReversed()));
    for (const axis of ['content', 'linkage', 'head']) expect(statusOf(report, axis)).toBe('pass');
    expect(reasonOf(report, 'sequence')).toMatch(/newest first/);
  });

  it('are whole newest first over many batches, and an edit is found in each place', async () => {
    const many = impliedTrail(4200).toReversed();
    const whole = await verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(many)));
    for (const axis of ['content', 'linkage']) expect(statusOf(whole, axis)).toBe('pass');
    // The last of a batch is read before what is behind it.
    const edited = many.map((entry, n) =>
      n === 4095 || n === 4096 ? { ...entry, product: 'other' } : entry,
    );
    const broken = await verifiedExport(write(temporaryFolder(), 'b.ndjson', ndjson(edited)));
    expect(breaks(broken)).toEqual([4095, 4096]);
  });

  it('go on from one file into another, in whatever order these come', async () => {
    const report = await told(
      ndjson(entries.slice(12)),
      ndjson(entries.slice(0, 5)),
      ndjson(entries.slice(5, 12)),
    );
    for (const subject of ['source 1', 'source 2', 'source 3'])
      for (const axis of ['content', 'linkage', 'sequence', 'head'])
        expect(statusOf(report, axis, subject)).toBe('pass');
  });

  it('go on into a file that is in such disorder that none of its entries follows its neighbour', async () => {
    const shuffled = [11, 9, 12, 10].map((n) => entries[n] as object);
    const report = await told(ndjson([...entries.slice(0, 9), ...entries.slice(13)]), ndjson(shuffled));
    expect(failing(report)).toEqual([]);
    for (const subject of ['source 1', 'source 2']) expect(statusOf(report, 'content', subject)).toBe('pass');
  });

  describe('beside a file of which no hash recomputes', () => {
    const scattered = [3, 7, 11].map((n) => entries[n] as Record<string, unknown>);
    const rest = entries.filter((_, n) => ![3, 7, 11].includes(n));
    const edited = rest.with(13, { ...rest[13], product: 'other' });

    it('follow those in it, wherever their hashes stand, and break where they were edited', async () => {
      const whole = await told(ndjson(rest), ndjson(scattered));
      expect(failing(whole)).toEqual([]);
      expect(statusOf(whole, 'content')).toBe('pass');
      expect(statusOf(whole, 'content', 'source 2')).toBe('unverifiable');
      const renamed = scattered.map(({ entry_hash, ...entry }) => ({ ...entry, hash: entry_hash }));
      const broken = await told(ndjson(edited), ndjson(renamed));
      expect(failing(broken)).toEqual(['content source 1']);
      expect(breaks(broken)).toEqual([13]);
    });

    it('break where they were edited, or one is missing, beside chains of other makers', async () => {
      const other = (algorithm: string) =>
        Array.from({ length: 9 }, (_, n) => ({ ...makeEntry(n), hash: hash(algorithm, `key ${n}`) }));
      const report = await told(ndjson(edited), ndjson(other('sha256')), ndjson(other('md5')));
      expect(breaks(report)).toEqual([3, 6, 9, 13]);
    });

    it('are not called broken where its hashes cannot be read', async () => {
      const table =
        'log_id,timestamp,entry_hash\r\nlog_3,2025-11-04T14:25:51Z,00\r\nlog_7,2025-11-04T14:26:51Z,11\r\n';
      const report = await told(ndjson(edited), table);
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'content')).toBe('unverifiable');
      expect(chainMessages(report)).toContain(
        'the entry before it may stand in source 2, whose hashes no profile recomputes',
      );
    });
  });

  it('are not called broken where their maker leaves out what is null, newest first or long after the first', async () => {
    let before = '';
    const many = Array.from({ length: 260 }, (_, n) => {
      const entry = makeEntry(n);
      before = hash('sha256', `${before}\n${canonicalize(entry)}`);
      return {
        ...entry,
        ...(n % 50 === 9 && (n > 200 || n < 10) ? { reviewer: null } : {}),
        entry_hash: before,
      };
    });
    const late = many.map(({ reviewer, ...entry }: { reviewer?: null }, n) =>
      n > 200 && reviewer === null ? { ...entry, reviewer } : entry,
    );
    for (const list of [many.toReversed(), many.slice(0, 20).toReversed(), many, late, late.toReversed()]) {
      const report = await verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(list)));
      expect(failing(report)).toEqual([]);
      expect(breaks(report)).toEqual([]);
      expect(statusOf(report, 'content')).toBe('unverifiable');
    }
  });

  it('do not fork where those between two of a file stand in another', async () => {
    const [a, b] = [[...entries.slice(0, 6), ...entries.slice(12)], entries.slice(6, 12)];
    for (const files of [
      [a, b],
      [b, a],
      [a.toReversed(), b.toReversed()],
      [a.toReversed(), b],
    ]) {
      const report = await told(...files.map((each) => ndjson(each)));
      expect(failing(report)).toEqual([]);
      for (const subject of ['source 1', 'source 2'])
        expect(statusOf(report, 'linkage', subject)).toBe('pass');
    }
  });

  it('break where one was edited, in another order too', async () => {
    const edited = entries.with(5, { ...entries[5], product: 'other' });
    expect(breaks(await told(ndjson(edited)))).toEqual([5]);
    const [a, b, ...rest] = edited.slice(12);
    expect(breaks(await told(ndjson([...edited.slice(0, 12), b as object, a as object, ...rest])))).toEqual([
      5,
    ]);
  });

  it('break once where only the stated hash was changed', async () => {
    const edited = entries.with(5, { ...entries[5], entry_hash: 'ab'.repeat(32) });
    const report = await told(ndjson(edited));
    expect(breaks(report)).toEqual([5]);
    expect(statusOf(report, 'sequence')).toBe('pass');
  });

  it('may begin anew, and one that stands twice is told once', async () => {
    const report = await told(ndjson([...entries, ...impliedTrail(6, 'risk_score')]));
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/2 chains begin here/);
    const twice = await told(ndjson([...entries.slice(0, 9), entries[3] as object, ...entries.slice(9)]));
    expect(failing(twice)).toEqual(['sequence source 1']);
  });

  it('behind quarantined bytes are not called broken', async () => {
    const lines = [...ndjson(entries.slice(0, 9)), '{"log_id":"log_9\n', ...ndjson(entries.slice(10))].join(
      '',
    );
    const report = await told(lines);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'content')).toMatch(/^1 entry without a hash that can be recomputed/);
  });

  it('fork where two follow the same one', async () => {
    const before = entries[9]?.['entry_hash'] as string;
    const entry = makeEntry(99);
    const other = { ...entry, entry_hash: hash('sha256', `${before}\n${canonicalize(entry)}`) };
    const report = await told(ndjson([...entries.slice(0, 10), other, ...entries.slice(10)]));
    expect(failing(report)).toContain('linkage source 1');
  });

  describe('of which too many stand apart for all of them to be looked for', () => {
    const many = impliedTrail(2200);
    const edit = (entry: object | undefined) => ({ ...entry, product: 'other' });
    const isEdited = (n: number) => n >= 203 && n % 4 === 3;
    /** The first are what the chain is found by; the others stand in no order. */
    const shuffled = (list: readonly object[]) => [
      ...list.slice(0, 200),
      ...list
        .map((_, n) => list[(n * 1009) % list.length] as object)
        .filter((each) => list.indexOf(each) >= 200),
    ];
    const verifiedOf = (list: readonly object[]) =>
      verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(list)));

    it('break where they were edited', async () => {
      const report = await verifiedOf(many.map((entry, n) => (isEdited(n) ? edit(entry) : entry)));
      expect(failing(report)).toEqual(['content source 1']);
      expect(breaks(report)).toEqual(many.flatMap((_, n) => (isEdited(n) ? [n] : [])));
      expect(reasonOf(report, 'content')).toMatch(/held against hashes near them alone/);
    });

    it('are not called broken in another order', async () => {
      const report = await verifiedOf(shuffled(many));
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'content')).toBe('unverifiable');
      expect(statusOf(report, 'sequence')).toBe('unverifiable');
      expect(reasonOf(report, 'content')).toMatch(/without a hash that can be recomputed/);
    });

    it('in another order break nowhere but where they were edited', async () => {
      const list = shuffled(many.map((entry, n) => (isEdited(n) ? edit(entry) : entry)));
      const report = await verifiedOf(list);
      const isOther = (n: number) => (list[n] as { product: string }).product === 'other';
      expect(failing(report)).toEqual(['content source 1']);
      expect(breaks(report).filter((n) => n === undefined || !isOther(n))).toEqual([]);
    });
  });

  it('are whole where several chains are written in turn, any number of times', async () => {
    const [a, b] = [impliedTrail(1500), impliedTrail(1500, 'risk_score')];
    const turns = a.flatMap((entry, n) => [...(n % 3 === 0 ? b.slice(n, n + 3) : []), entry]);
    const report = await verifiedExport(write(temporaryFolder(), 'a.ndjson', ndjson(turns)));
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('pass');
    expect(reasonOf(report, 'linkage')).toMatch(/2 chains begin here/);
  });
});
