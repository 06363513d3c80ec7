import { describe, expect, it } from 'vitest';
import { syncSystems } from '../../shared/domain/sync.ts';
import { VendorServer } from '../../test/servers/server.ts';
import { vendors, vendorTrail } from '../../test/servers/trails.ts';
import { contentsOf, SyncedCase } from './testing/acquired.ts';

const period = { from: '2025-11-01', to: '2025-12-31' };

describe.each(syncSystems)('%s', (system) => {
  it('is acquired completely, and the case verifies', async () => {
    const trail = vendorTrail(system, 1234);
    await using server = await VendorServer.start(vendors[system], trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync({ system, baseUrl: server.url, key: server.key, ...period });
    expect(acquired.contents()).toEqual(contentsOf(trail));
    expect(source).toMatchObject({ complete: true, entries: 1234, conflicts: 0, quarantined: 0, system });
    const report = await acquired.verify();
    expect(report.findings).toEqual([]);
    expect(report.axes.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(report.axes).toContainEqual(expect.objectContaining({ axis: 'completeness', status: 'pass' }));
  });

  it('without an entry is a source without one', async () => {
    await using server = await VendorServer.start(vendors[system], []);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync({ system, baseUrl: server.url, key: server.key, ...period });
    expect(source).toMatchObject({ complete: true, entries: 0 });
    expect((await acquired.verify()).ok).toBe(true);
  });

  it('without a period is acquired from the beginning', async () => {
    const trail = vendorTrail(system, 250);
    await using server = await VendorServer.start(vendors[system], trail);
    await using acquired = await SyncedCase.make();
    const source = await acquired.sync({ system, baseUrl: server.url, key: server.key });
    expect(source).toMatchObject({ complete: true, entries: 250 });
  });
});
