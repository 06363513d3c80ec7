import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopOrigin } from '../shared/host/desktop.ts';

/**
 * Electron itself is not there where this runs: a stand-in records what main asks of it. What is held here is the
 * wiring, that every guard is in its place before a page is loaded; the guards have tests of their own.
 */

type Handler = (...args: unknown[]) => unknown;

/** What was asked of Electron, in order, and everything that was handed to it. */
class Shell {
  readonly log: string[] = [];
  readonly handed = new Map<string, Handler>();
  readonly app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    commandLine: { appendSwitch: (name: string) => this.log.push(`switch ${name}`) },
    enableSandbox: () => this.log.push('sandbox'),
    requestSingleInstanceLock: () => this.first,
    quit: () => this.log.push('quit'),
    getPath: (name: string) => `/nowhere/${name}`,
    whenReady: async () => void this.log.push('ready'),
  });
  readonly page = Object.assign(new EventEmitter(), {
    mainFrame: { origin: desktopOrigin, parent: null },
    postMessage: (...args: unknown[]) => this.log.push(`post ${JSON.stringify(args)}`),
    send: (...args: unknown[]) => this.log.push(`send ${JSON.stringify(args)}`),
    setWindowOpenHandler: (decide: Handler) => this.handed.set('window open', decide),
  });
  readonly engine = Object.assign(new EventEmitter(), {
    postMessage: (...args: unknown[]) => this.log.push(`engine ${JSON.stringify(args)}`),
    kill: () => this.engine.emit('exit', 0),
  });

  /** To the question whether a window is closed with what is not saved. */
  answer = 0;
  readonly first: boolean;
  constructor(first: boolean) {
    this.first = first;
  }

  electron() {
    const { log, handed, page, engine } = this;
    const hand = (name: string) => (handler: Handler) => handed.set(name, handler);
    class BrowserWindow extends EventEmitter {
      readonly webContents = page;
      constructor(options: { webPreferences: { sandbox: boolean } }) {
        super();
        log.push(`window, sandbox ${options.webPreferences.sandbox}`);
      }
      async loadURL(address: string) {
        log.push(`load ${address}`);
      }
      show() {}
      focus() {}
      isMinimized() {
        return false;
      }
    }
    return {
      app: this.app,
      BrowserWindow,
      dialog: {
        showOpenDialog: async () => ({ filePaths: ['/m/chosen.casebound'] }),
        showMessageBoxSync: () => this.answer,
        showSaveDialog: async () => ({ canceled: true, filePath: '' }),
      },
      ipcMain: {
        on: (channel: string, handler: Handler) => handed.set(channel, handler),
        handle: (channel: string, handler: Handler) => handed.set(channel, handler),
      },
      Menu: {
        setApplicationMenu: () => log.push('menu'),
        buildFromTemplate: (template: unknown) => template,
      },
      MessageChannelMain: class {
        port1 = 'engine end';
        port2 = 'page end';
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: unknown) => log.push(`scheme ${JSON.stringify(schemes)}`),
      },
      safeStorage: { isEncryptionAvailable: () => false },
      session: {
        defaultSession: {
          protocol: {
            handle: (scheme: string, handler: Handler) =>
              handed.set(`scheme ${scheme}`, handler) && log.push('pages'),
          },
          setPermissionRequestHandler: hand('permission request'),
          setPermissionCheckHandler: hand('permission check'),
          webRequest: { onBeforeRequest: hand('request') },
        },
      },
      utilityProcess: {
        fork: (path: string) => {
          log.push(`fork ${path.slice(path.indexOf('engine'))}`);
          return engine;
        },
      },
    };
  }

  ask(channel: string, event: unknown, ...args: unknown[]): unknown {
    return this.handed.get(channel)?.(event, ...args);
  }
}

async function startMain({ first = true, args = ['casebound'] } = {}): Promise<Shell> {
  const started = new Shell(first);
  vi.resetModules();
  vi.doMock('electron', () => started.electron());
  vi.doMock('./site.ts', () => ({ serveSite: async () => async () => new Response('page') }));
  vi.stubGlobal('process', Object.assign(Object.create(process), { argv: args }));
  await import('./main.ts');
  if (first) await vi.waitFor(() => expect(started.log).toContain(`load ${desktopOrigin}/`));
  return started;
}

beforeEach(() => vi.unstubAllGlobals());

