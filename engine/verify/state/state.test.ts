import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reuse } from '../../../shared/contract/integrity-operations.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import type { ReadableDb } from '../../case/database.ts';
import { openReadable } from '../../case/open.ts';
import { storedColumns } from '../../case/schema.ts';
import { sourceRow } from '../../case/sources.ts';
import { type TaskContext, unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { chainWish } from '../chain/chain-wish.ts';
import {
  chained,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from '../testing/chained-case.ts';
import { verifyCase } from '../verify-case.ts';
import { heldRows } from './held-digest.ts';
import { keptStates, statesForPack } from './kept-states.ts';

const entries = trail(30);
const lines = (from: number, to: number) => entries.slice(from, to);

interface Kept {
  readonly reuse?: Reuse;
  readonly context?: TaskContext;
  readonly partial?: boolean;
  readonly key?: string;
}

async function keeping(
  path: string,
  file: string,
  { reuse, context = unwatched, partial = false, key }: Kept = {},
) {
  const db = openReadable(path);
  const states = keptStates(db, file, reuse);
  try {
    const chain = chainWish(key === undefined ? undefined : { hmacKey: Buffer.from(key).toString('base64') });
    return await verifyCase(db, path, { partial, states, chain }, context, new StopFlag());
  } finally {
    states.close();
    db.close();
  }
}

/** The report that goes into a pack. */
async function forPack(path: string, file: string): Promise<VerifyReport> {
  const db = openReadable(path);
  const states = statesForPack(db, file);
  try {
    return await verifyCase(db, path, { partial: false, states }, unwatched, new StopFlag());
  } finally {
    states.close();
    db.close();
  }
}

/** Everything that a report says, but for the words on when it was found out. */
function said({ axes, findings, findingsTotal, chain, chains }: VerifyReport) {
  const places = findings.map(({ code, subject, ordinal, expected, actual }) =>
    JSON.stringify([code, subject, ordinal, expected, actual]),
  );
  return {
    axes: axes.map(({ axis, subject, status, checked, reason }) =>
      [subject, axis, status, checked, axis === 'storage' ? '' : reason].join(' '),
    ),
    findings: places.sort(),
    findingsTotal,
    chain,
    chains,
  };
}

/** The sources that were not derived again. */
function reused({ axes }: VerifyReport): string[] {
  return axes
    .filter(({ axis, reason }) => axis === 'storage' && /was hashed now|not looked at now/.test(reason))
    .map(({ subject }) => subject);
}

async function caseOf(...sources: readonly (readonly (object | string)[])[]) {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  for (const [n, source] of sources.entries())
    await importFiles(path, [write(folder, `s${n}.ndjson`, ndjson(source))]);
  return { folder, path, file: `${folder}/kept.state` };
}

const unchained = Array.from({ length: 5 }, (_, n) => makeEntry(100 + n));

describe('a verification that goes on from another', () => {
  it('derives nothing again of what is as it was, and says the same', async () => {
    const { path, file } = await caseOf(lines(0, 10), lines(10, 20), lines(20, 30), unchained);
    const full = await verified(path);
    expect(said(await keeping(path, file))).toEqual(said(full));
    const again = await keeping(path, file);
    expect(said(again)).toEqual(said(full));
    expect(reused(again)).toEqual(['source 1', 'source 2', 'source 3', 'source 4']);
    expect(statusOf(again, 'head', 'source 3')).toBe('pass');
  });

  it('derives what was added, and looks there for what others name', async () => {
    const { folder, path, file } = await caseOf(lines(0, 10), unchained);
    await keeping(path, file);
    await importFiles(path, [write(folder, 'more.ndjson', ndjson(lines(10, 30)))]);
    const grown = await keeping(path, file);
    expect(said(grown)).toEqual(said(await verified(path)));
    expect(reused(grown)).toEqual(['source 1', 'source 2']);
  });

  it('derives a source again whose chain a new one explains', async () => {
    const { folder, path, file } = await caseOf(lines(0, 1), unchained);
    await keeping(path, file);
    await importFiles(path, [write(folder, 'more.ndjson', ndjson(lines(1, 30)))]);
    const grown = await keeping(path, file);
    expect(said(grown)).toEqual(said(await verified(path)));
    expect(statusOf(grown, 'content', 'source 1')).toBe('pass');
    expect(reused(await keeping(path, file))).toEqual(['source 1', 'source 2', 'source 3']);
  });

  it('finds a chain for a new source where it was found itself, not where it was only followed to', async () => {
    const { folder, path, file } = await caseOf(lines(0, 1), lines(0, 2));
    await keeping(path, file);
    await importFiles(path, [write(folder, 'more.ndjson', ndjson(lines(1, 2)))]);
    expect(said(await keeping(path, file))).toEqual(said(await verified(path)));
  });

  it('derives a source again that may carry what a new one names in its middle', async () => {
    const { folder, path, file } = await caseOf(lines(0, 20), unchained);
    await keeping(path, file);
    await importFiles(path, [write(folder, 'overlap.ndjson', ndjson(lines(12, 30)))]);
    const grown = await keeping(path, file);
    expect(said(grown)).toEqual(said(await verified(path)));
    expect(reused(grown)).toEqual(['source 2']);
  });

  it('takes back a gap that a later source fills, and a fork that it makes', async () => {
    const gapped = [...lines(0, 5), ...lines(8, 14)];
    const { folder, path, file } = await caseOf(gapped);
    expect(failing(await keeping(path, file))).toEqual(['linkage source 1']);
    await importFiles(path, [write(folder, 'missing.ndjson', ndjson(lines(5, 8)))]);
    expect(said(await keeping(path, file))).toEqual(said(await verified(path)));
    const fork = chained([makeEntry(77)], entries[13]?.entry_hash);
    await importFiles(path, [write(folder, 'fork.ndjson', ndjson([...fork, ...lines(14, 16)]))]);
    expect(said(await keeping(path, file))).toEqual(said(await verified(path)));
  });

  it('says the same as one that derives everything, however a trail came in', async () => {
    const piece = fc.record({
      from: fc.nat(24),
      length: fc.integer({ min: 1, max: 12 }),
      reversed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 2, maxLength: 4 }), async (pieces) => {
        const { folder, path, file } = await caseOf(unchained);
        for (const [n, { from, length, reversed }] of pieces.entries()) {
          const some = lines(from, from + length);
          await importFiles(path, [
            write(folder, `p${n}.ndjson`, ndjson(reversed ? some.toReversed() : some)),
          ]);
          const anew = await verified(path);
          expect(said(await keeping(path, file))).toEqual(said(anew));
          // To the byte where it goes into a pack.
          expect(JSON.stringify(await forPack(path, file))).toBe(JSON.stringify(anew));
        }
      }),
      { numRuns: 8 },
    );
  });

  it('goes on where it was cancelled', async () => {
    const { path, file } = await caseOf(lines(0, 10), lines(10, 20), lines(20, 30));
    let begun = 0;
    const context: TaskContext = {
      progress: () => {
        begun++;
      },
      checkCancelled: () => {
        if (begun > 2) throw new Error('cancelled');
      },
    };
    await expect(keeping(path, file, { context })).rejects.toThrow(/cancelled/);
    const rest = await keeping(path, file);
    expect(reused(rest)).toEqual(['source 1', 'source 2']);
    expect(said(rest)).toEqual(said(await verified(path)));
  });

  it('derives again what is asked in another way: as a selection, by another key', async () => {
    const { path, file } = await caseOf(lines(0, 4), unchained);
    await keeping(path, file);
    expect(reused(await keeping(path, file, { partial: true }))).toEqual([]);
    expect(reused(await keeping(path, file, { partial: true, key: 'k'.repeat(32) }))).toEqual([]);
    expect(reused(await keeping(path, file, { partial: true, key: 'k'.repeat(32) }))).toHaveLength(2);
    expect(reused(await keeping(path, file, { partial: true, key: 'j'.repeat(32) }))).toEqual([]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/k{32}|kkkk/);
  });

  it('derives everything again where it is told to, and keeps that', async () => {
    const { path, file } = await caseOf(lines(0, 4));
    await keeping(path, file);
    expect(reused(await keeping(path, file, { reuse: 'nothing' }))).toEqual([]);
  });

  it('in the quick form holds nothing for passed that it does not look at', async () => {
    const gapped = [...lines(0, 5), ...lines(8, 14)];
    const { path, file } = await caseOf(gapped, lines(14, 20));
    await keeping(path, file);
    tamper(path, (db) => db.exec("UPDATE entry_row SET entry_id = 'x' WHERE source = 2"));
    const quick = await keeping(path, file, { reuse: 'unread' });
    const ofSources = quick.axes.filter(({ subject }) => subject.startsWith('source'));
    expect(ofSources.filter(({ status }) => status === 'pass')).toEqual([]);
    expect(failing(quick)).toEqual(['linkage source 1']);
    expect(failing(await keeping(path, file))).toContain('storage source 2');
  });

  it('remembers nothing of a source whose storage failed', async () => {
    const { path, file } = await caseOf(lines(0, 6), unchained);
    tamper(path, (db) => db.exec("UPDATE entry_row SET entry_id = 'x' WHERE id = 2"));
    await keeping(path, file);
    const again = await keeping(path, file);
    expect(reused(again)).toEqual(['source 2']);
    expect(failing(again)).toContain('storage source 1');
  });
});

