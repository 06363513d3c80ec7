import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { filesOf, zipOf } from '../seal/testing/forge.ts';
import { SmallCase, trailLine } from '../seal/testing/small-case.ts';
import { tableFile } from '../seal/testing/table.ts';
import { tamper, temporaryFolder } from '../verify/testing/chained-case.ts';
import { CaseThreads } from './case-threads.ts';
import { createSession } from './session.ts';

let small: SmallCase;
let pack: string;

beforeAll(async () => {
  const lines = Array.from({ length: 12 }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: i % 3 === 0 ? 'CLM-1' : 'CLM-2', note: `note ${i}`, minute: i }),
  );
  // Nothing of the second is in the pack, a record of the first stands in the third again, the fourth is a table, the fifth spans lines.
  small = await SmallCase.make('Open', [
    lines,
    [trailLine({ id: 'other', claim: 'CLM-9' })],
    [lines[3] as string],
  ]);
  await small.importFile(
    'table.csv',
    tableFile([
      { id: 'row_1', claim: 'CLM-2' },
      { id: 'row_2', claim: 'CLM-1' },
    ]),
  );
  const spread = JSON.stringify(
    [JSON.parse(trailLine({ id: 'spread', claim: 'CLM-1', minute: 50 }))],
    null,
    2,
  );
  await small.importFile('spread.json', Buffer.from(spread));
  addAnnotation(small.db, { on: { entryId: 'log_3' }, mark: { tag: 'seen' }, author: 'Reviewer' });
  addAnnotation(small.db, { on: { entryId: 'log_1' }, mark: { tag: 'elsewhere' }, author: 'Reviewer' });
  pack = (
    await small.seal(
      { caseId: 'CLM-1' },
      {
        related: { include: ['image'] },
        redaction: [
          { kind: 'mask', fields: ['note'], query: 'entry_id:log_6', reason: 'r' },
          { kind: 'withhold', query: 'entry_id:log_9', reason: 'r' },
        ],
      },
    )
  ).pack;
});
afterAll(() => small.remove());

function start() {
  const session = createSession();
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  onTestFinished(async () => {
    client.close();
    await session.dispose();
  });
  return client;
}

/** A copy of the case that a pack was opened in, as somebody could give away. */
async function givenAway(client: ReturnType<typeof start>): Promise<string> {
  await client.job('pack.open', { path: pack });
  const [made] = leftovers().slice(-1);
  const opened = readdirSync(join(tmpdir(), made as string)).find((name) => name.endsWith('.casebound'));
  const given = join(temporaryFolder(), 'given.casebound');
  copyFileSync(join(tmpdir(), made as string, opened as string), given);
  return given;
}

const leftovers = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`casebound-pack-${process.pid}-`));

