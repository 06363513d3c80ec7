import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { connectClient } from '../../shared/contract/client.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { call } from '../../shared/contract/operation.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { AttentivePort } from './attentive-port.ts';

const contract = { busy: call<string>()(z.object({})), order: call<number>()(z.object({ number: z.int() })) };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function served(busy: (signal: AbortSignal, port: AttentivePort) => string) {
  const { port1, port2 } = new MessageChannel();
  const port = new AttentivePort(port2);
  const ordered: number[] = [];
  serveContract(
    contract,
    {
      busy: async (_, { signal }) => {
        await Promise.resolve();
        return busy(signal, port);
      },
      order: ({ number }) => {
        ordered.push(number);
        return number;
      },
    },
    messagePortPort(port),
  );
  const client = connectClient(contract, messagePortPort(port1));
  closing.push(() => client.close());
  return { client, ordered };
}

it('lets a handler that gives its thread no turn learn that it is cancelled', async () => {
  let looks = 0;
  const { client } = served((signal, port) => {
    while (!signal.aborted && looks++ < 1_000_000) port.look();
    return signal.aborted ? 'stopped' : 'never told';
  });
  const abort = new AbortController();
  const answer = client.call('busy', {}, { signal: abort.signal }).catch((error: unknown) => error);
  abort.abort();
  expect(await answer).toMatchObject({ code: 'CANCELLED' });
  // The next question is answered once the handler has come to its end, which it did before a million looks.
  expect(await client.call('order', { number: 1 })).toBe(1);
  expect(looks).toBeLessThan(1_000_000);
});

it('keeps what else arrives until the handler is done, in its order, and what was cancelled while it waited with it', async () => {
  const seen: number[] = [];
  const { client, ordered } = served((_, port) => {
    for (let i = 0; i < 1000; i++) port.look();
    seen.push(ordered.length);
    return 'done';
  });
  const busy = client.call('busy', {});
  const abort = new AbortController();
  const first = client.call('order', { number: 1 });
  const dropped = client.call('order', { number: 2 }, { signal: abort.signal }).catch(() => 'cancelled');
  const third = client.call('order', { number: 3 });
  abort.abort();
  expect(await Promise.all([busy, first, dropped, third])).toEqual(['done', 1, 'cancelled', 3]);
  expect(seen).toEqual([0]);
  expect(ordered.filter((number) => number !== 2)).toEqual([1, 3]);
});
