import { z } from 'zod';
import { call, job, stream } from '../../shared/contract/operation.ts';
import type { CallContext, Handlers } from '../../shared/contract/server.ts';
import { AppError, cancelled } from '../../shared/errors.ts';

/** A small contract with one operation for each way of answering, failing, waiting and being stopped. */
export const library = {
  echo: call<unknown>()(z.object({ value: z.unknown() })),
  shelve: call<string>()(
    z.object({ books: z.array(z.strictObject({ title: z.string().min(1) })), row: z.int().default(7) }),
  ),
  fail: call<never>()(z.object({ how: z.enum(['told', 'untold', 'thrown text', 'unsayable']) })),
  wait: call<null>()(z.object({})),
  order: call<number>()(z.object({ number: z.int() })),
  unsayable: call<unknown>()(z.object({})),
  count: job<number>()(z.object({ to: z.int(), everyMs: z.number().default(0) })),
  look: call<number>()(z.object({ to: z.int(), everyMs: z.number().default(0) })),
  finish: job<string>()(z.object({})),
  pages: stream<number>()(z.object({ count: z.int(), failAt: z.int().default(-1) })),
} as const;

/** What the handlers did, for tests to look at. */
export class Desk {
  /** Numbers given to `order`, as they came. */
  readonly ordered: number[] = [];
  /** How many pages the producer was asked for, and whether its clean-up ran. */
  pagesMade = 0;
  pagesClosed = 0;
  /** Calls of `wait` under way, and those that saw their signal aborted. */
  waiting = 0;
  stopped = 0;

  readonly handlers: Handlers<typeof library> = {
    echo: ({ value }) => value,
    shelve: ({ books, row }) => `${books.length} books in row ${row}`,
    fail: ({ how }) => {
      if (how === 'told')
        throw new AppError({
          code: 'CASE_LOCKED',
          message: 'in use',
          safe: 'all of it',
          next: 'wait',
          details: { by: 7 },
        });
      // biome-ignore lint/style/useThrowOnlyError: a handler may throw anything
      if (how === 'thrown text') throw 'just text';
      if (how === 'unsayable')
        throw new AppError({ code: 'DISK_FULL', message: 'full', next: 'make room', details: { free: 0n } });
      throw new TypeError('a bug');
    },
    wait: (_input, { signal }) => this.#untilStopped(signal),
    order: ({ number }) => {
      this.ordered.push(number);
      return number;
    },
    unsayable: () => 10n,
    look: (input, context) => this.#count(input, context),
    count: (input, context) => this.#count(input, context),
    finish: async (_input, { signal }) => {
      this.waiting += 1;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      return 'finished all the same';
    },
    pages: (input) => this.#pages(input),
  };

  async #count(
    { to, everyMs }: { readonly to: number; readonly everyMs: number },
    { signal, progress }: CallContext,
  ): Promise<number> {
    for (let done = 1; done <= to; done += 1) {
      if (signal.aborted) throw cancelled(`${done - 1} are kept`);
      progress({ phase: 'counting', done, total: to, unit: 'entries' });
      if (everyMs > 0 || done % 100 === 0) await wait(everyMs);
    }
    return to;
  }

  async *#pages({ count, failAt }: { count: number; failAt: number }): AsyncGenerator<number> {
    try {
      for (let page = 0; page < count; page += 1) {
        if (page === failAt)
          throw new AppError({ code: 'CASE_CORRUPT', message: `page ${page}`, next: 'restore' });
        this.pagesMade += 1;
        yield page;
      }
    } finally {
      this.pagesClosed += 1;
    }
  }

  #untilStopped(signal: AbortSignal): Promise<null> {
    this.waiting += 1;
    return new Promise((_resolve, reject) => {
      const stop = () => {
        this.stopped += 1;
        reject(new Error('stopped, in a handler’s own words'));
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

export async function readAll<T>(answers: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const answer of answers) read.push(answer);
  return read;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
