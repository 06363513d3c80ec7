import { describe, expect, it } from 'vitest';
import { type SyncSystem, syncSystems } from '../../shared/domain/sync.ts';
import { VendorServer } from '../../test/servers/server.ts';
import { vendorEntry, vendors, vendorTrail } from '../../test/servers/trails.ts';
import { contentsOf, SyncedCase } from './testing/acquired.ts';

const begin = Date.parse('2025-11-01T00:00:00Z');
const hour = 3_600_000;

/** The server's clock is where the test has the present. */
async function started(system: SyncSystem, count: number, acquired: SyncedCase): Promise<VendorServer> {
  const server = await VendorServer.start(vendors[system], vendorTrail(system, count));
  acquired.now = begin + 24 * hour;
  server.clockSkew = acquired.now - Date.now();
  return server;
}

describe.each(syncSystems)('%s, a second time', (system) => {
  it('is asked for what is new alone', async () => {
    await using acquired = await SyncedCase.make();
    await using server = await started(system, 500, acquired);
    const wish = { system, baseUrl: server.url, key: server.key, from: '2025-11-01' };
    expect(await acquired.sync(wish)).toMatchObject({ complete: true, entries: 500 });
    server.entries.push(...[1, 2, 3].map((n) => vendorEntry(system, 900 + n, begin + 24 * hour + n * 1000)));
    acquired.now += hour;
    server.clockSkew += hour;
    const before = server.asked.length;
    const second = await acquired.sync(wish);
    expect(second).toMatchObject({ complete: true, entries: 3, findings: [] });
    // The last five minutes come again.
    expect(second.duplicates).toBe(5);
    expect(second.acquisition.since).toBe('2025-11-01T00:00:00.000Z');
    expect(server.asked.length - before).toBeLessThan(8);
    expect(acquired.contents()).toEqual(contentsOf(server.entries));
    // And the third goes on from the second.
    acquired.now += hour;
    server.clockSkew += hour;
    // Behind the newest entry there is nothing yet, whenever that was asked.
    expect((await acquired.sync(wish)).acquisition.from).toBe(
      new Date(begin + 24 * hour + 3000 - 300_000).toISOString(),
    );
    expect((await acquired.verify()).ok).toBe(true);
  });

  it('tells what changed, vanished and came late, with both versions', async () => {
    await using acquired = await SyncedCase.make();
    await using server = await started(system, 40, acquired);
    const wish = { system, baseUrl: server.url, key: server.key, from: '2025-11-01', to: '2025-11-02' };
    acquired.now = begin + 72 * hour;
    server.clockSkew = acquired.now - Date.now();
    await acquired.sync(wish);
    server.entries = [
      ...server.entries.toSpliced(5, 1, { ...server.entries[5], altered: true }).toSpliced(7, 1),
      vendorEntry(system, 999, begin + hour),
    ];
    const second = await acquired.sync(wish);
    expect(second.overlaps).toEqual([{ source: 1, changed: 1, vanished: 1, late: 1 }]);
    expect(second.findings.map(({ code }) => code).sort()).toEqual([
      'ACQUIRED_CHANGED',
      'ACQUIRED_LATE',
      'ACQUIRED_VANISHED',
    ]);
    for (const { expected, actual } of second.findings) expect(expected).not.toBe(actual);
    const report = await acquired.verify();
    expect(report.ok).toBe(true);
    expect(report.findings.filter(({ axis }) => axis === 'completeness')).toEqual(second.findings);
  });

  it('with nothing changed finds nothing', async () => {
    await using acquired = await SyncedCase.make();
    await using server = await started(system, 120, acquired);
    const wish = { system, baseUrl: server.url, key: server.key, from: '2025-11-01', full: true };
    await acquired.sync(wish);
    const second = await acquired.sync(wish);
    expect(second).toMatchObject({
      entries: 0,
      findings: [],
      overlaps: [{ changed: 0, vanished: 0, late: 0 }],
    });
    expect((await acquired.verify()).findings).toEqual([]);
  });
});

it("reaches as far as the server's clock, whatever this machine's says", async () => {
  await using acquired = await SyncedCase.make();
  await using server = await started('verbitas', 10, acquired);
  // This machine is two hours ahead: what is logged in those is not in the first answer.
  acquired.now += 2 * hour;
  const wish = { system: 'verbitas' as const, baseUrl: server.url, key: server.key, from: '2025-11-01' };
  const first = await acquired.sync(wish);
  expect(Date.parse(first.acquisition.covered)).toBeLessThanOrEqual(begin + 24 * hour + 1000);
  server.entries.push(vendorEntry('verbitas', 77, begin + 25 * hour));
  server.clockSkew += 3 * hour;
  acquired.now += 3 * hour;
  expect(await acquired.sync(wish)).toMatchObject({ entries: 1, findings: [] });
});

