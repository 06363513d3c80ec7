import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TaskContext, unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { noWish } from '../chain/chain-sample.ts';
import { chainWish } from '../chain/chain-wish.ts';
import { verifyExport } from '../export/verify-export.ts';
import {
  chained,
  csv,
  makeEntry,
  ndjson,
  temporaryFolder,
  trail,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';
import { keptPlaces } from './kept-states.ts';

const entries = trail(900);
const runs = Number(process.env['CASEBOUND_RUNS'] ?? 3);

async function following(
  path: string,
  state: string,
  context: TaskContext = unwatched,
  { partial = false, reuse = 'unchanged' as const, chain = noWish } = {},
) {
  const kept = keptPlaces(state, reuse);
  try {
    // A place behind every batch: those of these tests are small.
    const places = { ...kept, of: kept.of, every: 0 };
    return await verifyExport(path, { partial, places, chain }, context, new StopFlag());
  } finally {
    kept.close();
  }
}

type Report = Awaited<ReturnType<typeof following>>;

/** Everything that a report says, but for where it went on. */
function said({ axes, findings, ...rest }: Report) {
  return {
    ...rest,
    axes: axes.map((axis) => ({ ...axis, reason: axis.axis === 'storage' ? '' : axis.reason })),
    findings: findings
      .map(({ actual, expected, ...finding }) =>
        JSON.stringify(
          finding.code === 'TIME_AFTER_ACQUISITION' ? finding : { actual, expected, ...finding },
        ),
      )
      .sort(),
  };
}

/** Bytes that were not followed again. */
function goneOnFrom({ axes }: Report): number {
  const reason = axes.find(({ axis }) => axis === 'storage')?.reason ?? '';
  return Number((/its first ([\d,]+) bytes/.exec(reason)?.[1] ?? '0').replaceAll(',', ''));
}

function exportOf(text: string, name = 'trail.ndjson') {
  const folder = temporaryFolder();
  return { path: write(folder, name, text), state: `${folder}/kept.state` };
}

/** Trails in each form that can be gone on with, with what may be wrong in them. */
const forms: readonly (readonly [string, string, string])[] = [
  ['lines', 'trail.ndjson', ndjson(entries)],
  [
    'lines in which much is wrong',
    'trail.ndjson',
    ndjson([
      ...entries.slice(0, 300),
      { ...entries[300], action_recorded: 'changed' },
      ...entries.slice(301, 420),
      '{"broken',
      entries[7] as object,
      { ...makeEntry(5000), timestamp: '2019-01-01T00:00:00Z' },
      ...entries.slice(500),
    ]),
  ],
  [
    'running numbers, some of them missing',
    'trail.ndjson',
    ndjson(
      chained(
        Array.from({ length: 900 }, (_, n) => ({ ...makeEntry(n), seq: n })).filter(
          ({ seq }) => seq % 211 > 2,
        ),
      ),
    ),
  ],
  [
    'rows of a table',
    'trail.csv',
    csv([
      ...entries.slice(0, 350),
      entries[9] as object as Record<string, unknown>,
      'too,few',
      ...entries.slice(352),
    ]),
  ],
];

/** Stops as a person would, once so many parts were followed. */
function stoppedAfter(parts: number): TaskContext {
  let seen = 0;
  return {
    checkCancelled: () => {},
    progress: () => {
      if (++seen === parts) throw new Error('stopped');
    },
  };
}

describe('a bare export that was followed before', () => {
  it('is not followed again where it is as it was', async () => {
    const { path, state } = exportOf(ndjson(entries));
    const whole = await following(path, state);
    expect(goneOnFrom(whole)).toBe(0);
    const again = await following(path, state);
    expect(goneOnFrom(again)).toBe(statSync(path).size);
    expect(said(again)).toEqual(said(await verifiedExport(path)));
  });

  it('and has grown is followed from where it ended, and says the same as if it were followed whole', async () => {
    const { path, state } = exportOf(ndjson(entries.slice(0, 700)));
    await following(path, state);
    const before = statSync(path).size;
    appendFileSync(path, ndjson(entries.slice(700)));
    const grown = await following(path, state);
    expect(goneOnFrom(grown)).toBe(before);
    expect(said(grown)).toEqual(said(await verifiedExport(path)));
    expect(goneOnFrom(await following(path, state))).toBe(statSync(path).size);
  });

  it.each(forms)('%s: goes on inside, where it was stopped, however often', async (_, name, text) => {
    const { path, state } = exportOf(text, name);
    const whole = said(await verifiedExport(path));
    for (let stops = 0; stops < 2; stops++)
      await expect(following(path, state, stoppedAfter(1))).rejects.toThrow('stopped');
    const rest = await following(path, state);
    expect(goneOnFrom(rest)).toBeGreaterThan(text.length / 3);
    expect(said(rest)).toEqual(whole);
    expect(goneOnFrom(await following(path, state))).toBe(statSync(path).size);
  });

  it('of which the last row is not at its end is not taken for whole: a quote may be closed further on', async () => {
    const whole = csv(entries.slice(0, 30));
    const { path, state } = exportOf(`${whole}"a note\r\n`, 'trail.csv');
    await following(path, state);
    appendFileSync(path, `that goes on",,,,\r\n${csv(entries.slice(30, 40))}`);
    expect(said(await following(path, state))).toEqual(said(await verifiedExport(path)));
  });

  it('with a byte changed in what was followed is followed from its beginning, and the change is found', async () => {
    const { path, state } = exportOf(ndjson(entries.slice(0, 700)));
    await following(path, state);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('escalated')] = 0x45;
    writeFileSync(path, Buffer.concat([bytes, Buffer.from(ndjson(entries.slice(700)))]));
    const changed = await following(path, state);
    expect(goneOnFrom(changed)).toBe(0);
    expect(changed.ok).toBe(false);
    expect(said(changed)).toEqual(said(await verifiedExport(path)));
  });

  it('and was cut is followed from its beginning', async () => {
    const { path, state } = exportOf(ndjson(entries));
    await following(path, state);
    writeFileSync(path, readFileSync(path).subarray(0, 40_000));
    expect(said(await following(path, state))).toEqual(said(await verifiedExport(path)));
  });

  it('a last line without an end is not taken for a whole one', async () => {
    const whole = ndjson(entries.slice(0, 20));
    const { path, state } = exportOf(whole.slice(0, -200));
    await following(path, state);
    writeFileSync(path, whole);
    const completed = await following(path, state);
    expect(goneOnFrom(completed)).toBe(0);
    expect(said(completed)).toEqual(said(await verifiedExport(path)));
  });

  it('asked in another way is followed anew', async () => {
    const { path, state } = exportOf(ndjson(entries));
    await following(path, state);
    const partial = await following(path, state, unwatched, { partial: true });
    expect(goneOnFrom(partial)).toBe(0);
  });

  it(
    'says the same however it grew, whatever stands in it',
    async () => {
      const pool = [
        ...entries.slice(0, 30),
        makeEntry(3),
        { ...makeEntry(900), timestamp: '2019-01-01T00:00:00Z' },
        { ...makeEntry(901), logged_at: '2001-01-01T00:00:00Z' },
        { ...entries[7], action_recorded: 'changed' },
        { ...entries[8], entry_hash: 'short' },
        '{"broken',
        '',
      ];
      const pieces = fc.array(
        fc.record({ from: fc.nat(pool.length - 1), length: fc.integer({ min: 1, max: 20 }) }),
        { minLength: 1, maxLength: 3 },
      );
      await fc.assert(
        fc.asyncProperty(pieces, fc.nat(7), async (parts, n) => {
          // To look for any profile takes longer than all else.
          const chain = n === 0 ? noWish : chainWish({ profile: 'jcs' });
          const { path, state } = exportOf(ndjson(entries.slice(0, 10)));
          for (const { from, length } of parts) {
            await following(path, state, unwatched, { chain });
            appendFileSync(path, ndjson(pool.slice(from, from + length)));
            const grown = await following(path, state, unwatched, { chain });
            const whole = await verifyExport(path, { partial: false, chain }, unwatched, new StopFlag());
            expect(said(grown)).toEqual(said(whole));
          }
        }),
        { numRuns: runs },
      );
    },
    20_000 * runs,
  );

  it('of which what was kept lost a bit is refused, not believed', async () => {
    const { path, state } = exportOf(ndjson(entries));
    await following(path, state);
    const db = new Database(state);
    db.prepare('UPDATE progress SET state = replace(state, \'"recomputed":\', \'"recomputed":1\')').run();
    db.close();
    await expect(following(path, state)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
