/** What the desktop's preload script and its main process say to each other, and what the page sees of it. */

/** The page's origin in the desktop. No file is ever loaded by a `file:` address. */
export const desktopScheme = 'app';
export const desktopHost = 'casebound';
export const desktopOrigin = `${desktopScheme}://${desktopHost}`;

export const desktopChannels = {
  /** Page to main: a new session with the engine; starts the engine where it does not run. */
  requestEngine: 'engine:request',
  /** Main to page: the port of that session, transferred. */
  enginePort: 'engine:port',
  /** Main to page: the engine's process is gone. */
  engineLost: 'engine:lost',
  chooseFiles: 'dialog:files',
  chooseSave: 'dialog:save',
  findSecret: 'keychain:find',
  keepSecret: 'keychain:keep',
  forgetSecret: 'keychain:forget',
  /** Main to page: the person asked the system to open this case file. */
  openCase: 'case:open',
} as const;

/** The window message by which the preload script hands the port on to the page. */
export const enginePortMessage = 'casebound:engine-port';

interface FileFilter {
  readonly name: string;
  /** Lower case, without the dot; `*` is any. */
  readonly extensions: readonly string[];
}

export interface ChooseFiles {
  readonly title: string;
  /** More than one may be chosen. */
  readonly several?: boolean | undefined;
  /** A folder instead of files. */
  readonly folder?: boolean | undefined;
  readonly filters?: readonly FileFilter[] | undefined;
}

export interface ChooseSave {
  readonly title: string;
  /** The name, or the whole path, that is proposed. */
  readonly suggested?: string | undefined;
  readonly filters?: readonly FileFilter[] | undefined;
}

/** What the page finds at `window.casebound` in the desktop, and nowhere else. */
export interface DesktopBridge {
  readonly kind: 'desktop';
  /** The engine's port follows as a window message, `enginePortMessage`. */
  requestEngine(): void;
  /** Told when the engine's process is gone. Returns how to stop being told. */
  onEngineLost(listener: () => void): () => void;
  /** Paths, none where the person chose nothing. */
  chooseFiles(options: ChooseFiles): Promise<readonly string[]>;
  /** A path, or null where the person chose nothing. */
  chooseSave(options: ChooseSave): Promise<string | null>;
  /** A secret that the system keeps for this user, or null. */
  findSecret(account: string): Promise<string | null>;
  /** Whether it could be kept. */
  keepSecret(account: string, secret: string): Promise<boolean>;
  forgetSecret(account: string): Promise<void>;
  /** The path of a `File` that was dropped on the page, or '' where it is not one of this machine's files. */
  pathOfDropped(file: unknown): string;
  /** Told when the system asks to open a case file. Returns how to stop being told. */
  onOpenCase(listener: (path: string) => void): () => void;
}