it('finds what is listed later, though its time is before the last request', async () => {
  await using acquired = await SyncedCase.make();
  await using server = await started('klyra', 50, acquired);
  const wish = { system: 'klyra' as const, baseUrl: server.url, key: server.key };
  await acquired.sync(wish);
  // Hours before the first request, but behind everything that there was.
  server.entries.push(vendorEntry('klyra', 700, begin + 2 * hour));
  acquired.now += 60_000;
  const second = await acquired.sync(wish);
  expect(second).toMatchObject({ complete: true, entries: 1 });
  expect(second.findings.map(({ code }) => code)).toEqual(['ACQUIRED_LATE']);
});

it('with another filter is another trail', async () => {
  await using acquired = await SyncedCase.make();
  await using server = await started('indigiarmor', 30, acquired);
  const wish = { system: 'indigiarmor' as const, baseUrl: server.url, key: server.key, from: '2025-11-01' };
  await acquired.sync({ ...wish, filters: { tier: ['red'] } });
  const second = await acquired.sync(wish);
  expect(second).toMatchObject({ entries: 20, overlaps: [] });
  expect(second.acquisition.from).toBe('2025-11-01T00:00:00.000Z');
});

it('is held against a file of the same trail, entry by entry', async () => {
  await using acquired = await SyncedCase.make();
  await using server = await started('itsreal', 60, acquired);
  const lines = server.entries.map((entry) => JSON.stringify(entry));
  // The file has one entry that the API gives no more, lacks one that it gives, and has another version of a third.
  const extra = JSON.stringify(vendorEntry('itsreal', 800, begin + hour / 2));
  const altered = JSON.stringify({ ...server.entries[20], action_recorded: 'blocked' });
  const text = [...lines.toSpliced(20, 1, altered).toSpliced(10, 1), extra].join('\n');
  await acquired.importText('export.ndjson', text);
  const wish = { system: 'itsreal' as const, baseUrl: server.url, key: server.key, from: '2025-11-01' };
  const source = await acquired.sync(wish);
  expect(source.overlaps).toEqual([{ source: 1, changed: 1, vanished: 1, late: 1 }]);
  // A file of another account has nothing in common, and is not compared.
  await using other = await SyncedCase.make();
  const foreign = Array.from({ length: 9 }, (_, n) => JSON.stringify(vendorEntry('itsreal', 9000 + n)));
  await other.importText('other.ndjson', foreign.join('\n'));
  other.now = acquired.now;
  expect(await other.sync(wish)).toMatchObject({ overlaps: [], entries: 60 });
});

it('two of the same at once do not write over each other', async () => {
  await using acquired = await SyncedCase.make();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 300));
  const filters = { limit: ['50'] };
  const wish = {
    system: 'verbitas' as const,
    baseUrl: server.url,
    key: server.key,
    to: '2025-12-31',
    filters,
  };
  const fetched = await Promise.allSettled([acquired.fetch(wish), acquired.fetch(wish)]);
  const refused = fetched.filter((each) => each.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'CASE_LOCKED' });
  const source = await acquired.sync(wish);
  expect(source).toMatchObject({ complete: true, entries: 300, duplicates: 0 });
  expect((await acquired.verify()).findings).toEqual([]);
});

const period = { from: '2025-01-02', to: '2025-12-31' };

it('two that stream the same at once do not write over each other', async () => {
  await using acquired = await SyncedCase.make();
  await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 9000));
  const wish = {
    system: 'verbitas' as const,
    baseUrl: server.url,
    key: server.key,
    ...period,
    filters: { format: ['ndjson'] },
  };
  // Both have most of the entries, the second in another order and after the first, before the first has the rest.
  const steps: (() => void)[][] = [];
  server.fault = ({ n, answered, response, next }) => {
    if (n > 2) return next();
    const lines = answered.body.trimEnd().split('\n');
    const body = `${(n === 2 ? lines.reverse() : lines).join('\n')}\n`;
    const most = Math.floor(body.length * 0.8);
    response.writeHead(200, { 'Content-Type': answered.type });
    steps.push([() => response.write(body.slice(0, most)), () => response.end(body.slice(most))]);
    if (n === 1) return;
    const [[first, firstRest], [second, secondRest]] = steps as [(() => void)[], (() => void)[]];
    [first, second, firstRest, secondRest].forEach((step, i) => {
      setTimeout(() => step?.(), i * 200);
    });
  };
  const fetched = await Promise.allSettled([acquired.fetch(wish), acquired.fetch(wish)]);
  const refused = fetched.filter((each) => each.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'CASE_LOCKED' });
  const source = await acquired.sync(wish);
  expect(source).toMatchObject({ entries: 9000, quarantined: 0 });
  expect((await acquired.verify()).ok).toBe(true);
});
