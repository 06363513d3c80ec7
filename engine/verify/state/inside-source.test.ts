import { appendFileSync, copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reuse } from '../../../shared/contract/integrity-operations.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { openReadable } from '../../case/open.ts';
import { type TaskContext, unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import {
  csv,
  failing,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  verified,
  write,
} from '../testing/chained-case.ts';
import { verifyCase } from '../verify-case.ts';
import { keptStates } from './kept-states.ts';

const entries = trail(900);

/** A place behind every batch: those of these tests are small. */
async function keeping(
  path: string,
  file: string,
  context: TaskContext = unwatched,
  reuse: Reuse = 'unchanged',
) {
  const db = openReadable(path);
  const kept = keptStates(db, file, reuse);
  try {
    const states = { ...kept, places: { ...kept.places, every: 0 } };
    return await verifyCase(db, path, { partial: false, states }, context, new StopFlag());
  } finally {
    kept.close();
    db.close();
  }
}

/** Stops as a person would, once so many parts of all sources were derived. */
function stoppedAfter(parts: number): TaskContext {
  let told = 0;
  return {
    checkCancelled: () => {
      if (told === parts) throw new Error('stopped');
    },
    progress: () => {
      told++;
    },
  };
}

function isStopped(error: unknown): void {
  if (!(error instanceof Error && error.message === 'stopped')) throw error;
}

/** Everything that a report says, but for the words on what was derived now. */
function said({ axes, findings, ...rest }: VerifyReport) {
  return {
    ...rest,
    axes: axes.map((axis) => ({ ...axis, reason: axis.axis === 'storage' ? '' : axis.reason })),
    findings: findings.map((finding) => JSON.stringify(finding, Object.keys(finding).sort())).sort(),
  };
}

function storageOf({ axes }: VerifyReport, source: number): string {
  return axes.find(({ axis, subject }) => axis === 'storage' && subject === `source ${source}`)?.reason ?? '';
}

async function caseOf(text: string, name = 'trail.ndjson') {
  const folder = temporaryFolder();
  const path = `${folder}/c.casebound`;
  const file = write(folder, name, text);
  await importFiles(path, [file]);
  return { folder, path, file, state: `${folder}/kept.state` };
}

/** What a trail may hold that is told of: a break, a gap, quarantine, a repetition, odd times. */
const odd = [
  ...entries.slice(0, 300),
  { ...entries[300], action_recorded: 'changed' },
  ...entries.slice(301, 400),
  '{"broken',
  entries[7] as object,
  { ...makeEntry(5000), timestamp: '2019-01-01T00:00:00Z' },
  ...entries.slice(450),
];

const numbered = Array.from({ length: 900 }, (_, n) => ({ ...makeEntry(n), seq: n }));
/** Trails in each form that can be gone on with. */
const forms: readonly (readonly [string, string, string])[] = [
  ['a sound trail', 'trail.ndjson', ndjson(entries)],
  ['one in which much is wrong', 'trail.ndjson', ndjson(odd)],
  [
    'one with running numbers, some missing',
    'trail.ndjson',
    ndjson(numbered.filter(({ seq }) => seq % 211 > 2)),
  ],
  ['a table', 'trail.csv', csv([...entries.slice(0, 350), 'too,few', '', ...entries.slice(350)])],
];

describe('a source that was derived in part', () => {
  it.each(forms)('of %s: is gone on with inside, and says the same', async (_, name, text) => {
    const { path, state } = await caseOf(text, name);
    await expect(keeping(path, state, stoppedAfter(1))).rejects.toThrow('stopped');
    const rest = await keeping(path, state);
    expect(storageOf(rest, 1)).toMatch(/of its first 256 records/);
    expect(said(rest)).toEqual(said(await verified(path)));
  });

  it('says the same wherever it was stopped, and however often', async () => {
    const cases = await Promise.all(
      forms.map(async ([, name, text]) => {
        const made = await caseOf(text, name);
        return { ...made, whole: said(await verified(made.path)) };
      }),
    );
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cases),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
        async ({ folder, path, whole }, stops) => {
          const state = `${folder}/${n++}.state`;
          // Some come to the end before they are stopped.
          for (const parts of stops) await keeping(path, state, stoppedAfter(parts)).catch(isStopped);
          expect(said(await keeping(path, state))).toEqual(whole);
        },
      ),
      { numRuns: Number(process.env['CASEBOUND_RUNS'] ?? 6) },
    );
  });

  it('is derived whole where the case file says something else by now', async () => {
    const { folder, path, state } = await caseOf(ndjson(entries));
    await expect(keeping(path, state, stoppedAfter(1))).rejects.toThrow('stopped');
    const changes = [
      "UPDATE entry_row SET request_id = 'x' WHERE id = 20",
      'UPDATE entry_row SET line = line + 1 WHERE id = 800',
      "UPDATE term SET value = 'x' WHERE column = 'product' AND code = 0",
      'UPDATE entry_row SET content = zeroblob(32) WHERE id = 3',
    ];
    for (const [n, sql] of changes.entries()) {
      const [changed, kept] = [`${folder}/${n}.casebound`, `${folder}/${n}.state`];
      copyFileSync(path, changed);
      copyFileSync(state, kept);
      tamper(changed, (db) => db.exec(sql));
      const report = await keeping(changed, kept);
      expect(said(report)).toEqual(said(await verified(changed)));
      expect(failing(report)).not.toEqual([]);
    }
  });

  it('derives everything where it is told to', async () => {
    const { path, state } = await caseOf(ndjson(entries));
    await expect(keeping(path, state, stoppedAfter(1))).rejects.toThrow('stopped');
    expect(storageOf(await keeping(path, state, unwatched, 'nothing'), 1)).toMatch(/^file hash, entry/);
  });
});

