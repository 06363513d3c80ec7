import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { closeWritable, openWritable } from '../case/open.ts';
import type { WorkerMessage } from '../operations/case-thread.ts';
import { ReadyThreads } from '../threads/ready-threads.ts';
import { makeEntry, ndjson, tamper, temporaryFolder, trail, write } from '../verify/testing/chained-case.ts';
import { RecentCases } from './recent-cases.ts';
import { createSession } from './session.ts';

function start(
  folder: string,
  oneAtATime = false,
  mostMode: AccessMode = 'full',
  threads: ReadyThreads | undefined = undefined,
) {
  const recentCases = new RecentCases(join(folder, 'recent.json'));
  const session = createSession({ recentCases, oneAtATime, mostMode, threads });
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  onTestFinished(async () => {
    client.close();
    await session.dispose();
  });
  return { client, session };
}

describe('a session', () => {
  it('opens a case with the thread that waits for it, and lets go of it as of any', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const { client: maker } = start(folder);
    await maker.call('case.create', { path, title: 'Matter', examiner: 'Ann' });
    await maker.call('case.close', {});
    const threads = new ReadyThreads();
    const waiting = threads.begin('worker');
    const gone = once(waiting, 'exit');
    waiting.postMessage({ type: 'soon', part: 'packing', threads: ['read'] } satisfies WorkerMessage);
    const { client } = start(folder, true, 'full', threads);
    expect(await client.call('case.open', { path, mode: 'full' })).toMatchObject({ title: 'Matter' });
    await client.call('case.close', {});
    await gone;
    // The next case has a thread of its own.
    expect(await client.call('case.open', { path, mode: 'full' })).toMatchObject({ title: 'Matter' });
    await threads.close();
  });

  it.each([
    ['with threads that read and write', false],
    ['with one thread for everything', true],
  ])(
    'takes a case from its creation to a recorded verification, and leaves one file, %s',
    async (_, alone) => {
      const folder = temporaryFolder();
      const { client } = start(folder, alone);
      const path = join(folder, 'c.casebound');
      const edited = trail(40).map((entry, n) =>
        n === 7 ? { ...entry, action_recorded: 'approved' } : entry,
      );
      await client.call('case.create', { path, title: 'Matter', examiner: 'Ann' });
      const { sources } = await client.job('import.run', {
        paths: [write(folder, 'a.ndjson', ndjson(edited))],
      });
      expect(sources).toMatchObject([{ entries: 40 }]);
      await client.call('annotation.add', {
        on: { entryId: 'log_7' },
        mark: { note: 'Changed?' },
        author: 'Ann',
      });
      const report = await client.job('verify.run', { record: true });
      expect(report.findings).toMatchObject([{ code: 'CHAIN_BREAK', entryId: 'log_7' }]);
      expect(await client.call('verify.last', {})).toMatchObject({ report });
      const { row, findings, annotations } = await client.call('entry.detail', { id: 8 });
      expect([row.integrity, findings.length, annotations.length]).toEqual(['broken', 1, 1]);
      expect((await client.call('entry.detail', { id: 9 })).row.integrity).toBe('verified');

      const again = await client.job('verify.run', {});
      expect(again.axes.filter(({ status }) => status === 'fail').map(({ axis }) => axis)).toEqual([
        'content',
      ]);
      expect((await client.call('case.info', {})).counts).toMatchObject({
        entries: 40,
        annotations: 1,
        custodyEvents: 4,
      });
      const out = join(folder, 'out.csv');
      expect(await client.job('query.export', { format: 'csv', out })).toMatchObject({ entries: 40 });
      await client.call('case.close', {});
      expect(readdirSync(folder).sort()).toEqual(['a.ndjson', 'c.casebound', 'out.csv', 'recent.json']);
      await expect(client.call('case.info', {})).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
    },
  );

  it('refuses a seal for its key, its place or its scope before a byte of the case file is another', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const path = join(folder, 'c.casebound');
    await client.call('case.create', { path, title: 'Matter' });
    await client.job('import.run', { paths: [write(folder, 'a.ndjson', ndjson(trail(3)))] });
    const { path: key } = await client.call('key.generate', {
      out: join(folder, 'k'),
      passphrase: 'long enough',
    });
    const taken = write(folder, 'taken.zip', 'mine');
    const before = readFileSync(path);
    const files = readdirSync(folder);
    const wish = { scope: { query: 'log_' }, key, passphrase: 'long enough', out: join(folder, 'p.zip') };
    const refused: [Partial<typeof wish>, string][] = [
      [{ passphrase: 'another one' }, 'KEY_UNAVAILABLE'],
      [{ key: join(folder, 'no key') }, 'KEY_UNAVAILABLE'],
      [{ out: taken }, 'INVALID_INPUT'],
      [{ scope: { query: 'nothing like it' } }, 'INVALID_INPUT'],
    ];
    for (const [other, code] of refused) {
      await expect(client.job('seal.run', { ...wish, ...other })).rejects.toMatchObject({ code });
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(folder)).toEqual(files);
    }
    expect((await client.job('seal.run', wish)).entries).toBe(3);
  });

  it('after a cancelled import goes on with what is asked next', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const path = join(folder, 'c.casebound');
    await client.call('case.create', { path, title: 'Matter' });
    await client.job('import.run', { paths: [write(folder, 'a.ndjson', ndjson(trail(3)))] });
    const big = write(
      folder,
      'big.ndjson',
      ndjson(Array.from({ length: 30_000 }, (_, n) => makeEntry(100 + n))),
    );
    const stop = new AbortController();
    const importing = client.job(
      'import.run',
      { paths: [big] },
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    await expect(importing).rejects.toMatchObject({ code: 'CANCELLED' });
    const { entries } = await client.call('annotation.add', {
      on: { query: 'log_1' },
      mark: { tag: 'seen' },
      author: 'Ann',
    });
    expect(entries).toBe(1);
    expect(await client.call('query.count', { query: '' })).toMatchObject({ total: 3 });
  });

  it('opened for reading changes nothing, not a byte', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'c.casebound');
    const first = start(folder);
    await first.client.call('case.create', { path, title: 'Matter' });
    await first.client.job('import.run', { paths: [write(folder, 'a.ndjson', ndjson(trail(3)))] });
    await first.client.call('case.close', {});
    const before = readFileSync(path);
    const { client } = start(folder);
    await client.call('case.open', { path, mode: 'read-only', examiner: 'Bob' });
    const mark = { on: { entryId: 'log_1' }, mark: { tag: 'x' }, author: 'Bob' } as const;
    await expect(client.call('annotation.add', mark)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(client.job('import.run', { paths: [path] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const view = { view: { name: 'v' }, author: 'Bob' };
    await expect(client.call('view.save', view)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await client.call('search.add', { examiner: 'Bob', query: 'a' })).toBeNull();
    expect(await client.call('search.list', { examiner: 'Bob' })).toEqual([]);
    const annotations = { out: join(folder, 'a.annotations') };
    expect(await client.job('annotation.export', annotations)).toMatchObject({ events: 0 });
    await expect(client.job('annotation.import', { path: annotations.out })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(client.job('verify.run', { record: true })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await client.job('verify.run', {})).ok).toBe(true);
    expect(await client.job('index.preload', {})).toBeNull();
    await client.call('case.close', {});
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('writes nothing to another file that took the place of the one that is open', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const [path, other] = [join(folder, 'c.casebound'), join(folder, 'other.casebound')];
    const paths = [write(folder, 'a.ndjson', ndjson(trail(3)))];
    await client.job('import.run', {
      paths: [write(folder, 'b.ndjson', ndjson([makeEntry(7)]))],
      into: other,
    });
    await client.job('import.run', { paths, into: path });
    await client.call('case.open', { path, mode: 'full' });
    renameSync(path, join(folder, 'moved.casebound'));
    renameSync(other, path);
    const before = readFileSync(path);
    const refused = { code: 'FILE_UNREADABLE', message: expect.stringMatching(/is another file/) };
    // What is open is the file that was moved.
    expect(await client.call('query.count', { query: 'log_1' })).toMatchObject({ matched: 1 });
    const mark = { on: { query: 'log_1' }, mark: { tag: 'x' }, author: 'Ann' } as const;
    await expect(client.call('annotation.add', mark)).rejects.toMatchObject(refused);
    await expect(client.job('import.run', { paths })).rejects.toMatchObject(refused);
    await expect(client.job('verify.run', {})).rejects.toMatchObject(refused);
    expect(readFileSync(path).equals(before)).toBe(true);
    await client.call('case.close', {});
    await client.call('case.open', { path, mode: 'full' });
    expect((await client.job('verify.run', {})).ok).toBe(true);
  });

  it('verifies nothing that it could not record', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const path = join(folder, 'c.casebound');
    await client.call('case.create', { path, title: 'Matter' });
    const other = openWritable(path);
    other.exec('BEGIN IMMEDIATE');
    let isBegun = false;
    const onProgress = () => {
      isBegun = true;
    };
    const recorded = client.job('verify.run', { record: true, state: join(folder, 'state') }, { onProgress });
    await expect(recorded).rejects.toMatchObject({ code: 'CASE_LOCKED' });
    expect(isBegun || readdirSync(folder).includes('state')).toBe(false);
    other.exec('ROLLBACK');
    closeWritable(other);
    expect((await client.job('verify.run', { record: true })).ok).toBe(true);
  });

  it('writes nothing where SQLite keeps changes of a case', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const path = join(folder, 'c.casebound');
    await client.call('case.create', { path, title: 'Matter' });
    const refused = { code: 'INVALID_INPUT', message: expect.stringMatching(/SQLite/) };
    for (const suffix of ['-journal', '-wal', '-shm']) {
      const query = { query: '', format: 'csv', out: path + suffix } as const;
      await expect(client.job('query.export', query)).rejects.toMatchObject(refused);
      const report = { text: 'x', out: path + suffix };
      await expect(client.job('verify.report', report)).rejects.toMatchObject(refused);
    }
    expect(readdirSync(folder)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/-journal|\.held/)]),
    );
  });

  it.each(['read-only', 'review'] as const)(
    'that may open a case no further than %s brings nothing into one that is not open',
    async (mostMode) => {
      const folder = temporaryFolder();
      const into = join(folder, 'c.casebound');
      const { client } = start(folder);
      await client.call('case.create', { path: into, title: 'Matter' });
      await client.call('case.close', {});
      const before = readFileSync(into);
      const limited = start(folder, false, mostMode).client;
      const paths = [write(folder, 'a.ndjson', ndjson(trail(3)))];
      const api = { system: 'itsreal', baseUrl: 'http://127.0.0.1:9', key: 'k' } as const;
      const refused = { code: 'INVALID_INPUT', message: expect.stringMatching(/this host opens cases/) };
      for (const place of [into, join(folder, 'new.casebound')]) {
        await expect(limited.job('import.run', { paths, into: place })).rejects.toMatchObject(refused);
        await expect(limited.job('sync.run', { ...api, into: place })).rejects.toMatchObject(refused);
        await expect(limited.call('case.create', { path: place, title: 'x' })).rejects.toMatchObject(refused);
      }
      expect(readFileSync(into).equals(before)).toBe(true);
      expect(readdirSync(folder)).not.toContain('new.casebound');
    },
  );

  it('tells that a part of a case file is missing', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const path = join(folder, 'c.casebound');
    await client.call('case.create', { path, title: 'Matter', examiner: 'Ann' });
    await client.call('case.close', {});
    tamper(path, (db) => db.exec('DROP TABLE pack'));
    await expect(client.call('case.open', { path })).rejects.toMatchObject({ code: 'CASE_CORRUPT' });
    const [storage] = (await client.job('verify.run', { path })).axes;
    expect(storage).toMatchObject({ axis: 'storage', status: 'fail' });
  });

  it('refuses to open what is no case, and stays usable', async () => {
    const folder = temporaryFolder();
    const { client } = start(folder);
    const other = write(folder, 'a.ndjson', ndjson(trail(3)));
    await expect(client.call('case.open', { path: other })).rejects.toMatchObject({ code: 'CASE_CORRUPT' });
    await expect(client.call('case.open', { path: join(folder, 'no') })).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    });
    expect((await client.job('verify.run', { path: other })).kind).toBe('export');
  });
});
