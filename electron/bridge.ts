import { type DesktopBridge, desktopChannels, enginePortMessage } from '../shared/host/desktop.ts';

type Listener = (event: { readonly ports: readonly MessagePort[] }, ...args: unknown[]) => void;

/** The part of Electron's ipcRenderer that is used here. It is never handed to the page itself. */
export interface PreloadIpc {
  send(channel: string): void;
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, listener: Listener): unknown;
  removeListener(channel: string, listener: Listener): unknown;
}

/** All that the page can reach of the desktop: a few plain functions, no channel of its choice. */
export function desktopBridge(ipc: PreloadIpc, pathOfFile: (file: File) => string): DesktopBridge {
  return {
    kind: 'desktop',
    requestEngine: () => ipc.send(desktopChannels.requestEngine),
    chooseFiles: (options) => ipc.invoke(desktopChannels.chooseFiles, options) as Promise<readonly string[]>,
    chooseSave: (options) => ipc.invoke(desktopChannels.chooseSave, options) as Promise<string | null>,
    findSecret: (account) => ipc.invoke(desktopChannels.findSecret, account) as Promise<string | null>,
    keepSecret: (account, secret) =>
      ipc.invoke(desktopChannels.keepSecret, { account, secret }) as Promise<boolean>,
    forgetSecret: async (account) => {
      await ipc.invoke(desktopChannels.forgetSecret, account);
    },
    pathOfDropped: (file) => {
      try {
        return pathOfFile(file as File);
      } catch {
        return '';
      }
    },
    onEngineLost: (listener) => listen(ipc, desktopChannels.engineLost, () => listener()),
    onOpenCase: (listener) => listen(ipc, desktopChannels.openCase, (path) => listener(String(path))),
  };
}

/** The event itself stays on this side: it would give the page Electron's sender. */
function listen(ipc: PreloadIpc, channel: string, listener: (told: unknown) => void): () => void {
  const receive: Listener = (_event, told) => listener(told);
  ipc.on(channel, receive);
  return () => ipc.removeListener(channel, receive);
}

/** Ports cannot cross the bridge: they are handed to the page as a message of its own window. */
export function handPortsOn(ipc: PreloadIpc, page: Pick<Window, 'postMessage'>, origin: string): void {
  ipc.on(desktopChannels.enginePort, (event) =>
    page.postMessage(enginePortMessage, origin, [...event.ports]),
  );
}
