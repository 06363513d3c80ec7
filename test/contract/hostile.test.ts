import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { serveContract, serverLimits } from '../../shared/contract/server.ts';
import { type Channel, channels } from './hosts.ts';
import { Desk, library, readAll } from './library.ts';

vi.setConfig({ testTimeout: 20_000 });
const soon = { interval: 5, timeout: 5000 };

/** What the server's end answered, as it arrived. */
interface Answer {
  readonly type: string;
  readonly id: number | null;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

describe.each(Object.entries(channels))('a hostile client over %s', (_kind, open) => {
  let channel: Channel;
  let desk: Desk;
  /** What arrived at this test's own channel: the one before may still be closing. */
  let heard: { answers: Answer[]; closed: boolean };

  beforeEach(async () => {
    channel = await open();
    desk = new Desk();
    const mine = { answers: [] as Answer[], closed: false };
    heard = mine;
    serveContract(library, desk.handlers, channel.server);
    channel.client.onMessage((message) => mine.answers.push(message as Answer));
    channel.client.onClose(() => {
      mine.closed = true;
    });
  });
  afterEach(() => channel.dispose());

  const start = (id: number, name: string, input: unknown = {}) =>
    channel.client.send({ type: 'start', id, name, input });
  const answerTo = (id: number | null) =>
    vi.waitFor(() => heard.answers.find((answer) => answer.id === id) ?? expect.fail('no answer'), soon);
  /** The server still works: it answers an honest question. */
  const expectAlive = async (id = 1_000_000) => {
    start(id, 'echo', { value: 'alive' });
    expect(await answerTo(id)).toEqual({ type: 'result', id, value: 'alive' });
  };

  it.each(['toString', '__proto__', 'constructor', 'hasOwnProperty', 'nothing'])(
    'is told that there is no operation %s',
    async (name) => {
      start(1, name);
      expect((await answerTo(1)).error).toMatchObject({
        code: 'INVALID_INPUT',
        message: `there is no operation "${name}"`,
      });
      await expectAlive();
    },
  );

  it.each([
    ['no JSON at all', '{"type":'],
    ['a number', '7'],
    ['null', 'null'],
    ['an array', '[{"type":"cancel","id":1}]'],
    ['an unknown type', '{"type":"shutdown","id":0}'],
    ['an id of zero', '{"type":"cancel","id":0}'],
    ['an id past what a number holds exactly', '{"type":"cancel","id":9007199254740993}'],
    ['an id that is text', '{"type":"cancel","id":"1"}'],
    ['a message through its prototype', '{"__proto__":{"type":"cancel","id":1}}'],
  ])('is refused %s', async (_what, text) => {
    channel.sendRaw(text);
    expect((await answerTo(null)).error?.code).toBe('INVALID_INPUT');
    await expectAlive();
  });

  it('is refused with the number of its request where it has one', async () => {
    channel.sendRaw('{"type":"start","id":5,"name":7}');
    expect((await answerTo(5)).error?.code).toBe('INVALID_INPUT');
    channel.sendRaw('{"type":"start","id":6,"name":"echo","input":{},"extra":1}');
    expect((await answerTo(6)).error?.code).toBe('INVALID_INPUT');
  });

  it('is refused a number used before', async () => {
    await expectAlive(3);
    heard.answers.length = 0;
    start(3, 'order', { number: 3 });
    start(2, 'order', { number: 2 });
    expect((await answerTo(3)).error?.code).toBe('INVALID_INPUT');
    expect((await answerTo(2)).error?.code).toBe('INVALID_INPUT');
    expect(desk.ordered).toEqual([]);
  });

  it('cannot end a request under way by using its number again', async () => {
    start(1, 'wait');
    start(1, 'echo', { value: 1 });
    expect((await answerTo(null)).error?.message).toContain('used before');
    channel.sendRaw('{"type":"pull","id":1,"count":"many"}');
    await expectAlive();
    expect(heard.answers.filter((answer) => answer.id === 1)).toEqual([]);
  });

  it('may cancel and pull what is not there, to no effect', async () => {
    channel.client.send({ type: 'cancel', id: 99 });
    channel.client.send({ type: 'pull', id: 99, count: 4 });
    await expectAlive();
    expect(heard.answers).toHaveLength(1);
  });

  it('gets no more of a stream than it has asked for', async () => {
    start(1, 'pages', { count: 50 });
    await expectAlive(2);
    expect(desk.pagesMade).toBe(0);
    channel.client.send({ type: 'pull', id: 1, count: 3 });
    await vi.waitFor(() => expect(heard.answers.filter((answer) => answer.id === 1)).toHaveLength(3), soon);
    await expectAlive(3);
    expect(desk.pagesMade).toBe(3);
  });

  it('is held to a number of requests at once, and those under way go on', async () => {
    for (let id = 1; id <= serverLimits.concurrent; id += 1) start(id, 'wait');
    start(serverLimits.concurrent + 1, 'wait');
    expect((await answerTo(serverLimits.concurrent + 1)).error?.message).toContain('at once');
    expect(desk.waiting).toBe(serverLimits.concurrent);
    channel.client.send({ type: 'cancel', id: 1 });
    await answerTo(1);
    await expectAlive();
  });

  it('is cut off when it goes on sending what cannot be read', async () => {
    for (let count = 0; count <= serverLimits.unreadable; count += 1) channel.sendRaw('{');
    await vi.waitFor(() => expect(heard.closed).toBe(true), soon);
    expect(heard.answers).toHaveLength(serverLimits.unreadable);
  });

  it('never brings the server down, whatever it sends', async () => {
    const piece = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc
        .record(
          {
            type: fc.oneof(fc.constantFrom('start', 'pull', 'cancel'), fc.string()),
            id: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null)),
            name: fc.oneof(fc.constantFrom(...Object.keys(library)), fc.string()),
            input: fc.jsonValue(),
            count: fc.oneof(fc.integer(), fc.double()),
          },
          { requiredKeys: [] },
        )
        .map((message) => JSON.stringify(message)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const fresh = await open();
        try {
          serveContract(library, new Desk().handlers, fresh.server);
          // It answers, or it was told to close.
          const outcome = new Promise<string>((resolve) => {
            fresh.client.onMessage(() => resolve('answered'));
            fresh.client.onClose(() => resolve('closed'));
          });
          for (const text of pieces) fresh.sendRaw(text);
          fresh.client.send({
            type: 'start',
            id: Number.MAX_SAFE_INTEGER,
            name: 'echo',
            input: { value: 1 },
          });
          expect(await outcome).toMatch(pieces.includes('') ? /answered|closed/ : /answered/);
        } finally {
          await fresh.dispose();
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(Object.entries(channels))('a hostile engine over %s', (_kind, open) => {
  let channel: Channel;
  beforeEach(async () => {
    channel = await open();
  });
  afterEach(() => channel.dispose());

  it.each([
    ['no message of the protocol', { type: 'result', id: '1' }],
    [
      'an error with an unknown code',
      { type: 'error', id: 1, error: { code: 'NO_SUCH', message: '', next: '' } },
    ],
    [
      'an error of the session',
      { type: 'error', id: null, error: { code: 'INVALID_INPUT', message: 'no', next: 'none' } },
    ],
  ])('ends the session by sending %s', async (_what, message) => {
    const client = connectClient(library, channel.client);
    const answer = client.call('wait', {});
    channel.server.send(message);
    await expect(answer).rejects.toHaveProperty('name', 'AppError');
    await expect(client.call('wait', {})).rejects.toHaveProperty('name', 'AppError');
  });

  it.each([
    ['an item for a call', { type: 'item', id: 1, value: 1 }],
    ['an end for a call', { type: 'end', id: 1 }],
  ])('fails the request it answers with %s', async (_what, message) => {
    const answer = connectClient(library, channel.client).call('wait', {});
    channel.server.send(message);
    await expect(answer).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('out of turn'),
    });
  });

  it('cannot fill the client with answers that it did not ask for', async () => {
    const client = connectClient(library, channel.client);
    const pages = client.stream('pages', { count: 1 })[Symbol.asyncIterator]();
    const first = pages.next();
    channel.server.send({ type: 'item', id: 1, value: 0 });
    await first;
    const arrived = client.call('echo', { value: 1 });
    for (let page = 1; page < 100; page += 1) channel.server.send({ type: 'item', id: 1, value: page });
    channel.server.send({ type: 'result', id: 2, value: 1 });
    await arrived;
    const read = readAll({ [Symbol.asyncIterator]: () => pages });
    await expect(read).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('out of turn'),
    });
  });

  it('is not heard about requests that were never made', async () => {
    const client = connectClient(library, channel.client);
    channel.server.send({ type: 'result', id: 77, value: 'surprise' });
    serveContract(library, new Desk().handlers, channel.server);
    expect(await client.call('echo', { value: 1 })).toBe(1);
  });
});
