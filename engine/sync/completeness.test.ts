import { describe, expect, it } from 'vitest';
import type { SyncSystem } from '../../shared/domain/sync.ts';
import { itsrealServer } from '../../test/servers/itsreal.ts';
import { klyraServer } from '../../test/servers/klyra.ts';
import { VendorServer } from '../../test/servers/server.ts';
import { vendorEntry, vendors, vendorTrail } from '../../test/servers/trails.ts';
import type { Bounds, Vendor } from '../../test/servers/vendor.ts';
import { contentsOf, SyncedCase } from './testing/acquired.ts';

const period = { from: '2025-11-01', to: '2025-12-31' };
const wishOf = (system: SyncSystem, server: VendorServer, more: object = {}) => ({
  system,
  baseUrl: server.url,
  key: server.key,
  ...period,
  ...more,
});

describe('a list without paging', () => {
  it.each(
    (['array', 'logs', 'ndjson'] as const).flatMap((wrap) =>
      (['both', 'from', 'to', 'neither'] as const).map((bounds) => ({ wrap, bounds })),
    ),
  )('as $wrap, its bounds $bounds, is read completely', async ({ wrap, bounds }) => {
    const trail = vendorTrail('itsreal', 433);
    await using server = await VendorServer.start(itsrealServer({ wrap, bounds, order: 'oldest' }), trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('itsreal', server, { from: '2025-10-31' }));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: true, quarantined: 0 });
    expect((await acquired.verify()).findings).toEqual([]);
  });

  it.each(['both', 'from', 'to', 'neither'] as const)(
    'loses nothing of entries that stand on every bound: %s',
    async (bounds) => {
      // Twice as many as an answer holds, a millisecond apart: every way to split meets entries.
      const begin = Date.parse('2025-11-05T00:00:00Z');
      const trail = Array.from({ length: 220 }, (_, n) => vendorEntry('klyra', n, begin + n));
      await using server = await VendorServer.start(klyraServer({ bounds }), trail);
      await using acquired = await SyncedCase.make();
      const source = await acquired.sync(wishOf('klyra', server));
      expect(acquired.contents()).toEqual(contentsOf(trail));
      expect(source.complete).toBe(true);
    },
  );

  it('of which a millisecond is full is told where', async () => {
    const at = Date.parse('2025-11-05T12:00:00Z');
    const trail = [
      ...vendorTrail('klyra', 120),
      ...Array.from({ length: 130 }, (_, n) => vendorEntry('klyra', 1000 + n, at)),
    ];
    await using server = await VendorServer.start(vendors.klyra, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('klyra', server));
    expect(source).toMatchObject({ complete: false, entries: 220 });
    expect(source.reason).toContain('100 at 2025-11-05T');
    // With a higher limit all of it comes.
    const again = await acquired.sync(wishOf('klyra', server, { filters: { limit: ['200'] } }));
    expect(again).toMatchObject({ complete: true, entries: 30 });
    expect(acquired.contents()).toEqual(contentsOf(trail));
    const axes = (await acquired.verify()).axes.filter(({ axis }) => axis === 'completeness');
    expect(axes.map(({ status }) => status)).toEqual(['unverifiable', 'pass']);
  });

  it.each(['both', 'from', 'to', 'neither'] as const)(
    'of which a millisecond is full is never told as complete, its bounds %s',
    async (bounds) => {
      const at = Date.parse('2025-11-05T12:00:00.123Z');
      const trail = [
        ...vendorTrail('klyra', 20),
        ...Array.from({ length: 130 }, (_, n) => vendorEntry('klyra', 1000 + n, at)),
      ];
      await using server = await VendorServer.start(klyraServer({ bounds }), trail);
      await using acquired = await SyncedCase.make();
      const source = await acquired.sync(wishOf('klyra', server, { from: '2025-10-31' }));
      expect(source).toMatchObject({ complete: false, entries: 120 });
      expect(source.reason).toContain('2025-11-05T12:00:00.12');
    },
  );

  describe('that cuts bounds to whole seconds', () => {
    const begin = Date.parse('2025-11-05T00:00:00Z');
    const cutting = (bounds: Bounds): Vendor => {
      const serve = klyraServer({ bounds });
      const cut = (time: unknown) => String(time).replace(/\.\d+Z$/, 'Z');
      return (asked, entries) => {
        const wish = asked.body as Record<string, unknown>;
        const body = { ...wish, start_time: cut(wish['start_time']), end_time: cut(wish['end_time']) };
        return serve({ ...asked, body }, entries);
      };
    };

    it.each(['both', 'from', 'to', 'neither'] as const)(
      'is read completely where a second is not full, its bounds %s',
      async (bounds) => {
        // Dense enough to be split far, entries on seconds and between them.
        const trail = Array.from({ length: 400 }, (_, n) => vendorEntry('klyra', n, begin + n * 125));
        await using server = await VendorServer.start(cutting(bounds), trail);
        await using acquired = await SyncedCase.make();
        const to = new Date(begin + 399 * 125 + 1).toISOString();
        const source = await acquired.sync(wishOf('klyra', server, { to }));
        expect(source).toMatchObject({ complete: true });
        expect(acquired.contents()).toEqual(contentsOf(trail));
      },
    );

    it('is told as not complete where one is full', async () => {
      const trail = Array.from({ length: 500 }, (_, n) => vendorEntry('klyra', n, begin + n * 4));
      await using server = await VendorServer.start(cutting('both'), trail);
      await using acquired = await SyncedCase.make();
      const source = await acquired.sync(wishOf('klyra', server));
      expect(source.complete).toBe(false);
      expect(source.reason).toContain('100 at 2025-11-05T00:00:0');
    });

    it('is complete though a second holds a round number of entries, which another answer exceeds', async () => {
      const trail = [
        ...Array.from({ length: 50 }, (_, n) => vendorEntry('klyra', n, begin + n * 2)),
        ...Array.from({ length: 73 }, (_, n) => vendorEntry('klyra', 100 + n, begin + 3_600_000 + n * 2)),
      ];
      await using server = await VendorServer.start(cutting('both'), trail);
      await using acquired = await SyncedCase.make();
      const source = await acquired.sync(wishOf('klyra', server));
      expect(source).toMatchObject({ complete: true, entries: 123 });
      await using alone = await VendorServer.start(cutting('both'), trail.slice(0, 50));
      await using capped = await SyncedCase.make();
      const unproven = await capped.sync(wishOf('klyra', alone));
      expect(unproven).toMatchObject({ complete: false, entries: 50 });
      expect(unproven.reason).toContain('a round number that the API may cap');
    });
  });

  it('whose answers are capped without a word is split until they are not', async () => {
    const trail = vendorTrail('itsreal', 310);
    await using server = await VendorServer.start(itsrealServer({ cap: 50 }), trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('itsreal', server));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source.complete).toBe(true);
  });

  it('that takes no notice of a period proves nothing', async () => {
    const trail = vendorTrail('itsreal', 150);
    await using server = await VendorServer.start((asked, entries) => {
      asked.query.delete('from');
      asked.query.delete('to');
      return vendors.itsreal(asked, entries);
    }, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('itsreal', server));
    expect(source).toMatchObject({
      complete: false,
      reason: expect.stringContaining('outside of the period'),
    });
    expect(server.asked.length).toBeLessThan(60);
  });

  it('that answers any period with the same entries, of the middle of it, is found out soon', async () => {
    const trail = vendorTrail('itsreal', 150);
    const first = trail[0]?.['timestamp'] as string;
    for (const many of [100, 30]) {
      await using server = await VendorServer.start((asked, entries) => {
        asked.query.delete('from');
        asked.query.delete('to');
        return vendors.itsreal(asked, entries.slice(0, many));
      }, trail);
      await using acquired = await SyncedCase.make();
      const source = await acquired.sync(wishOf('itsreal', server, { from: first }));
      expect(source).toMatchObject({ complete: false, entries: many });
      expect(source.reason).toContain('outside of the period');
      expect(server.asked.length).toBeLessThan(60);
    }
  });

  it('that always says that there is more is not asked for ever', async () => {
    await using server = await VendorServer.start((asked, entries) => {
      const answered = vendors.klyra(asked, entries);
      return { ...answered, body: answered.body.replace(/}$/, ',"has_more":true}') };
    }, []);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('klyra', server));
    expect(source).toMatchObject({ complete: false, entries: 0, requests: 1 });
    expect(source.reason).toContain('said that there is more');
  });
});

