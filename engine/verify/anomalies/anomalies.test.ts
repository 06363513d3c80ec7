import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import {
  chained,
  importFiles,
  makeEntry,
  ndjson,
  statusOf,
  tamper,
  temporaryFolder,
  verified,
  verifiedExport,
  write,
} from '../testing/chained-case.ts';
import { Clock, implausibleGaps } from './clock.ts';
import { SeenIds } from './seen-ids.ts';

const minute = 60_000;
const begin = Date.UTC(2025, 10, 4, 10);

interface Logged {
  readonly n: number;
  /** Minutes after the beginning. */
  readonly at: number;
  readonly loggedAt?: number;
  readonly note?: string;
}

function entry({ n, at, loggedAt = at, note }: Logged): object {
  const { result, ...rest } = makeEntry(n);
  return {
    ...rest,
    timestamp: new Date(begin + at * minute).toISOString(),
    logged_at: new Date(begin + loggedAt * minute).toISOString(),
    result: { ...(result as object), ...(note === undefined ? {} : { reviewer_note: note }) },
  };
}

const regular = (count: number): Logged[] => Array.from({ length: count }, (_, n) => ({ n, at: n }));

/** The observations of a bare export and of a case, which must be the same: `code ordinal`. */
async function observed(logged: readonly Logged[]): Promise<{ found: string[]; report: VerifyReport }> {
  const folder = temporaryFolder();
  const path = write(folder, 'a.ndjson', ndjson(logged.map(entry)));
  const bare = await verifiedExport(path);
  const caseFile = join(folder, 'a.casebound');
  await importFiles(caseFile, [path]);
  const report = await verified(caseFile);
  const found = (each: VerifyReport) => each.findings.map(({ code, ordinal }) => `${code} ${ordinal}`);
  expect(found(bare)).toEqual(found(report));
  expect(report.ok).toBe(true);
  expect(bare.ok).toBe(true);
  expect(report.findingsTotal).toBe(report.findings.length);
  return { found: found(report), report };
}

const timeReason = ({ axes }: VerifyReport) => axes.find(({ axis }) => axis === 'time')?.reason;

describe('what is odd about times', () => {
  test('is nothing in a regular trail, oldest first or newest first', async () => {
    expect((await observed(regular(150))).found).toEqual([]);
    const { found, report } = await observed(regular(150).toReversed());
    expect(found).toEqual([]);
    expect(timeReason(report)).toMatch(/nothing implausible/);
  });

  test('is an entry logged before its own time', async () => {
    const { found, report } = await observed(
      regular(20).map((each) => (each.n === 7 ? { ...each, loggedAt: 3 } : each)),
    );
    expect(found).toEqual(['TIME_LOGGED_EARLY 7']);
    expect(report.findings[0]).toMatchObject({
      axis: 'time',
      entryId: 'log_7',
      line: 8,
      expected: '2025-11-04T10:07:00.000Z',
      actual: '2025-11-04T10:03:00.000Z',
    });
    expect(statusOf(report, 'time')).toBe('unverifiable');
  });

  test('is an entry out of order, and only that one', async () => {
    const logged = regular(40);
    const [moved] = logged.splice(5, 1);
    logged.splice(20, 0, moved as Logged);
    expect((await observed(logged)).found).toEqual(['TIME_DISORDER 20']);
    expect((await observed(logged.toReversed())).found).toEqual(['TIME_DISORDER 19']);
  });

  test('is no second that entries stand in each other’s way', async () => {
    const logged = regular(40).map((each) => ({ ...each, at: each.n % 2 === 0 ? each.n : each.n - 1.01 }));
    expect((await observed(logged)).found).toEqual([]);
  });

  test('is a clock that was set back, said once where it was', async () => {
    const logged = regular(120).map((each) => ({ ...each, at: each.n < 60 ? each.n : each.n - 30 }));
    const { found, report } = await observed(logged);
    expect(found).toEqual(['TIME_STEP 60']);
    expect(timeReason(report)).toMatch(/times step back at 1 place/);
  });

  test('is a silence far beyond the rhythm of the trail', async () => {
    const nights = Array.from({ length: 400 }, (_, n) => ({ n, at: n + Math.floor(n / 20) * 720 }));
    expect((await observed(nights)).found).toEqual([]);
    const silent = nights.map((each) => (each.n < 210 ? each : { ...each, at: each.at + 10_000 }));
    const { found, report } = await observed(silent);
    expect(found).toEqual(['TIME_GAP 210']);
    expect(report.findings[0]?.message).toMatch(
      /6 d 22 h before this one, where the tenth longest such time is 12 h/,
    );
  });

  test('is a date after the acquisition', async () => {
    const { found } = await observed([...regular(3), { n: 3, at: 60 * 24 * 365 * 200 }]);
    expect(found).toEqual(['TIME_AFTER_ACQUISITION 3']);
  });

  test('is said once of a trail in no order of time', async () => {
    const shuffled = regular(200).map((each) => ({ ...each, at: (each.n * 77) % 200 }));
    const { found, report } = await observed(shuffled);
    expect(found).toEqual([]);
    expect(timeReason(report)).toMatch(/no order of time/);
  });

  test('is all counted, and listed after what bears on an answer', async () => {
    const folder = temporaryFolder();
    const entries = chained(
      Array.from({ length: 10_050 }, (_, n) => entry({ n, at: n, loggedAt: n - 5 }) as never),
    );
    const text = ndjson(entries).replace('"reviewer_note":"Note 10040"', '"reviewer_note":"Note 1004O"');
    const report = await verifiedExport(write(folder, 'a.ndjson', text));
    expect(report.findings[0]).toMatchObject({ code: 'CHAIN_BREAK', ordinal: 10_040 });
    expect(report.findings.length).toBe(10_000);
    expect(report.findingsTotal).toBe(10_051);
  });
});