describe('the desktop', () => {
  it('has its scheme and sandbox in place before it is ready, and its pages before it loads one', async () => {
    const { log } = await startMain();
    const scheme = { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } };
    expect(log.filter((line) => !line.startsWith('switch'))).toEqual([
      `scheme ${JSON.stringify([scheme])}`,
      'sandbox',
      'ready',
      'pages',
      'menu',
      'window, sandbox true',
      `load ${desktopOrigin}/`,
    ]);
    expect(log).toContain('switch disable-background-networking');
  });

  it('leaves a second start to the first, without a window', async () => {
    const { log, handed } = await startMain({ first: false });
    expect(log.at(-1)).toBe('quit');
    expect(log).not.toContain('ready');
    expect(handed.size).toBe(0);
  });

  it('hands the page a port of the engine, with the case it was started with', async () => {
    const main = await startMain({ args: ['casebound', '/m/a.casebound'] });
    main.ask('engine:request', { sender: main.page, senderFrame: main.page.mainFrame });
    expect(main.log.slice(-3)).toEqual([
      'fork engine/host/desktop.js',
      'engine [{"type":"session","startCase":"/m/a.casebound"},["engine end"]]',
      'post ["engine:port",null,["page end"]]',
    ]);
  });

  it('answers its own page’s top frame alone', async () => {
    const main = await startMain();
    const own = { sender: main.page, senderFrame: main.page.mainFrame };
    expect(await main.ask('dialog:files', own, { title: 'Open' })).toEqual(['/m/chosen.casebound']);
    expect(await main.ask('dialog:save', own, { title: 'Save' })).toBe(null);
    expect(await main.ask('keychain:find', own, 'an account')).toBe(null);
    expect(await main.ask('keychain:keep', own, { account: 'an account', secret: 'a key' })).toBe(false);
    const strangers = [
      { sender: new EventEmitter(), senderFrame: main.page.mainFrame },
      { sender: main.page, senderFrame: { origin: desktopOrigin, parent: {} } },
      { sender: main.page, senderFrame: { origin: 'https://evil.example', parent: null } },
      { sender: main.page, senderFrame: null },
    ];
    const before = main.log.length;
    for (const stranger of strangers) {
      expect(() => main.ask('dialog:files', stranger, { title: 'Open' })).toThrow('not for this sender');
      expect(() => main.ask('keychain:find', stranger, 'an account')).toThrow('not for this sender');
      main.ask('engine:request', stranger);
    }
    expect(main.log).toHaveLength(before);
  });

  it('guards every page that is ever made', async () => {
    const main = await startMain();
    main.app.emit('web-contents-created', {}, main.page);
    const event = { url: 'https://evil.example/', isMainFrame: true, preventDefault: vi.fn() };
    main.page.emit('will-frame-navigate', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    const webview = { preventDefault: vi.fn() };
    main.page.emit('will-attach-webview', webview);
    expect(webview.preventDefault).toHaveBeenCalledOnce();
    expect(main.handed.get('window open')?.()).toEqual({ action: 'deny' });
  });

  it('lets its page use nothing and load nothing from elsewhere', async () => {
    const main = await startMain();
    const decided: unknown[] = [];
    const decide = (answer: unknown) => decided.push(answer);
    main.ask('permission request', main.page, 'media', decide, { requestingUrl: `${desktopOrigin}/` });
    main.ask('request', { url: 'https://evil.example/' }, decide);
    main.ask('request', { url: `${desktopOrigin}/` }, decide);
    expect(decided).toEqual([false, { cancel: true }, { cancel: false }]);
    expect(main.ask('permission check', main.page, 'media', desktopOrigin)).toBe(false);
  });

  it('asks its page to open the case of a second start', async () => {
    const main = await startMain();
    main.app.emit('second-instance', {}, ['casebound', 'b.casebound'], '/home/x');
    expect(main.log.at(-1)).toBe('send ["case:open","/home/x/b.casebound"]');
    main.app.emit('second-instance', {}, ['casebound'], '/home/x');
    expect(main.log.at(-1)).toBe('send ["case:open","/home/x/b.casebound"]');
  });

  it('tells its page that the engine was lost, and starts another when asked', async () => {
    const main = await startMain();
    const own = { sender: main.page, senderFrame: main.page.mainFrame };
    main.ask('engine:request', own);
    main.engine.emit('exit', 139);
    expect(main.log.at(-1)).toBe('send ["engine:lost"]');
    main.ask('engine:request', own);
    expect(main.log.filter((line) => line.startsWith('fork'))).toHaveLength(2);
  });

  it('asks before a window goes with what is not saved, and keeps it where nobody says so', async () => {
    const main = await startMain();
    const event = { preventDefault: vi.fn() };
    main.page.emit('will-prevent-unload', event);
    expect(event.preventDefault).not.toHaveBeenCalled();
    main.answer = 1;
    main.page.emit('will-prevent-unload', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('waits for the engine before it quits', async () => {
    const main = await startMain();
    main.ask('engine:request', { sender: main.page, senderFrame: main.page.mainFrame });
    const event = { preventDefault: vi.fn() };
    main.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    expect(main.log.at(-1)).toBe('engine [{"type":"end"}]');
    main.engine.emit('exit', 0);
    await vi.waitFor(() => expect(main.log.at(-1)).toBe('quit'));
    main.app.emit('will-quit', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});
