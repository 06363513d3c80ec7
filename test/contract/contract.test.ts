import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Client, connectClient } from '../../shared/contract/client.ts';
import { streamWindow } from '../../shared/contract/client-stream.ts';
import { type Service, serveContract } from '../../shared/contract/server.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { AppError } from '../../shared/errors.ts';
import { type Channel, channels } from './hosts.ts';
import { Desk, library, readAll } from './library.ts';

vi.setConfig({ testTimeout: 20_000 });
const soon = { interval: 5, timeout: 5000 };

describe.each(Object.entries(channels))('the contract over %s', (_kind, open) => {
  let channel: Channel;
  let desk: Desk;
  let client: Client<typeof library>;
  let service: Service;

  beforeEach(async () => {
    channel = await open();
    desk = new Desk();
    service = serveContract(library, desk.handlers, channel.server);
    client = connectClient(library, channel.client);
  });
  afterEach(() => channel.dispose());

  describe('a call', () => {
    it('answers any JSON value unchanged', async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          // Through text once: JSON has no -0.
          expect(await client.call('echo', { value })).toEqual(JSON.parse(JSON.stringify(value)));
        }),
        { numRuns: 60 },
      );
    });

    it('keeps a __proto__ key as data, without touching any prototype', async () => {
      const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
      const answer = await client.call('echo', { value });
      expect(JSON.stringify(answer)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
      expect('polluted' in {}).toBe(false);
    });

    it('gives the handler parsed input, defaults filled in', async () => {
      expect(await client.call('shelve', { books: [{ title: 'a' }] })).toBe('1 books in row 7');
    });

    it('refuses input that does not fit, naming the place', async () => {
      const input = { books: [{ title: 'a' }, { title: '' }] };
      await expect(client.call('shelve', input)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: 'the title is empty',
        safe: 'nothing was done',
        details: { operation: 'shelve', issues: [{ path: 'books[1].title', message: 'is empty' }] },
      });
    });

    it('refuses what JSON cannot say, before it is sent', async () => {
      await expect(client.call('echo', { value: 10n })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    });

    it('says an error whole: code, what happened, what is safe, what next, details', async () => {
      const error = await rejectionOf(client.call('fail', { how: 'told' }));
      expect(error).toBeInstanceOf(AppError);
      expect(error.toText()).toEqual({
        code: 'CASE_LOCKED',
        message: 'in use',
        safe: 'all of it',
        next: 'wait',
        details: { by: 7 },
      });
    });

    it('says an unforeseen fault as INTERNAL, with its own words', async () => {
      await expect(client.call('fail', { how: 'untold' })).rejects.toMatchObject({
        code: 'INTERNAL',
        message: expect.stringContaining('a bug'),
      });
      await expect(client.call('fail', { how: 'thrown text' })).rejects.toMatchObject({
        code: 'INTERNAL',
        message: expect.stringContaining('just text'),
      });
    });

    it('says an error whose details JSON cannot say without them', async () => {
      const error = await rejectionOf(client.call('fail', { how: 'unsayable' }));
      expect(error).toMatchObject({ code: 'DISK_FULL', details: undefined });
    });

    it('fails as INTERNAL where the answer cannot be said in JSON', async () => {
      await expect(client.call('unsayable', {})).rejects.toMatchObject({ code: 'INTERNAL' });
    });

    it('is rejected at once when its signal is aborted, and stops the handler', async () => {
      const abort = new AbortController();
      const answer = rejectionOf(client.call('wait', {}, { signal: abort.signal }));
      await vi.waitFor(() => expect(desk.waiting).toBe(1), soon);
      abort.abort();
      expect(await answer).toMatchObject({ code: 'CANCELLED' });
      await vi.waitFor(() => expect(desk.stopped).toBe(1), soon);
    });

    it('reports progress, thinned, where it takes longer than a person notices', async () => {
      const reports: Progress[] = [];
      const onProgress = (progress: Progress) => reports.push(progress);
      const started = Date.now();
      expect(await client.call('look', { to: 30, everyMs: 20 }, { onProgress })).toBe(30);
      expect(reports.length).toBeGreaterThan(1);
      expect(reports.length).toBeLessThanOrEqual((Date.now() - started) / 100);
      const done = reports.map((report) => report.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    });

    it('that is answered at once tells of no progress', async () => {
      const reports: Progress[] = [];
      const answered = client.call(
        'look',
        { to: 5000 },
        { onProgress: (progress) => reports.push(progress) },
      );
      const started = Date.now();
      expect(await answered).toBe(5000);
      if (Date.now() - started < 100) expect(reports).toEqual([]);
    });

    it('is not even sent when its signal is aborted already', async () => {
      const signal = AbortSignal.abort();
      await expect(client.call('order', { number: 1 }, { signal })).rejects.toMatchObject({
        code: 'CANCELLED',
      });
      await client.call('order', { number: 2 });
      expect(desk.ordered).toEqual([2]);
    });

    it('reaches its handler in the order of the calls', async () => {
      const numbers = Array.from({ length: 200 }, (_, index) => index);
      const answers = await Promise.all(numbers.map((number) => client.call('order', { number })));
      expect(answers).toEqual(numbers);
      expect(desk.ordered).toEqual(numbers);
    });
  });

  describe('a job', () => {
    it('reports progress thinned to about ten a second, the last report always', async () => {
      const reports: Progress[] = [];
      const started = Date.now();
      expect(
        await client.job('count', { to: 5000 }, { onProgress: (progress) => reports.push(progress) }),
      ).toBe(5000);
      expect(reports.length).toBeLessThanOrEqual(2 + (Date.now() - started) / 100);
      expect(reports.at(-1)).toEqual({ phase: 'counting', done: 5000, total: 5000, unit: 'entries' });
      const done = reports.map((report) => report.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    });

    it('passes on a report held back while the job goes quiet', async () => {
      const reports: number[] = [];
      await client.job('count', { to: 3, everyMs: 130 }, { onProgress: ({ done }) => reports.push(done) });
      expect(reports).toEqual([1, 2, 3]);
    });

    it('answers a cancel in its own words of what is safe', async () => {
      const abort = new AbortController();
      const answer = rejectionOf(
        client.job(
          'count',
          { to: 1000, everyMs: 5 },
          { signal: abort.signal, onProgress: () => abort.abort() },
        ),
      );
      expect(await answer).toMatchObject({
        code: 'CANCELLED',
        safe: expect.stringMatching(/^\d+ are kept$/),
      });
    });

    it('answers its result where it was done in spite of the cancel', async () => {
      const abort = new AbortController();
      const answer = client.job('finish', {}, { signal: abort.signal });
      await vi.waitFor(() => expect(desk.waiting).toBe(1), soon);
      abort.abort();
      expect(await answer).toBe('finished all the same');
    });
  });

  describe('a stream', () => {
    it('gives every answer once, in order, at any length', async () => {
      for (const count of [0, 1, streamWindow, streamWindow + 1, 500]) {
        expect(await readAll(client.stream('pages', { count }))).toEqual(
          Array.from({ length: count }, (_, page) => page),
        );
      }
    });

    it('starts anew for each loop over it', async () => {
      const pages = client.stream('pages', { count: 3 });
      expect(await readAll(pages)).toEqual(await readAll(pages));
      expect(desk.pagesClosed).toBe(2);
    });

    it('holds the producer back to the window ahead of a slow reader', async () => {
      let read = 0;
      for await (const _page of client.stream('pages', { count: 60 })) {
        read += 1;
        // Time enough for the producer to run on, were it not held back.
        await client.call('echo', { value: null });
        expect(desk.pagesMade).toBeLessThanOrEqual(read + streamWindow - 1);
      }
      expect(read).toBe(60);
    });

    it('cancels and runs the producer’s clean-up when the loop is left early', async () => {
      for await (const page of client.stream('pages', { count: 1000 })) if (page === 2) break;
      await vi.waitFor(() => expect(desk.pagesClosed).toBe(1), soon);
      expect(desk.pagesMade).toBeLessThanOrEqual(3 + streamWindow);
    });

    it('throws what the producer threw, after the answers before it', async () => {
      const read: number[] = [];
      const reading = async () => {
        for await (const page of client.stream('pages', { count: 10, failAt: 2 })) read.push(page);
      };
      expect(await rejectionOf(reading())).toMatchObject({ code: 'CASE_CORRUPT', message: 'page 2' });
      expect(read).toEqual([0, 1]);
    });

    it('ends with CANCELLED when its signal is aborted', async () => {
      const abort = new AbortController();
      const reading = async () => {
        for await (const page of client.stream('pages', { count: 1000 }, { signal: abort.signal }))
          if (page === 1) abort.abort();
      };
      expect(await rejectionOf(reading())).toMatchObject({ code: 'CANCELLED' });
      await vi.waitFor(() => expect(desk.pagesClosed).toBe(1), soon);
    });
  });

  describe('when the port closes', () => {
    it('rejects everything under way with ENGINE_LOST and stops every handler', async () => {
      const call = rejectionOf(client.call('wait', {}));
      const job = rejectionOf(client.job('finish', {}));
      const stream = client.stream('pages', { count: 100 })[Symbol.asyncIterator]();
      await stream.next();
      await vi.waitFor(() => expect(desk.waiting).toBe(2), soon);
      channel.server.close();
      expect((await call).code).toBe('ENGINE_LOST');
      expect((await job).code).toBe('ENGINE_LOST');
      const rest = async () => {
        while (!(await stream.next()).done);
      };
      expect((await rejectionOf(rest())).code).toBe('ENGINE_LOST');
      await service.finished;
      expect(desk).toMatchObject({ stopped: 1, pagesClosed: 1 });
    });

    it('stops every handler when the client goes away', async () => {
      const answer = rejectionOf(client.call('wait', {}));
      await vi.waitFor(() => expect(desk.waiting).toBe(1), soon);
      client.close();
      expect((await answer).code).toBe('ENGINE_LOST');
      await service.finished;
      expect(desk.stopped).toBe(1);
    });

    it('rejects what is asked afterwards', async () => {
      client.close();
      expect((await rejectionOf(client.call('order', { number: 1 }))).code).toBe('ENGINE_LOST');
      expect((await rejectionOf(readAll(client.stream('pages', { count: 1 })))).code).toBe('ENGINE_LOST');
    });
  });
});

async function rejectionOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was not rejected');
}
