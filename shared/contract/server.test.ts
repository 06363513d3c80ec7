import { expect, it } from 'vitest';
import { z } from 'zod';
import { call } from './operation.ts';
import type { Port } from './port.ts';
import { serveContract, serverLimits } from './server.ts';

it('cuts off a client that goes on asking without taking the answers', () => {
  let receive = (_message: unknown) => {};
  let closed = false;
  const sent: unknown[] = [];
  const port = {
    backlog: 0,
    send: (message: unknown) => void sent.push(message),
    onMessage: (listener: (message: unknown) => void) => {
      receive = listener;
    },
    onClose: () => {},
    close: () => {
      closed = true;
    },
  } satisfies Port;
  let asked = 0;
  const contract = { ask: call<number>()(z.object({})) };
  serveContract(contract, { ask: () => ++asked }, port);

  receive({ type: 'start', id: 1, name: 'ask', input: {} });
  port.backlog = serverLimits.backlog + 1;
  receive({ type: 'start', id: 2, name: 'ask', input: {} });
  expect(closed).toBe(true);
  expect(asked).toBe(1);
});
