/** Chains that other programs made: whole ones are never flagged, and what is done to them is told on the right axis. */
import { describe, expect, it } from 'vitest';
import { chainFindings, codes, failing, reasonOf, statusOf, verified } from './corpus.ts';
import { entries, withAction } from './entries.ts';
import type { Maker } from './makers.ts';

/** Every trial on every maker takes minutes: by default each is made on every other one. */
const all = process.env['CASEBOUND_CHAINS'] === 'all';

const wrongKeys = [undefined, Buffer.alloc(32, 9), Buffer.from('a wrong passphrase')];

/** Tries what may befall a chain on those of each maker. */
export function tryChains(makers: readonly Maker[]): void {
  for (const [n, maker] of makers.entries()) describe(maker.name, () => tryChain(maker, n));
}

function tryChain(maker: Maker, n: number): void {
  let trial = 0;
  const now = (name: string, run: () => Promise<void>) => {
    if (all || (n + trial++) % 2 === 0) it(name, run);
  };
  const { key, uncovered = [], implied = false, withoutNulls = false } = maker;
  const whole = maker.make(entries);
  const coversAction = !uncovered.includes('action');
  const at = (n: number) => whole[n] as string;

  it('is found whole, and nothing is flagged', async () => {
    const report = await verified(whole, key);
    expect(report.chain?.profile).toMatch(maker.found);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.chain).toMatchObject({ recompute: entries.length, looked: entries.length });
    expect(report.chain?.omits).toEqual(expect.arrayContaining([...uncovered]));
    expect(statusOf(report, 'content')).toBe(uncovered.length > 0 || withoutNulls ? 'unverifiable' : 'pass');
    if (withoutNulls)
      expect(reasonOf(report, 'content')).toMatch(/does not cover .*reviewer where it is null/);
    expect(statusOf(report, 'linkage')).toBe('pass');
    expect(statusOf(report, 'tail')).toBe('unverifiable');
  });

  it('with an entry edited fails there, where the hash covers it', async () => {
    const edited = coversAction
      ? withAction(at(5), 'rejected')
      : at(5).replace(/"actor": ?"user_\d"/, '"actor":"user_9"');
    expect(edited).not.toBe(at(5));
    const report = await verified(whole.with(5, edited), key);
    expect(failing(report)).toEqual(['content']);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 5 }]);
  });

  if (uncovered.length > 0)
    it('edited where no hash covers it is not called verified', async () => {
      const edited = at(5)
        .replace('"verdict":"authentic"', '"verdict":"forged"')
        .replace('"verdict": "authentic"', '"verdict": "forged"');
      expect(edited).not.toBe(at(5));
      const report = await verified(whole.with(5, edited), key);
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'content')).toBe('unverifiable');
      expect(reasonOf(report, 'content')).toMatch(/result/);
    });

  now('without its beginning is not broken', async () => {
    const report = await verified(whole.slice(3), key);
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'head')).toBe('unverifiable');
  });

  now('with entries taken out of its middle fails there', async () => {
    const report = await verified([...whole.slice(0, 4), ...whole.slice(6)], key);
    expect(failing(report)).toEqual([implied ? 'content' : 'linkage']);
    expect(chainFindings(report)).toMatchObject([
      { code: implied ? 'CHAIN_BREAK' : 'CHAIN_GAP', ordinal: 4 },
    ]);
    const declared = await verified([...whole.slice(0, 4), ...whole.slice(6)], key, true);
    expect(failing(declared)).toEqual([]);
    expect(statusOf(declared, 'linkage')).toBe('unverifiable');
  });

  now('without its end leaves no trace, and the tail says so', async () => {
    const report = await verified(whole.slice(0, 9), key);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(reasonOf(report, 'tail')).toMatch(/leave no trace/);
  });

  now('with an entry put in fails', async () => {
    const put = at(5).replace('"evt_5"', '"evt_99"');
    const report = await verified(whole.toSpliced(6, 0, put), key);
    expect(failing(report)).toContain('content');
    expect(codes(report)).toContain('CHAIN_BREAK');
  });

  now('with an entry twice fails', async () => {
    const report = await verified(whole.toSpliced(8, 0, at(3)), key);
    expect(failing(report)).toContain('sequence');
    expect(codes(report)).toContain('RECORD_REPEATED');
  });

  if (!implied)
    now('in another order is whole, and its order an observation', async () => {
      const report = await verified([0, 1, 2, 5, 4, 3, 6, 7, 8, 9, 10, 11].map(at), key);
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'linkage')).toBe('pass');
      expect(statusOf(report, 'sequence')).toBe('unverifiable');
    });

  if (!implied)
    now('with a second entry after one, both hashed, forks there', async () => {
      const other = maker.make(entries.with(6, (entries[6] as string).replace('evt_6', 'evt_66')));
      const report = await verified(whole.toSpliced(7, 0, other[6] as string), key);
      expect(failing(report)).toEqual(['linkage']);
      expect(codes(report)).toEqual(['CHAIN_FORK']);
    });

  now('hashed again from an entry on leaves no trace, and the tail says so', async () => {
    const again = maker.make(entries.map((entry, n) => (n < 6 ? entry : entry.replace(/evt_/, 'new_'))));
    const report = await verified(again, key);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'tail')).toBe('unverifiable');
  });

  now('cut in its last line is read up to there', async () => {
    const report = await verified(whole.join('\n').slice(0, -30), key);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'completeness')).toMatch(/1 of its records cannot be read/);
  });

  now('with an entry appended that others know nothing of fails', async () => {
    const appended = at(11).replace('"evt_11"', '"evt_12"');
    const report = await verified([...whole, appended], key);
    expect(failing(report)).toContain('content');
  });

  if (key !== undefined)
    it('without its key, or with another, is unverifiable and never broken', async () => {
      // If no form fits, all of them are tried, which takes long: so by default each maker gets one of the three wrong keys.
      for (const other of all ? wrongKeys : [wrongKeys[n % wrongKeys.length]]) {
        const report = await verified(whole, other);
        expect(failing(report)).toEqual([]);
        expect(chainFindings(report)).toEqual([]);
        expect(statusOf(report, 'content')).toBe('unverifiable');
        expect(reasonOf(report, 'content')).toMatch(other === undefined ? /^no key/ : /another key/);
      }
    });

  if (key !== undefined)
    now('made with another key from an entry on is unverifiable from there', async () => {
      const report = await verified(maker.make(entries, 7), key);
      expect(failing(report)).toEqual([]);
      expect(statusOf(report, 'content')).toBe('unverifiable');
      expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_UNKNOWN', ordinal: 7 }]);
    });
}
