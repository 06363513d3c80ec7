import { describe, expect, it } from 'vitest';
import { itsrealServer } from '../../test/servers/itsreal.ts';
import { VendorServer } from '../../test/servers/server.ts';
import { vendors, vendorTrail } from '../../test/servers/trails.ts';
import { SyncedCase } from '../sync/testing/acquired.ts';
import { statusOf, trail } from './testing/chained-case.ts';

const period = { from: '2025-11-01', to: '2025-12-31' };

/** Another value of the same kind, or one where there was none. */
const otherValue = (column: string) =>
  `CASE typeof("${column}") WHEN 'integer' THEN "${column}" + 1 WHEN 'text' THEN "${column}" || 'x'
   WHEN 'blob' THEN x'2a' ELSE CASE WHEN '${column}' IN ('sha256') THEN x'2a' WHEN '${column}' IN
   ('status', 'bytes', 'records', 'offset', 'same_as', 'reported', 'complete', 'clock_offset') THEN 1 ELSE 'new' END END`;

/** Two passes over a list: answers that are kept, and some that are the same. */
async function acquired(): Promise<SyncedCase> {
  const server = await VendorServer.start(vendors.indigiarmor, vendorTrail('indigiarmor', 220));
  const made = await SyncedCase.make();
  await made.sync({ system: 'indigiarmor', baseUrl: server.url, key: server.key, ...period });
  await server[Symbol.asyncDispose]();
  return made;
}

async function failingAfter(change: string): Promise<string[]> {
  await using made = await acquired();
  made.connection.exec(change);
  const { axes } = await made.verify();
  return axes.filter(({ status }) => status === 'fail').map(({ axis, subject }) => `${axis} ${subject}`);
}

describe('a changed record of an acquisition is found:', () => {
  const columns = [
    'method',
    'url',
    'body',
    'sent',
    'received',
    'status',
    'fault',
    'date',
    'encoding',
    'bytes',
    'sha256',
    'records',
    'offset',
    'same_as',
    'peer',
  ];
  it.each(columns)('%s of an answer', async (column) => {
    const failing = await failingAfter(`UPDATE answer SET "${column}" = ${otherValue(column)} WHERE seq = 2`);
    expect(failing).toContain('custody case');
  });

  it('where an answer stands, and its hash, by the stored bytes too', async () => {
    expect(await failingAfter('UPDATE answer SET offset = offset + 1 WHERE seq = 2')).toContain(
      'storage source 1',
    );
    expect(await failingAfter('UPDATE answer SET sha256 = zeroblob(32) WHERE seq = 2')).toContain(
      'storage source 1',
    );
    expect(await failingAfter('UPDATE answer SET same_as = 1 WHERE seq = 5')).toContain('storage source 1');
  });

  it('an answer taken away, or put in', async () => {
    expect(await failingAfter('DELETE FROM answer WHERE seq = 4')).toContain('custody case');
    expect(
      await failingAfter(
        "INSERT INTO answer (acquisition, seq, method, url, sent) VALUES (1, 99, 'GET', 'http://x', 'now')",
      ),
    ).toContain('custody case');
  });

  it.each(['origin', 'actor', 'started', 'ended', 'complete', 'reason', 'reported', 'clock_offset'])(
    '%s of the acquisition',
    async (column) => {
      const failing = await failingAfter(`UPDATE acquisition SET "${column}" = ${otherValue(column)}`);
      expect(failing).toContain('custody case');
    },
  );

  it('what was asked for', async () => {
    expect(
      await failingAfter(`UPDATE acquisition SET wish = json_set(wish, '$.to', '2026-06-01T00:00:00.000Z')`),
    ).toContain('custody case');
    expect(
      await failingAfter(
        `UPDATE acquisition SET wish = json_set(wish, '$.filters', json('{"tier":["red"]}'))`,
      ),
    ).toContain('custody case');
  });

  it('the acquisition taken away', async () => {
    expect(await failingAfter('DELETE FROM answer; DELETE FROM acquisition')).toContain('custody case');
  });
});

describe('a chain that was acquired in parts which overlap', () => {
  const chain = trail(230);

  it('holds, whatever order it was asked for in', async () => {
    await using server = await VendorServer.start(itsrealServer({ order: 'newest' }), chain);
    await using made = await SyncedCase.make();
    const source = await made.sync({ system: 'itsreal', baseUrl: server.url, key: server.key, ...period });
    expect(source.duplicates).toBeGreaterThan(0);
    const report = await made.verify();
    expect(report.ok).toBe(true);
    for (const axis of ['content', 'linkage', 'head', 'completeness'] as const)
      expect(statusOf(report, axis), axis).toBe('pass');
    expect(report.findings).toEqual([]);
  });

  it('of which an entry was changed or is missing is broken as in a file', async () => {
    const missing = chain.toSpliced(100, 1);
    const altered = missing.toSpliced(50, 1, {
      ...(chain[50] as object),
      action_recorded: 'approved',
    } as never);
    await using server = await VendorServer.start(itsrealServer(), altered);
    await using made = await SyncedCase.make();
    await made.sync({ system: 'itsreal', baseUrl: server.url, key: server.key, ...period });
    const report = await made.verify();
    expect(report.findings.map(({ code }) => code).sort()).toEqual(['CHAIN_BREAK', 'CHAIN_GAP']);
  });

  it('goes on over a second acquisition', async () => {
    const at = (n: number) => Date.parse(String(chain[n]?.['timestamp']));
    await using server = await VendorServer.start(itsrealServer(), chain.slice(0, 120));
    await using made = await SyncedCase.make();
    made.now = at(120) - 1000;
    server.clockSkew = made.now - Date.now();
    const wish = { system: 'itsreal' as const, baseUrl: server.url, key: server.key, from: '2025-11-01' };
    await made.sync(wish);
    server.entries = [...chain];
    made.now = at(229) + 60_000;
    server.clockSkew = made.now - Date.now();
    const second = await made.sync(wish);
    expect(second.entries).toBe(110);
    const report = await made.verify();
    expect(report.ok).toBe(true);
    expect(report.findings).toEqual([]);
  });
});

it('an acquisition that is not finished is named: custody cannot tell of it yet', async () => {
  await using made = await acquired();
  const completeness = async () =>
    (await made.verify()).axes.filter(({ axis, subject }) => axis === 'completeness' && subject === 'case');
  expect(await completeness()).toEqual([]);
  made.connection.exec(
    `INSERT INTO acquisition (system, origin, wish, actor, started, state)
     SELECT system, 'https://api.example', wish, actor, started, '{}' FROM acquisition`,
  );
  expect(await completeness()).toMatchObject([
    {
      status: 'unverifiable',
      reason: expect.stringMatching(/^acquisition 2 from https:\/\/api\.example is not finished;/),
    },
  ]);
});

it('a record that stands twice in a single answer is told', async () => {
  const entries = vendorTrail('verbitas', 5);
  await using server = await VendorServer.start(vendors.verbitas, entries);
  await using made = await SyncedCase.make();
  server.fault = ({ answered, response }) => {
    const page = JSON.parse(answered.body) as { entries: unknown[] };
    response.end(JSON.stringify({ ...page, entries: [...page.entries, page.entries[4]] }));
  };
  await made.sync({ system: 'verbitas', baseUrl: server.url, key: server.key, ...period });
  expect((await made.verify()).findings.map(({ code }) => code)).toEqual(['RECORD_REPEATED']);
});
