import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { desktopBridge, handPortsOn } from './bridge.ts';

/** Stands for ipcRenderer: an emitter that keeps what was sent. */
class Ipc extends EventEmitter {
  readonly sent: unknown[][] = [];
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
  async invoke(...args: unknown[]): Promise<unknown> {
    this.sent.push(args);
    return 'answer';
  }
}

function bridged() {
  const ipc = new Ipc();
  const bridge = desktopBridge(ipc, (file) => {
    if (file.name === '') throw new TypeError('not a file');
    return `/home/${file.name}`;
  });
  return { ipc, bridge };
}

describe('the bridge to the page', () => {
  it('exposes plain functions, none of which takes a channel', async () => {
    const { ipc, bridge } = bridged();
    expect(Object.keys(bridge).sort()).toEqual([
      'chooseFiles',
      'chooseSave',
      'findSecret',
      'forgetSecret',
      'keepSecret',
      'kind',
      'onEngineLost',
      'onOpenCase',
      'pathOfDropped',
      'requestEngine',
    ]);
    bridge.requestEngine();
    await bridge.chooseFiles({ title: 'a' });
    await bridge.chooseSave({ title: 'b' });
    await bridge.findSecret('c');
    await bridge.keepSecret('c', 'd');
    await bridge.forgetSecret('c');
    expect(ipc.sent).toEqual([
      ['engine:request'],
      ['dialog:files', { title: 'a' }],
      ['dialog:save', { title: 'b' }],
      ['keychain:find', 'c'],
      ['keychain:keep', { account: 'c', secret: 'd' }],
      ['keychain:forget', 'c'],
    ]);
  });

  it('tells of a case to open without handing over the event, until it is told to stop', () => {
    const { ipc, bridge } = bridged();
    const heard: unknown[][] = [];
    const stop = bridge.onOpenCase((...args) => heard.push(args));
    ipc.emit('case:open', { sender: 'ipc itself' }, '/m/a.casebound', 'more');
    stop();
    ipc.emit('case:open', {}, '/m/b.casebound');
    expect(heard).toEqual([['/m/a.casebound']]);
  });

  it('tells the path of a dropped file, and nothing of what is none', () => {
    const { bridge } = bridged();
    expect(bridge.pathOfDropped({ name: 'trail.ndjson' })).toBe('/home/trail.ndjson');
    expect(bridge.pathOfDropped({ name: '' })).toBe('');
    expect(bridge.pathOfDropped(null)).toBe('');
  });

  it('hands the engine’s port to the page, to its own origin only', () => {
    const ipc = new Ipc();
    const posted: unknown[][] = [];
    handPortsOn(ipc, { postMessage: (...args: unknown[]) => posted.push(args) }, 'app://casebound');
    ipc.emit('engine:port', { ports: ['port'] });
    expect(posted).toEqual([['casebound:engine-port', 'app://casebound', ['port']]]);
  });
});
