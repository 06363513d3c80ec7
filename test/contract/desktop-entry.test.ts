import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { operations } from '../../shared/contract/operations.ts';

const entry = new URL('../../engine/host/desktop.ts', import.meta.url);

/** What Electron does for a utility process: a `parentPort` whose messages carry their ports beside the data. */
const utilityProcess = `
  const { EventEmitter } = require('node:events');
  const { parentPort } = require('node:worker_threads');
  process.parentPort = new EventEmitter();
  parentPort.on('message', (message) => process.parentPort.emit('message', message));
  import(${JSON.stringify(entry.href)});
`;

/** The list of recent cases is kept in `folder`, not in that of whoever runs the tests. */
function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, XDG_CONFIG_HOME: folder, APPDATA: folder };
}

describe('the desktop’s engine, as Electron would start it', () => {
  let folder: string;
  let engine: Worker;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'casebound-desktop-'));
    engine = new Worker(utilityProcess, {
      eval: true,
      env: environment(folder),
    });
  });
  afterEach(async () => {
    await engine.terminate();
    rmSync(folder, { recursive: true });
  });

  function openSession(startCase: string | null) {
    const { port1, port2 } = new MessageChannel();
    engine.postMessage({ data: { type: 'session', startCase }, ports: [port1] }, [port1]);
    return connectClient(operations, messagePortPort(port2));
  }

  it('serves real sessions, each with its own case, and lets go of them when it is told to end', async () => {
    const path = join(folder, 'a.casebound');
    const first = openSession(path);
    expect(await first.call('app.info', {})).toMatchObject({ startCase: path });
    expect(await first.call('case.create', { path, title: 'A matter' })).toMatchObject({ title: 'A matter' });
    const second = openSession(null);
    await expect(second.call('case.info', {})).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
    expect(await first.call('query.count', { query: '' })).toMatchObject({ matched: 0, total: 0 });

    engine.postMessage({ data: { type: 'end' }, ports: [] });
    expect(await once(engine, 'exit')).toEqual([0]);
    expect(existsSync(`${path}-wal`)).toBe(false);
    await expect(first.call('app.info', {})).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });

  it('is lost with ENGINE_LOST when its process dies under a page, and serves again once restarted', async () => {
    const path = join(folder, 'a.casebound');
    const client = openSession(null);
    await client.call('case.create', { path, title: 'A matter' });
    const asked = client.job('verify.run', {}).then(
      () => 'answered',
      (error: { code: string }) => error.code,
    );
    await engine.terminate();
    expect(['answered', 'ENGINE_LOST']).toContain(await asked);
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'ENGINE_LOST' });

    engine = new Worker(utilityProcess, { eval: true, env: environment(folder) });
    expect(await openSession(null).call('case.open', { path })).toMatchObject({ title: 'A matter' });
  });
});