describe('an id that stands twice', () => {
  test('over other bytes is told, and fails nothing', async () => {
    const { found, report } = await observed([...regular(5), { n: 2, at: 6, note: 'another' }]);
    expect(found).toEqual(['ID_REPEATED 5']);
    expect(statusOf(report, 'sequence')).toBe('absent');
    expect(report.axes.find(({ axis }) => axis === 'sequence')?.reason).toMatch(/1 id stands again/);
  });

  test('over the same bytes is a record that stands twice, and nothing else', async () => {
    const { found } = await observed([...regular(5), { n: 2, at: 2 }]);
    expect(found.filter((each) => !each.startsWith('TIME'))).toEqual(['RECORD_REPEATED 5']);
  });

  test('is looked for in a damaged case file too, of which storage tells', async () => {
    const folder = temporaryFolder();
    const caseFile = join(folder, 'a.casebound');
    const logged = [...regular(5), { n: 2, at: 6, note: 'another' }, { n: 2, at: 7, note: 'a third' }];
    await importFiles(caseFile, [write(folder, 'a.ndjson', ndjson(logged.map(entry)))]);
    for (const damage of [
      'DELETE FROM entry_row WHERE id = 6',
      'UPDATE entry_row SET conflicts_with = 99 WHERE id = 7',
      'UPDATE source SET first_entry = 3',
    ]) {
      tamper(caseFile, (db) => db.exec(damage));
      expect(statusOf(await verified(caseFile), 'storage', 'case')).toBe('fail');
    }
  });

  test('in another source is none of this one', async () => {
    const folder = temporaryFolder();
    const caseFile = join(folder, 'a.casebound');
    await importFiles(caseFile, [
      write(folder, 'a.ndjson', ndjson(regular(3).map(entry))),
      write(folder, 'b.ndjson', ndjson([entry({ n: 1, at: 1, note: 'another' })])),
    ]);
    expect((await verified(caseFile)).findings).toEqual([]);
  });

  test('is found whatever the ids are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }), (ids) => {
        const seen = new SeenIds();
        expect(ids.map((id) => seen.stoodBefore(id))).toEqual(ids.map((id, n) => ids.indexOf(id) < n));
      }),
    );
  });
});

test('a clock never holds more than it says, and counts all', () => {
  const place = { entryId: null, ordinal: 0, line: 1, byteOffset: 0, time: 0 };
  const times = fc.array(fc.integer({ min: 0, max: 1e7 }), { maxLength: 300 });
  fc.assert(
    fc.property(times, (list) => {
      const clock = new Clock('oldest first', { here: () => place, before: () => place });
      for (const time of list) clock.add(time);
      clock.finish();
      expect(clock.gaps.length).toBeLessThanOrEqual(10);
      expect(clock.latePlaces.length).toBe(clock.late);
      expect(clock.stepPlaces.length).toBe(clock.steps);
      expect(clock.late + 8 * clock.steps).toBeLessThanOrEqual(list.length);
      expect(implausibleGaps(clock, list.length).length).toBeLessThan(10);
    }),
  );
});