describe('a pack that is opened', () => {
  test('is reviewed like a case, says what it is, and is gone when it is left', async () => {
    const client = start();
    const before = leftovers().length;
    const info = await client.job('pack.open', { path: pack });
    expect(info).toMatchObject({
      path: pack,
      mode: 'read-only',
      title: 'Open',
      pack: {
        outcome: 'sound',
        scope: 'claim CLM-1',
        withheld: 1,
        masked: 1,
        signers: [{ seal: 'ssh', known: null }, {}],
      },
    });
    expect(info.sources.map(({ id, name }) => [id, name])).toEqual([
      [1, 'trail-1.ndjson'],
      [2, 'trail-2.ndjson'],
      [3, 'trail-3.ndjson'],
      [4, 'table.csv'],
      [5, 'spread.json'],
    ]);
    expect(leftovers()).toHaveLength(before + 1);
    const { rows, matched } = await client.call('query.page', { query: 'case_id:CLM-1' });
    expect(matched).toBe(5);
    expect(rows.map(({ source, ordinal, values }) => [source, ordinal, values.entry_id])).toEqual([
      [1, 0, 'log_0'],
      [1, 3, 'log_3'],
      [1, 6, 'log_6'],
      [4, 1, 'row_2'],
      [5, 0, 'spread'],
    ]);
    expect(rows[2]?.values.note).toBe('[masked]');
    expect(rows[1]?.tags).toEqual(['seen']);
    expect((await client.call('query.count', { query: 'log_9' })).matched).toBe(0);
    const detail = await client.call('entry.detail', { id: rows[1]?.id as number });
    expect(detail.duplicates.map(({ source }) => source)).toEqual([3]);
    expect(Buffer.from(detail.raw, 'base64').toString()).toBe(
      trailLine({ id: 'log_3', claim: 'CLM-1', note: 'note 3', minute: 3 }),
    );
    await client.call('case.close', {});
    expect(leftovers()).toHaveLength(before);
  });

  test('is none of which a file says so that somebody gives away: nothing of its seal is believed', async () => {
    const client = start();
    const given = await givenAway(client);
    const calledSo = {
      code: 'CASE_CORRUPT',
      message: expect.stringContaining('calls itself an opened pack'),
    };
    await expect(client.call('case.open', { path: given, mode: 'read-only' })).rejects.toMatchObject(
      calledSo,
    );
    tamper(given, (db) => db.exec("UPDATE case_info SET pack = 'what does not read'"));
    await expect(client.call('case.open', { path: given, mode: 'full' })).rejects.toMatchObject({
      code: 'CASE_CORRUPT',
    });
    const { axes } = await client.job('verify.run', { path: given });
    expect(axes).toContainEqual(
      expect.objectContaining({ axis: 'custody', subject: 'case', status: 'fail' }),
    );
  });

  test('is none that a file calls itself: nothing is written to that, whichever way', async () => {
    const client = start();
    const given = await givenAway(client);
    const before = readFileSync(given);
    const trail = join(small.folder, 'more.ndjson');
    writeFileSync(trail, `${trailLine({ id: 'more', claim: 'CLM-1' })}\n`);
    const base = { system: 'itsreal', baseUrl: 'http://127.0.0.1:9', key: 'secret-key' } as const;
    const threads = new CaseThreads({ path: given, mode: 'full', actor: 'Examiner' });
    onTestFinished(() => threads.close());
    const context = { signal: new AbortController().signal, progress: () => {} };
    const said = { on: { entries: [1] }, mark: { tag: 'x' }, author: 'A' };
    const writes: Record<string, () => Promise<unknown>> = {
      import: () => client.job('import.run', { into: given, paths: [trail] }),
      sync: () => client.job('sync.run', { ...base, into: given }),
      follow: () => client.job('sync.run', { ...base, into: given, follow: 1 }),
      'import on screen': () =>
        threads.write((writer) => writer.job('import.run', { paths: [trail] }, context)),
      'sync on screen': () => threads.apart((worker) => worker.job('sync.acquire', base, context)),
      reread: () => threads.write((writer) => writer.job('quarantine.reread', { source: 1 }, context)),
      annotate: () => threads.write((writer) => writer.client.call('annotation.add', said)),
      'annotations import': () =>
        threads.write((writer) => writer.job('annotation.import', { path: trail }, context)),
      close: () => threads.write((writer) => writer.client.call('case.setClosed', { closed: true })),
    };
    for (const [name, write] of Object.entries(writes)) {
      await expect(write(), name).rejects.toMatchObject({
        code: 'CASE_CORRUPT',
        message: expect.stringContaining('calls itself an opened pack'),
      });
      expect(readFileSync(given).equals(before), name).toBe(true);
    }
    expect(readdirSync(dirname(given))).toEqual(['given.casebound']);
  });

  test('carries the custody of its case, and nothing of how it was opened', async () => {
    const client = start();
    await client.call('case.open', { path: pack, mode: 'full' });
    const events = await client.call('custody.list', {});
    const { files } = await filesOf(readFileSync(pack));
    const sealed = files
      .get(paths.custody)
      ?.toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(events).toEqual(sealed);
    expect(await client.call('custody.state', {})).toMatchObject({ broken: 0 });
  });

  test('is verified as a pack, and cannot be changed, sealed from, or taken for what was acquired', async () => {
    const client = start();
    const { mode } = await client.call('case.open', { path: pack, mode: 'full' });
    expect(mode).toBe('read-only');
    expect(await client.job('verify.run', { record: false, partial: false })).toMatchObject({
      kind: 'pack',
      ok: true,
    });
    expect((await client.call('verify.last', {}))?.report.kind).toBe('pack');
    const out = join(small.folder, 'never');
    const refused = { code: 'INVALID_INPUT' };
    const on = { entries: [1] };
    await expect(client.job('extract.run', { source: 1, out })).rejects.toMatchObject(refused);
    await expect(client.job('checkpoint.issue', { out })).rejects.toMatchObject(refused);
    await expect(client.job('annotation.export', { out })).rejects.toMatchObject(refused);
    await expect(client.job('seal.scope', { scope: { caseId: 'CLM-1' } })).rejects.toMatchObject(refused);
    await expect(
      client.call('annotation.add', { on, mark: { tag: 'x' }, author: 'A' }),
    ).rejects.toMatchObject(refused);
    expect(existsSync(out)).toBe(false);
  });

  test('and fails its check is opened all the same, with what fails on the entry', async () => {
    const { name, files } = await filesOf(readFileSync(pack));
    const entries = files.get(paths.entries) as Buffer;
    files.set(
      paths.entries,
      Buffer.from(entries.toString('latin1').replace('authentic', 'AUTHENTIC'), 'latin1'),
    );
    const altered = join(small.folder, 'altered.zip');
    writeFileSync(altered, zipOf(name, files));
    const client = start();
    const info = await client.job('pack.open', { path: altered });
    expect(info.pack).toMatchObject({ outcome: 'pack' });
    const { rows } = await client.call('query.page', { query: 'entry_id:log_0' });
    const { findings } = await client.call('entry.detail', { id: rows[0]?.id as number });
    expect(findings.map(({ code }) => code)).toContain('ENTRY_ALTERED');
  });

  test('holds entries that are none: that is said of the pack, not of where they were put', async () => {
    const { name, files } = await filesOf(readFileSync(pack));
    files.set(paths.entries, Buffer.alloc((files.get(paths.entries) as Buffer).length, 'x'));
    const altered = join(small.folder, 'none.zip');
    writeFileSync(altered, zipOf(name, files));
    const before = leftovers().length;
    await expect(start().job('pack.open', { path: altered })).rejects.toMatchObject({
      code: 'PACK_UNREADABLE',
      message: expect.not.stringContaining(tmpdir()),
    });
    expect(leftovers()).toHaveLength(before);
  });

  test('is no pack: what it is is said, and nothing stays behind', async () => {
    const client = start();
    const before = leftovers().length;
    const path = join(small.folder, 'no.zip');
    writeFileSync(path, 'PK\x03\x04 nothing');
    await expect(client.job('pack.open', { path })).rejects.toMatchObject({ code: 'PACK_UNREADABLE' });
    expect(leftovers()).toHaveLength(before);
  });

  test('by a process that was killed is removed at the next start', () => {
    // No process has a number as high as this.
    const left = join(tmpdir(), 'casebound-pack-4194399-abcdef');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'pack.casebound'), 'evidence');
    createSession();
    expect(existsSync(left)).toBe(false);
  });
});