describe('an answer that does not say what it should', () => {
  it('of not a byte proves nothing', async () => {
    await using server = await VendorServer.start(itsrealServer({ wrap: 'ndjson' }), []);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('itsreal', server));
    expect(source).toMatchObject({ complete: false, entries: 0 });
    expect(source.reason).toContain('without a byte');
  });

  it('that says nothing of what comes after it is no last page', async () => {
    await using server = await VendorServer.start(
      (asked, entries) => {
        const { entries: page } = JSON.parse(vendors.verbitas(asked, entries).body);
        return { status: 200, type: 'application/json', body: JSON.stringify({ entries: page }) };
      },
      vendorTrail('verbitas', 5),
    );
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('verbitas', server));
    expect(source).toMatchObject({ complete: false, entries: 5 });
    expect(source.reason).toContain('does not say whether there is more');
  });

  it('wraps entries in another name, and is known by it when it is empty', async () => {
    const trail = vendorTrail('klyra', 433);
    await using server = await VendorServer.start((asked, entries) => {
      const { logs } = JSON.parse(vendors.klyra(asked, entries).body);
      const body = JSON.stringify({ timestamp: '2025-12-01T00:00:00Z', page: 1, found: logs });
      return { status: 200, type: 'application/json', body };
    }, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('klyra', server, { from: '2025-10-01' }));
    expect(source).toMatchObject({ complete: true, quarantined: 0 });
    expect(acquired.contents()).toEqual(contentsOf(trail));
  });
});

