import { z } from 'zod';

/** What the desktop's preload script and its main process say to each other, and what the page sees of it. */

/** The page's origin in the desktop. No file is ever loaded by a `file:` address. */
export const desktopScheme = 'app';
export const desktopOrigin = `${desktopScheme}://casebound`;

export const desktopChannels = {
  /** Page to main: a new session with the engine; starts the engine where it does not run. */
  requestEngine: 'engine:request',
  /** Main to page: the port of that session, transferred. */
  enginePort: 'engine:port',
  chooseFiles: 'dialog:files',
  chooseSave: 'dialog:save',
  /** Main to page: the person asked the system to open this case file. */
  openCase: 'case:open',
} as const;

/** The window message by which the preload script hands the port on to the page. */
export const enginePortMessage = 'casebound:engine-port';

const filters = z
  .array(
    z.strictObject({
      name: z.string().max(100),
      extensions: z.array(z.string().regex(/^[a-z0-9]{1,12}$|^\*$/)).max(20),
    }),
  )
  .max(10);

export const chooseFilesSchema = z.strictObject({
  title: z.string().max(200),
  /** More than one may be chosen. */
  several: z.boolean().optional(),
  /** A folder instead of files. */
  folder: z.boolean().optional(),
  filters: filters.optional(),
});
export type ChooseFiles = z.output<typeof chooseFilesSchema>;

export const chooseSaveSchema = z.strictObject({
  title: z.string().max(200),
  /** The name, or the whole path, that is proposed. */
  suggested: z.string().max(4096).optional(),
  filters: filters.optional(),
});
export type ChooseSave = z.output<typeof chooseSaveSchema>;

/** What the page finds at `window.casebound` in the desktop, and nowhere else. */
export interface DesktopBridge {
  readonly kind: 'desktop';
  /** The engine's port follows as a window message, `enginePortMessage`. */
  requestEngine(): void;
  /** Paths, none where the person chose nothing. */
  chooseFiles(options: ChooseFiles): Promise<readonly string[]>;
  /** A path, or null where the person chose nothing. */
  chooseSave(options: ChooseSave): Promise<string | null>;
  /** The path of a file that was dropped on the page, or '' where it is not one of this machine's files. */
  pathOfDropped(file: unknown): string;
  /** Told when the system asks to open a case file. Returns how to stop being told. */
  onOpenCase(listener: (path: string) => void): () => void;
}
