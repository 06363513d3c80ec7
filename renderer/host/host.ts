import type { Port } from '../../shared/contract/port.ts';
import type { ChooseFiles, ChooseSave, DesktopBridge } from '../../shared/host/desktop.ts';
import { connectOverWebSocket } from './browser.ts';
import { connectToDesktop } from './desktop.ts';

/** The machine's own file dialogs. */
export interface Dialogs {
  /** Paths; empty if the person chose nothing. */
  chooseFiles(options: ChooseFiles): Promise<readonly string[]>;
  /** A path, or null if the person chose nothing. */
  chooseSave(options: ChooseSave): Promise<string | null>;
}

/** Secrets that the operating system keeps encrypted for this user, under a name that the page gives. */
export interface Keychain {
  find(account: string): Promise<string | null>;
  /** Whether it could be kept. */
  keep(account: string, secret: string): Promise<boolean>;
  forget(account: string): Promise<void>;
}

/** What the page runs in: the desktop shell, or a browser with the engine on loopback. */
export interface Host {
  readonly kind: 'desktop' | 'browser';
  /**
   * A new session with the engine; in the desktop an engine that was lost is started again by it.
   *
   * @throws AppError AUTH_REJECTED or ENGINE_LOST
   */
  connect(): Promise<Port>;
  /** Null in a browser, which does not tell paths: there the page asks with `files.list`. */
  readonly dialogs: Dialogs | null;
  /** Null in a browser, and if the machine has no such storage. */
  readonly keychain: Keychain | null;
  /** The path of a dropped file, or null where the host cannot tell. */
  pathOfDropped(file: File): string | null;
  /** Called when the system asks to open a case file. Returns a function that unsubscribes. */
  onOpenCase(listener: (path: string) => void): () => void;
}

declare global {
  interface Window {
    /** Set by the desktop's preload script. */
    readonly casebound?: DesktopBridge;
  }
}

export function findHost(): Host {
  const bridge = window.casebound;
  return bridge ? desktopHost(bridge) : browserHost;
}

function desktopHost(bridge: DesktopBridge): Host {
  return {
    kind: 'desktop',
    connect: () => connectToDesktop(bridge, window),
    dialogs: bridge,
    keychain: {
      find: (account) => bridge.findSecret(account),
      keep: (account, secret) => bridge.keepSecret(account, secret),
      forget: (account) => bridge.forgetSecret(account),
    },
    pathOfDropped: (file) => bridge.pathOfDropped(file) || null,
    onOpenCase: (listener) => bridge.onOpenCase(listener),
  };
}

const browserHost: Host = {
  kind: 'browser',
  connect: () => connectOverWebSocket(window),
  dialogs: null,
  keychain: null,
  pathOfDropped: () => null,
  onOpenCase: () => () => {},
};
