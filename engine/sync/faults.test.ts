import { describe, expect, it } from 'vitest';
import { type SyncSystem, syncSystems } from '../../shared/domain/sync.ts';
import {
  at,
  cut,
  cutChunked,
  endless,
  every,
  gzipped,
  invalidJson,
  longLength,
  shortLength,
  stalled,
  status,
  trickled,
} from '../../test/servers/faults.ts';
import { type Fault, VendorServer } from '../../test/servers/server.ts';
import { vendorEntry, vendors, vendorTrail } from '../../test/servers/trails.ts';
import { answerRows } from './acquisitions.ts';
import { contentsOf, SyncedCase } from './testing/acquired.ts';

const period = { from: '2025-11-01', to: '2025-12-31' };
const wishOf = (system: SyncSystem, server: VendorServer, more: object = {}) => ({
  system,
  baseUrl: server.url,
  key: server.key,
  ...period,
  ...more,
});

/** Faults that pass: with each of them everything is there in the end, each entry once. */
const passing: Readonly<Record<string, Fault>> = {
  'too many requests, with the seconds to wait': every(3, status(429, { 'Retry-After': '7' })),
  'too many requests, with a date': every(3, (exchange) =>
    status(429, { 'Retry-After': new Date(Date.now() + 9000).toUTCString() })(exchange),
  ),
  'too many requests, without a word': every(3, status(429)),
  'a server that fails': every(2, status(500)),
  'a service that is away': every(3, status(503, { 'Retry-After': '1' })),
  'connections that are cut': every(3, cut),
  'connections that are cut between chunks': every(3, cutChunked),
  'a length that is too short': every(3, shortLength),
  'a length that is too long': every(3, longLength),
  'answers that are compressed': every(1, gzipped),
  'answers that are no JSON': every(3, invalidJson),
};

describe.each(Object.entries(passing))('with %s', (_name, fault) => {
  it.each(syncSystems)('%s is acquired completely', async (system) => {
    const trail = vendorTrail(system, 330);
    await using server = await VendorServer.start(vendors[system], trail);
    await using acquired = await SyncedCase.make();
    // The first request is answered: an address that never did is given up sooner.
    server.fault = (exchange) =>
      exchange.n === 1 && fault !== passing['answers that are compressed']
        ? exchange.next()
        : fault(exchange);
    const source = await acquired.sync(
      wishOf(system, server, system === 'verbitas' ? { filters: { limit: ['50'] } } : {}),
    );
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: true, quarantined: 0, conflicts: 0 });
    if (system === 'indigiarmor') expect((await acquired.verify()).ok).toBe(true);
  });
});

describe('waiting', () => {
  it('is as long as the server asks, with a little chance', async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 5));
    await using acquired = await SyncedCase.make();
    server.fault = at([1], status(429, { 'Retry-After': '7' }));
    await acquired.sync(wishOf('verbitas', server));
    expect(acquired.waits).toEqual([7250]);
  });

  it("goes by the server's own clock where a date is named", async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 5));
    await using acquired = await SyncedCase.make();
    server.clockSkew = 3_600_000;
    server.fault = at([1], (exchange) =>
      status(503, { 'Retry-After': new Date(Date.now() + 3_600_000 + 20_000).toUTCString() })(exchange),
    );
    await acquired.sync(wishOf('verbitas', server));
    expect(acquired.waits[0]).toBeGreaterThan(15_000);
    expect(acquired.waits[0]).toBeLessThan(25_000);
  });

  it('grows where the server asks for nothing, and has an end', async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 120));
    await using acquired = await SyncedCase.make();
    server.fault = (exchange) => (exchange.n === 1 ? exchange.next() : status(500)(exchange));
    const failing = acquired.sync(wishOf('verbitas', server, { filters: { limit: ['50'] } }));
    await expect(failing).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    expect(acquired.waits).toEqual([375, 750, 1500, 3000, 6000, 12_000, 22_500]);
  });

  it('for longer than a person would is left to a person', async () => {
    await using server = await VendorServer.start(vendors.verbitas, []);
    await using acquired = await SyncedCase.make();
    server.fault = status(429, { 'Retry-After': '90000' });
    await expect(acquired.sync(wishOf('verbitas', server))).rejects.toMatchObject({ code: 'SOURCE_LIMIT' });
    expect(acquired.waits).toEqual([]);
  });
});

describe('an address that has not given an entry yet', () => {
  const tries = async (fault: Fault): Promise<number> => {
    await using server = await VendorServer.start(vendors.verbitas, []);
    await using acquired = await SyncedCase.make();
    server.fault = fault;
    await expect(acquired.sync(wishOf('verbitas', server))).rejects.toMatchObject({
      code: expect.stringMatching(/^SOURCE_/),
    });
    return server.asked.length;
  };

  it('is asked again as long as it says when to come back, and given up sooner where it does not', async () => {
    expect(await tries(status(503, { 'Retry-After': '1' }))).toBe(8);
    expect(await tries(status(429, { 'Retry-After': '1' }))).toBe(8);
    expect(await tries(status(500))).toBe(5);
    expect(await tries(cut)).toBe(3);
  });
});