describe('filters', () => {
  it.each([
    ['itsreal', { verdict: ['ai_generated'] }, 3],
    ['indigiarmor', { tier: ['red'] }, 4],
    ['verbitas', { event_type: ['asset.signed'] }, 6],
    ['klyra', { event_types: ['moderation.flagged'], actors: ['key_1', 'key_2'] }, 4],
  ] as const)('of %s are its own, and make a selection', async (system, filters, entries) => {
    const trail = vendorTrail(system, 12);
    await using server = await VendorServer.start(vendors[system], trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf(system, server, { filters }));
    expect(source).toMatchObject({ complete: true, entries });
    const partial = acquired.connection.prepare('SELECT partial FROM source').pluck().get();
    expect(partial).toBe(1);
  });

  it('of Klyra may name several types of event in one', async () => {
    const trail = vendorTrail('klyra', 12);
    await using server = await VendorServer.start(vendors.klyra, trail);
    await using acquired = await SyncedCase.make();
    const filters = { event_types: ['moderation.flagged, moderation.created', 'moderation.completed'] };
    await acquired.sync(wishOf('klyra', server, { filters }));
    expect(server.asked[0]?.body).toMatchObject({
      event_types: ['moderation.flagged', 'moderation.created', 'moderation.completed'],
    });
  });

  it('that an API does not document are refused before anything is sent', async () => {
    await using server = await VendorServer.start(vendors.itsreal, []);
    await using acquired = await SyncedCase.make();
    const filters = { tier: ['red'] };
    await expect(acquired.sync(wishOf('itsreal', server, { filters }))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(server.asked).toEqual([]);
  });
});

describe('Verbitas', () => {
  it('is asked for more than 365 days in parts', async () => {
    const day = 86_400_000;
    const begin = Date.parse('2023-01-01T00:00:00Z');
    const trail = Array.from({ length: 1000 }, (_, n) => vendorEntry('verbitas', n, begin + n * day));
    await using server = await VendorServer.start(vendors.verbitas, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('verbitas', server, { from: '2023-01-01', to: '2025-12-31' }));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: true, requests: 4 });
  });

  it('as a stream of lines is kept byte for byte, and claims no completeness', async () => {
    const trail = vendorTrail('verbitas', 5000);
    await using server = await VendorServer.start(vendors.verbitas, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { format: ['ndjson'] } }));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: false, format: 'ndjson', requests: 1, duplicates: 0 });
    expect((await acquired.verify()).ok).toBe(true);
  });

  it('as a stream that is cut off is asked for again, and nothing stands twice', async () => {
    const trail = vendorTrail('verbitas', 9000);
    await using server = await VendorServer.start(vendors.verbitas, trail);
    await using acquired = await SyncedCase.make();
    server.fault = ({ n, answered, response, next }) => {
      if (n > 2) return next();
      response.writeHead(200, { 'Content-Type': answered.type });
      response.write(answered.body.slice(0, Math.ceil(answered.body.length * 0.7)), () => response.destroy());
    };
    const source = await acquired.sync(wishOf('verbitas', server, { filters: { format: ['ndjson'] } }));
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ requests: 3, duplicates: 0, quarantined: 0 });
    expect((await acquired.verify()).ok).toBe(true);
  });
});