describe('a trail that has grown and is delivered again as a whole', () => {
  async function grown(more: readonly (object | string)[], before: readonly (object | string)[] = entries) {
    const made = await caseOf(ndjson(before));
    await keeping(made.path, made.state);
    appendFileSync(made.file, ndjson(more));
    await importFiles(made.path, [made.file]);
    return made;
  }

  it('is derived where it is new, and says the same', async () => {
    const { path, state } = await grown(trail(950).slice(900));
    const report = await keeping(path, state);
    // What both hold is compared entry by entry, for which the first is followed from where it was kept.
    expect(storageOf(report, 1)).toMatch(/the case file holds what everything was derived from/);
    expect(storageOf(report, 2)).toMatch(/its first 900 records are those of source 1, byte for byte/);
    expect(said(report)).toEqual(said(await verified(path)));
    expect(storageOf(await keeping(path, state), 2)).toMatch(
      /the case file holds what everything was derived from/,
    );
  });

  it('also where quarantined bytes and breaks stand in what was delivered before', async () => {
    const before = odd.filter((line) => line !== entries[7]);
    const { path, state } = await grown([makeEntry(7000)], before);
    const report = await keeping(path, state);
    expect(storageOf(report, 2)).toMatch(/are those of source 1/);
    expect(said(report)).toEqual(said(await verified(path)));
  });

  it.each([
    ['a place of a record', 'UPDATE duplicate SET line = line + 1 WHERE source = 2 AND ordinal = 5'],
    ['what a record repeats', 'UPDATE duplicate SET entry = entry + 1 WHERE source = 2 AND ordinal = 5'],
    ['a record taken away', 'DELETE FROM duplicate WHERE source = 2 AND ordinal = 5'],
    ['a root', 'UPDATE source SET merkle_root = zeroblob(32) WHERE id = 2'],
    ['a column of what is new', "UPDATE entry_row SET request_id = 'x' WHERE source = 2"],
    ['what was delivered first', "UPDATE entry_row SET request_id = 'x' WHERE id = 5"],
    [
      'stored bytes',
      "UPDATE chunk SET data = CAST(substr(data, 1, length(data) - 1) || x'2a' AS BLOB) WHERE source = 2",
    ],
  ])('is derived whole where the case file was changed in %s, which is found', async (_, sql) => {
    const { path, state } = await grown(trail(950).slice(900));
    tamper(path, (db) => db.exec(sql));
    const report = await keeping(path, state);
    expect(said(report)).toEqual(said(await verified(path)));
    expect(failing(report)).not.toEqual([]);
  });
});
