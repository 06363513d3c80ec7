import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import {
  type ChainedEntry,
  chained,
  chainFindings,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  temporaryFolder,
  trail,
  verified,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';

/** Verifies the records as a bare export and, imported, as a case: the trail must be told alike. */
async function both(content: string, partial = false): Promise<VerifyReport> {
  const folder = temporaryFolder();
  const path = write(folder, 'trail.ndjson', content);
  const asExport = await verifiedExport(path, partial);
  const file = `${folder}/c.casebound`;
  await importFiles(file, [path]);
  const asCase = await verified(file, partial);
  expect(chainFindings(asCase)).toEqual(chainFindings(asExport));
  for (const axis of ['content', 'linkage', 'sequence', 'head', 'tail', 'time']) {
    expect(asCase.axes.find((each) => each.axis === axis && each.subject === 'source 1')).toEqual(
      asExport.axes.find((each) => each.axis === axis),
    );
  }
  expect(statusOf(asCase, 'storage')).toBe('pass');
  return asExport;
}

const entries = trail(12);
const at = (index: number) => entries[index] as ChainedEntry;
const without = (...indexes: number[]) => entries.filter((_, index) => !indexes.includes(index));
const placeOf = (content: string, id: string) => {
  const byteOffset = content.indexOf(`{"log_id":"${id}"`);
  return { byteOffset, line: content.slice(0, byteOffset).split('\n').length };
};

describe('a chained trail', () => {
  it('passes whole', async () => {
    const report = await both(ndjson(entries));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.chain).toMatchObject({
      detected: true,
      profile: 'jcs (entry_hash, prev_hash)',
      omits: ['entry_hash'],
    });
    for (const axis of ['content', 'linkage', 'sequence', 'head'])
      expect(statusOf(report, axis)).toBe('pass');
    expect(statusOf(report, 'tail')).toBe('unverifiable');
  });

  it('with an entry edited breaks exactly there', async () => {
    const edited = { ...at(5), action_recorded: 'approved' };
    const content = ndjson(entries.with(5, edited));
    const report = await both(content);
    expect(chainFindings(report)).toEqual([
      {
        code: 'CHAIN_BREAK',
        entryId: 'log_5',
        ordinal: 5,
        ...placeOf(content, 'log_5'),
        expected: at(5).entry_hash,
        actual: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(failing(report)).toEqual(['content source 1']);
  });

  it('with several edited so that they are the shortest of all breaks at each', async () => {
    const edited = [1, 4, 6, 7, 9];
    const report = await both(
      ndjson(entries.map((entry, n) => (edited.includes(n) ? { ...entry, action_recorded: '' } : entry))),
    );
    expect(chainFindings(report).map(({ entryId }) => entryId)).toEqual(edited.map((n) => `log_${n}`));
    expect(failing(report)).toEqual(['content source 1']);
  });

  it('with an entry edited and hashed again leaves a gap before the next one', async () => {
    const [edited] = chained([{ ...makeEntry(5), action_recorded: 'approved' }], at(4).entry_hash);
    const content = ndjson(entries.with(5, edited as ChainedEntry));
    const report = await both(content);
    expect(chainFindings(report)).toEqual([
      {
        code: 'CHAIN_GAP',
        entryId: 'log_6',
        ordinal: 6,
        ...placeOf(content, 'log_6'),
        expected: at(5).entry_hash,
        actual: edited?.entry_hash,
      },
    ]);
    expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('with entries taken out has a gap exactly there', async () => {
    const content = ndjson(without(3, 4, 8));
    const report = await both(content);
    expect(chainFindings(report)).toEqual([
      {
        code: 'CHAIN_GAP',
        entryId: 'log_5',
        ordinal: 3,
        ...placeOf(content, 'log_5'),
        expected: at(4).entry_hash,
        actual: at(2).entry_hash,
      },
      {
        code: 'CHAIN_GAP',
        entryId: 'log_9',
        ordinal: 6,
        ...placeOf(content, 'log_9'),
        expected: at(8).entry_hash,
        actual: at(7).entry_hash,
      },
    ]);
    expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('with an entry forged in between, linked and hashed, has a fork there', async () => {
    const [forged] = chained([{ ...makeEntry(99) }], at(4).entry_hash);
    const report = await both(ndjson(entries.toSpliced(6, 0, forged as ChainedEntry)));
    expect(chainFindings(report)).toMatchObject([
      { code: 'CHAIN_FORK', entryId: 'log_99', expected: at(5).entry_hash, actual: forged?.entry_hash },
    ]);
    expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('with an entry forged in without a hash is not called verified, and it is named', async () => {
    const report = await both(ndjson([...entries.slice(0, 5), makeEntry(99), ...entries.slice(5)]));
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_UNKNOWN', entryId: 'log_99', ordinal: 5 }]);
    expect(report.ok).toBe(true);
    expect(statusOf(report, 'content')).toBe('unverifiable');
  });

  it('with a name twice in an entry is not called broken', async () => {
    const doubled = JSON.stringify(at(5)).replace('{', '{"product":"x",');
    const report = await both(ndjson(entries.map((entry, n) => (n === 5 ? doubled : entry))));
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_UNKNOWN', entryId: 'log_5' }]);
    expect(report.ok).toBe(true);
  });

  it('kept only from some time on is not broken', async () => {
    const report = await both(ndjson(entries.slice(4)));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'head')).toBe('unverifiable');
    expect(statusOf(report, 'linkage')).toBe('pass');
  });

  it('cut at its end leaves no trace, and the tail says so', async () => {
    const report = await both(ndjson(entries.slice(0, 8)));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'tail')).toBe('unverifiable');
  });

  it('declared a selection has islands, not gaps', async () => {
    const report = await both(ndjson(without(3, 4, 8)), true);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    const linkage = report.axes.find(({ axis }) => axis === 'linkage');
    expect(linkage).toMatchObject({ status: 'unverifiable', reason: expect.stringMatching(/^3 islands/) });
  });

  it('with an unreadable record where an entry is missing is unverifiable there', async () => {
    const content = ndjson(entries.map((entry, n) => (n === 5 ? '{"log_id":"log_5",' : entry)));
    const report = await both(content);
    expect(chainFindings(report)).toMatchObject([
      { code: 'CHAIN_GAP', entryId: 'log_6', ordinal: 5, line: 7 },
    ]);
    expect(report.ok).toBe(true);
    expect(statusOf(report, 'linkage')).toBe('unverifiable');
  });

  it('with an unreadable record elsewhere still has its gap', async () => {
    const content = ndjson([...without(5), '{"log_id":']);
    expect(failing(await both(content))).toEqual(['linkage source 1']);
    expect(failing(await both(`{"log_id":\n${ndjson(without(5))}`))).toEqual(['linkage source 1']);
  });

  it('with a record twice says which', async () => {
    const content = ndjson([...entries.slice(0, 6), at(3), ...entries.slice(6)]);
    const report = await both(content);
    expect(chainFindings(report)).toMatchObject([
      { code: 'RECORD_REPEATED', entryId: 'log_3', ordinal: 6, line: 7 },
    ]);
    expect(failing(report)).toEqual(['sequence source 1']);
  });

  it('in another order is whole, and its order an observation', async () => {
    const report = await both(ndjson([0, 7, 1, 2, 11, 3, 4, 6, 5, 8, 10, 9].map(at)));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'linkage')).toBe('pass');
    expect(statusOf(report, 'sequence')).toBe('unverifiable');
  });

  it('in another order without its beginning has a head that is not here, not a gap', async () => {
    const report = await both(ndjson([8, 5, 6, 4, 7].map(at)));
    expect(report.ok).toBe(true);
    expect(chainFindings(report)).toEqual([]);
    expect(statusOf(report, 'head')).toBe('unverifiable');
  });
});

describe.each<[string, (entries: readonly ChainedEntry[]) => ChainedEntry[]]>([
  ['oldest first', (all) => [...all]],
  ['newest first', (all) => all.toReversed()],
  ['shuffled', (all) => [...all.filter((_, n) => n % 3 === 0), ...all.filter((_, n) => n % 3 !== 0)]],
])('a trail %s', (_, ordered) => {
  it('in which only the hash that one entry states was changed breaks there, and misses nothing after it', async () => {
    const report = await both(ndjson(ordered(entries.with(5, { ...at(5), entry_hash: 'ab'.repeat(32) }))));
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', entryId: 'log_5' }]);
    expect(failing(report)).toEqual(['content source 1']);
  });
});

describe('a trail with the newest entry first', () => {
  it('passes whole', async () => {
    const report = await both(ndjson(entries.toReversed()));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'linkage')).toBe('pass');
    expect(statusOf(report, 'head')).toBe('pass');
    expect(report.axes.find(({ axis }) => axis === 'sequence')?.reason).toMatch(/newest first/);
  });

  it.each([1, 5, 10])('with entry %i taken out has a gap exactly there', async (index) => {
    const content = ndjson(without(index).toReversed());
    const report = await both(content);
    expect(chainFindings(report)).toMatchObject([
      {
        code: 'CHAIN_GAP',
        entryId: `log_${index + 1}`,
        ...placeOf(content, `log_${index + 1}`),
        expected: at(index).entry_hash,
        actual: at(index - 1).entry_hash,
      },
    ]);
    expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('with an entry forged in has a fork', async () => {
    const [forged] = chained([{ ...makeEntry(99) }], at(4).entry_hash);
    const report = await both(ndjson(entries.toSpliced(5, 0, forged as ChainedEntry).toReversed()));
    expect(report.findings.map(({ code }) => code)).toContain('CHAIN_FORK');
    expect(failing(report)).toEqual(['linkage source 1']);
  });

  it('kept only from some time on is not broken', async () => {
    const report = await both(ndjson(entries.slice(4).toReversed()));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'head')).toBe('unverifiable');
  });

  it('with an unreadable record where an entry is missing is unverifiable there', async () => {
    const report = await both(
      ndjson(entries.map((entry, n) => (n === 5 ? '{"log_id"' : entry)).toReversed()),
    );
    expect(report.ok).toBe(true);
    expect(statusOf(report, 'linkage')).toBe('unverifiable');
  });
});

describe('several chains in one file', () => {
  it('are not called one whole', async () => {
    const report = await both(
      ndjson([...entries, ...chained([makeEntry(20), makeEntry(21), makeEntry(22)])]),
    );
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'linkage')).toBe('unverifiable');
  });
});

