import { EventEmitter, once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { operations } from '../../shared/contract/operations.ts';
import type { Session } from '../session/session.ts';
import { type ParentPort, serveDesktop } from './desktop-engine.ts';

/** The engine with a parent that is told things by hand, over real message channels. */
function startEngine() {
  const parent = new EventEmitter();
  const disposed: (string | null)[] = [];
  const faults: unknown[] = [];
  const ended = serveDesktop(parent as unknown as ParentPort, {
    makeSession: (startCase) => {
      const handlers = { 'app.info': () => ({ version: '1', startCase, sampleCase: null, recentCases: [] }) };
      return {
        handlers: handlers as unknown as Session['handlers'],
        dispose: async () => void disposed.push(startCase),
      };
    },
    reportFault: (error) => faults.push(error),
  });
  const tell = (data: unknown, ports: readonly MessagePort[] = []) => parent.emit('message', { data, ports });
  const openSession = (startCase: string | null) => {
    const { port1, port2 } = new MessageChannel();
    tell({ type: 'session', startCase }, [port1]);
    return { client: connectClient(operations, messagePortPort(port2)), port: port2 };
  };
  return { ended, disposed, faults, tell, openSession };
}

describe('the engine of the desktop', () => {
  it('serves a session over each port that main sends, each with the case it was opened for', async () => {
    const engine = startEngine();
    const first = engine.openSession('a.casebound');
    const second = engine.openSession(null);
    expect(await first.client.call('app.info', {})).toMatchObject({ startCase: 'a.casebound' });
    expect(await second.client.call('app.info', {})).toMatchObject({ startCase: null });
    first.client.close();
    await vi.waitFor(() => expect(engine.disposed).toEqual(['a.casebound']));
    expect(await second.client.call('app.info', {})).toMatchObject({ startCase: null });
    second.client.close();
  });

  it('lets go of every case before it ends', async () => {
    const engine = startEngine();
    const { client, port } = engine.openSession('a.casebound');
    await client.call('app.info', {});
    const closed = once(port, 'close');
    engine.tell({ type: 'end' });
    await engine.ended;
    expect(engine.disposed).toEqual(['a.casebound']);
    await closed;
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });

  it.each([
    [null],
    [{ type: 'session', startCase: 7 }],
    [{ type: 'session', startCase: null }],
    [{ type: 'shell', command: 'true' }],
  ])('reports %j without a port, and goes on', async (message) => {
    const engine = startEngine();
    engine.tell(message);
    expect(engine.faults).toHaveLength(1);
    const { client } = engine.openSession(null);
    expect(await client.call('app.info', {})).toMatchObject({ version: '1' });
    client.close();
  });
});