describe('what changed since is derived again, and found:', () => {
  const changes: readonly [string, string][] = [
    ['a stored chunk', "UPDATE chunk SET data = CAST(substr(data, 1, length(data) - 1) || x'2a' AS BLOB)"],
    ['a chunk taken away', 'DELETE FROM chunk WHERE source = 1'],
    ['a duplicate', 'UPDATE duplicate SET line = line + 1'],
    ['what a duplicate repeats', 'UPDATE duplicate SET entry = entry - 1'],
    ['quarantine', "UPDATE quarantine SET reason = 'TOO_LONG'"],
    ['quarantine taken away', 'DELETE FROM quarantine'],
    ['a term', "UPDATE term SET value = value || 'x' WHERE column = 'product'"],
    ['the name of a source', "UPDATE source SET name = name || 'x'"],
    ['the secret of a source', 'UPDATE source SET secret = zeroblob(32)'],
    ['a root', 'UPDATE source SET merkle_root = zeroblob(32)'],
    ['an entry taken away', 'DELETE FROM entry_row WHERE id = 3'],
  ];
  const made = caseForChanges();

  async function caseForChanges(): Promise<Buffer> {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-state-'));
    try {
      const path = `${folder}/c.casebound`;
      await importFiles(path, [
        write(folder, 'a.ndjson', ndjson([...lines(0, 6), '{"broken', ...lines(2, 4)])),
      ]);
      return readFileSync(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it.each(changes)('%s', async (_, sql) => {
    const folder = temporaryFolder();
    const path = write(folder, 'c.casebound', await made);
    const file = `${folder}/kept.state`;
    const before = await keeping(path, file);
    tamper(path, (db) => db.exec(sql));
    const after = await keeping(path, file);
    expect(reused(after)).toEqual([]);
    expect(said(after)).toEqual(said(await verified(path)));
    expect(failing(after)).not.toEqual(failing(before));
  });

  it('any column of an entry', async () => {
    const path = write(temporaryFolder(), 'c.casebound', await made);
    const columns = ['ordinal', 'line', 'offset', 'length', 'content', ...storedColumns, 'conflicts_with'];
    const met = new Set<string>();
    tamper(path, (db) => {
      const held = () => heldRows(db as ReadableDb, sourceRow(db as ReadableDb, 1), new StopFlag());
      db.exec('BEGIN');
      met.add(held());
      for (const column of columns) {
        const other = `CASE typeof(${column}) WHEN 'blob' THEN zeroblob(32) WHEN 'text' THEN ${column} || 'x'
          WHEN 'null' THEN 1 ELSE ${column} + 1 END`;
        db.exec(`UPDATE entry_row SET ${column} = ${other} WHERE id = 2`);
        met.add(held());
      }
      db.exec('ROLLBACK');
    });
    expect(met.size).toBe(columns.length + 1);
  });
});

describe('the file that states are kept in', () => {
  it('is for its owner alone, and no larger after many verifications', async () => {
    const { path, file } = await caseOf(lines(0, 6), lines(6, 12));
    await keeping(path, file);
    const { size, mode } = statSync(file);
    expect(mode & 0o077).toBe(0);
    for (const partial of [true, false, true, false]) await keeping(path, file, { partial });
    expect(statSync(file).size).toBeLessThanOrEqual(size * 2);
  });

  it('of another case, or something else, is refused and left as it is', async () => {
    const { path, file } = await caseOf(lines(0, 6));
    const other = await caseOf(lines(0, 6));
    await keeping(other.path, other.file);
    copyFileSync(other.file, file);
    await expect(keeping(path, file)).rejects.toThrow(/of another case/);
    expect(readFileSync(file)).toEqual(readFileSync(other.file));
    writeFileSync(file, 'my notes');
    await expect(keeping(path, file)).rejects.toThrow(/no state of a verification/);
    expect(readFileSync(file, 'utf8')).toBe('my notes');
  });

  it('with states that do not read has nothing of their sources', async () => {
    const { path, file } = await caseOf(lines(0, 6), lines(6, 12), unchained);
    await keeping(path, file);
    const db = new Database(file);
    db.prepare('UPDATE source_state SET state = ? WHERE source = 1').run('{"source":1}');
    db.prepare('UPDATE source_state SET state = substr(state, 1, 40) WHERE source = 2').run();
    db.close();
    expect(reused(await keeping(path, file))).toEqual(['source 3']);
    expect(reused(await keeping(path, file))).toEqual(['source 1', 'source 2', 'source 3']);
  });

  it('by another version of Casebound is begun anew', async () => {
    const { path, file } = await caseOf(lines(0, 6), lines(6, 12));
    await keeping(path, file);
    const db = new Database(file);
    db.pragma('user_version = 1');
    db.exec('DROP TABLE progress; CREATE TABLE progress (source INTEGER)');
    db.close();
    expect(reused(await keeping(path, file))).toEqual([]);
    expect(reused(await keeping(path, file))).toEqual(['source 1', 'source 2']);
  });

  it('cut off is refused, and left as it is', async () => {
    const { path, file } = await caseOf(lines(0, 6));
    await keeping(path, file);
    const cut = readFileSync(file).subarray(0, 5000);
    writeFileSync(file, cut);
    await expect(keeping(path, file)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(file)).toEqual(cut);
  });

  it('that was made and not written yet is begun', async () => {
    const { path, file } = await caseOf(lines(0, 6));
    writeFileSync(file, '');
    await keeping(path, file);
    expect(reused(await keeping(path, file))).toEqual(['source 1']);
  });
});