describe('Klyra', () => {
  it('sends its parameters as the body of a GET', async () => {
    await using server = await VendorServer.start(vendors.klyra, vendorTrail('klyra', 3));
    await using acquired = await SyncedCase.make();
    await acquired.sync(wishOf('klyra', server));
    expect(server.asked[0]).toMatchObject({
      method: 'GET',
      path: '/v1/audit-logs',
      body: { start_time: '2025-11-01T00:00:00.000Z', end_time: '2026-01-01T00:00:00.000Z', limit: 100 },
    });
  });

  it.each([
    ['json', 'json-envelope'],
    ['csv', 'csv'],
  ])('gives an export as %s, which claims no completeness', async (format, stored) => {
    await using server = await VendorServer.start(vendors.klyra, vendorTrail('klyra', 300));
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('klyra', server, { filters: { format: [format] } }));
    expect(source).toMatchObject({ complete: false, entries: 300, format: stored, requests: 1 });
    expect((await acquired.verify()).ok).toBe(true);
  });
});

describe('IndigiArmor', () => {
  it('gives one entry by its id', async () => {
    const trail = vendorTrail('indigiarmor', 20);
    await using server = await VendorServer.start(vendors.indigiarmor, trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync({
      system: 'indigiarmor',
      baseUrl: server.url,
      key: server.key,
      entry: 'ia-7',
    });
    expect(acquired.contents()).toEqual(contentsOf(trail.slice(7, 8)));
    expect(source).toMatchObject({ complete: true, entries: 1, requests: 1 });
    const missing = acquired.sync({
      system: 'indigiarmor',
      baseUrl: server.url,
      key: server.key,
      entry: 'ia-99',
    });
    await expect(missing).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('reports how many there are, and that is held against what came', async () => {
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 342));
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync(wishOf('indigiarmor', server));
    expect(source).toMatchObject({ complete: true, reported: 342, entries: 342, requests: 8, duplicates: 0 });
    expect(server.asked.every(({ query }) => query.get('to') === '2026-01-01T00:00:00.000Z')).toBe(true);
  });

  it('of which the total is wrong is not complete', async () => {
    await using server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 30));
    await using acquired = await SyncedCase.make();
    server.fault = ({ answered, response }) => {
      response.end(JSON.stringify({ ...(JSON.parse(answered.body) as object), total: 31 }));
    };
    const source = await acquired.sync(wishOf('indigiarmor', server));
    expect(source).toMatchObject({ complete: false, entries: 30, reported: 31 });
  });
});