describe('what does not pass is told, and nothing is lost', () => {
  it('an answer that stops coming', async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 120));
    await using acquired = await SyncedCase.make();
    acquired.limits = { ...acquired.limits, idleMs: 50 };
    server.fault = at([2], stalled);
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { limit: ['50'] } }));
    expect(source).toMatchObject({ complete: true, entries: 120 });
  });

  it('an answer that comes byte by byte and takes too long', async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 120));
    await using acquired = await SyncedCase.make();
    acquired.limits = { ...acquired.limits, totalMs: 2000 };
    server.fault = at([2], trickled);
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { limit: ['50'] } }));
    expect(source).toMatchObject({ complete: true, entries: 120, requests: 4 });
  });

  it('an endless answer is not read to its end, and less is asked for', async () => {
    const trail = vendorTrail('itsreal', 90);
    await using server = await VendorServer.start(vendors.itsreal, trail);
    await using acquired = await SyncedCase.make();
    acquired.limits = { ...acquired.limits, bytes: 1 << 20 };
    server.fault = at([1], endless);
    const source = await acquired.sync(wishOf('itsreal', server));
    expect(source).toMatchObject({ complete: true, entries: 90 });
    const [first] = [...answerRows(acquired.connection, source.acquisition.id)];
    expect(first).toMatchObject({ offset: null, bytes: null, fault: expect.stringContaining('longer') });
  });

  it('answers that are always endless', async () => {
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 9));
    await using acquired = await SyncedCase.make();
    acquired.limits = { ...acquired.limits, bytes: 1 << 20 };
    server.fault = endless;
    const source = await acquired.sync(wishOf('indigiarmor', server));
    expect(source).toMatchObject({ complete: false, entries: 0 });
  });

  it('a key that expires midway: the rest comes with the next one', async () => {
    const trail = vendorTrail('verbitas', 220);
    await using server = await VendorServer.start(vendors.verbitas, trail);
    await using acquired = await SyncedCase.make();
    const wish = wishOf('verbitas', server, { filters: { limit: ['50'] } });
    server.fault = ({ n, next }) => {
      if (n === 3) server.key = 'another-key-0123456789';
      next();
    };
    await expect(acquired.sync(wish)).rejects.toMatchObject({ code: 'AUTH_REJECTED' });
    const before = server.asked.length;
    const source = await acquired.sync({ ...wish, key: server.key });
    expect(source).toMatchObject({ complete: true, entries: 220, duplicates: 0 });
    expect(server.asked.length - before).toBeLessThan(5);
  });

  it('a key without the scope', async () => {
    await using server = await VendorServer.start(vendors.verbitas, []);
    await using acquired = await SyncedCase.make();
    const failing = acquired.sync(wishOf('verbitas', server, { key: server.weakKey }));
    await expect(failing).rejects.toMatchObject({
      code: 'AUTH_REJECTED',
      message: expect.stringContaining('verbitas.auth.insufficient_scope'),
    });
  });

  it('a cursor that leads in a circle', async () => {
    await using server = await VendorServer.start(vendors.verbitas, vendorTrail('verbitas', 120));
    await using acquired = await SyncedCase.make();
    server.fault = ({ asked, answered, response, next }) => {
      if (!asked.query.has('cursor')) return next();
      const page = JSON.parse(answered.body) as Record<string, unknown>;
      response.end(JSON.stringify({ ...page, cursor: asked.query.get('cursor'), has_more: true }));
    };
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { limit: ['50'] } }));
    expect(source).toMatchObject({
      complete: false,
      entries: 100,
      reason: expect.stringContaining('circle'),
    });
  });

  it('pages that come twice', async () => {
    const trail = vendorTrail('verbitas', 200);
    await using server = await VendorServer.start(vendors.verbitas, trail);
    await using acquired = await SyncedCase.make();
    let held = '';
    server.fault = ({ n, answered, response, next }) => {
      // The third page says what the second did, and leads on as it should.
      if (n === 2) held = answered.body;
      if (n !== 3) return next();
      const { entries } = JSON.parse(held) as { entries: unknown[] };
      const third = JSON.parse(answered.body) as { entries: unknown[] };
      response.end(JSON.stringify({ ...third, entries: [...entries, ...third.entries] }));
    };
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { limit: ['50'] } }));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: true, entries: 200, duplicates: 50 });
    expect((await acquired.verify()).findings).toEqual([]);
  });

  it('entries that come in while pages are read', async () => {
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 250));
    await using acquired = await SyncedCase.make();
    let next = 1000;
    server.fault = (exchange) => {
      exchange.next();
      // Their own time is before the end of the period: they shift every page behind them.
      if (exchange.n < 6)
        server.entries.push(vendorEntry('indigiarmor', next, Date.parse('2025-11-02T00:00:00Z') + next++));
    };
    const source = await acquired.sync(wishOf('indigiarmor', server));
    expect(acquired.contents()).toEqual(contentsOf(server.entries));
    expect(source).toMatchObject({ complete: true, reported: server.entries.length });
    expect((await acquired.verify()).ok).toBe(true);
  });

  it('a list that never holds still', async () => {
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 150));
    await using acquired = await SyncedCase.make();
    let next = 1000;
    server.fault = (exchange) => {
      exchange.next();
      server.entries.push(vendorEntry('indigiarmor', next, Date.parse('2025-11-02T00:00:00Z') + next++));
    };
    const source = await acquired.sync(wishOf('indigiarmor', server));
    expect(source).toMatchObject({ complete: false, reason: expect.stringContaining('no two passes') });
  });
});