describe('a chain over several files', () => {
  async function caseOf(...files: (readonly object[])[]): Promise<VerifyReport> {
    const folder = temporaryFolder();
    const paths = files.map((file, n) => write(folder, `${n}.ndjson`, ndjson(file)));
    await importFiles(`${folder}/c.casebound`, paths);
    return verified(`${folder}/c.casebound`);
  }

  it('goes on in the next one', async () => {
    const report = await caseOf(entries.slice(0, 5), entries.slice(5));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'head', 'source 2')).toBe('pass');
  });

  it('has its gap found in the later file too', async () => {
    const report = await caseOf(entries.slice(0, 5), without(8).slice(5));
    expect(failing(report)).toEqual(['linkage source 2']);
  });

  it('is not whole where a file between two of them is not here, and not broken either', async () => {
    for (const files of [
      [entries.slice(0, 4), entries.slice(6)],
      [entries.slice(6), entries.slice(0, 4)],
    ]) {
      const report = await caseOf(...files);
      const later = files[0] === undefined || files[0].length === 4 ? 'source 2' : 'source 1';
      const gap = { code: 'CHAIN_GAP', subject: later, entryId: 'log_6', expected: at(5).entry_hash };
      expect(report).toMatchObject({ ok: true, findings: [gap] });
      const linkage = report.axes.filter(({ axis }) => axis === 'linkage');
      expect(linkage.map(({ subject, status }) => [subject, status]).sort()).toEqual([
        ['source 1', later === 'source 1' ? 'unverifiable' : 'pass'],
        ['source 2', later === 'source 2' ? 'unverifiable' : 'pass'],
      ]);
    }
  });

  it('may have what one file lacks in another', async () => {
    const report = await caseOf(without(3, 4), entries.slice(2, 6));
    expect(report.ok).toBe(true);
    expect(statusOf(report, 'linkage')).toBe('pass');
  });

  it('of which one holds a single entry is followed there, by what was found in the other', async () => {
    for (const files of [
      [entries.slice(0, 1), entries.slice(1)],
      [entries.slice(0, -1), entries.slice(-1)],
    ]) {
      const report = await caseOf(...files);
      expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
      for (const source of ['source 1', 'source 2'])
        for (const axis of ['content', 'linkage'] as const)
          expect(statusOf(report, axis, source)).toBe('pass');
    }
  });

  it('of which one holds a single entry that does not recompute is not called broken', async () => {
    const edited = { ...at(0), action_recorded: 'rejected' };
    const report = await caseOf([edited], entries.slice(1));
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content', 'source 1')).toBe('unverifiable');
  });

  it('that forks between them is told', async () => {
    const forged = chained([makeEntry(90), makeEntry(91), makeEntry(92)], at(4).entry_hash);
    const report = await caseOf(entries, forged);
    expect(report.findings).toMatchObject([{ code: 'CHAIN_FORK', subject: 'source 2', entryId: 'log_90' }]);
    expect(failing(report)).toEqual(['linkage source 2']);
  });
});

describe('entries that carry no chain', () => {
  it('are never called verified or broken', async () => {
    const report = await both(ndjson([makeEntry(1), makeEntry(2), makeEntry(4)]));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'content')).toBe('absent');
    expect(statusOf(report, 'linkage')).toBe('absent');
  });

  it('but hashes of unknown making are unverifiable, every one edited or not', async () => {
    const report = await both(ndjson(entries.map((entry) => ({ ...entry, verdict: 'changed' }))));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'content')).toBe('unverifiable');
  });

  it('nor is anything said of what they link where none recomputes', async () => {
    const edited = entries.map((entry) => ({ ...entry, action_recorded: 'approved', product: 'other' }));
    const report = await both(ndjson(edited));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    for (const axis of ['content', 'linkage', 'sequence', 'head'] as const)
      expect(statusOf(report, axis)).toBe('unverifiable');
  });
});
