import type { MessageBoxSyncOptions, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { z } from 'zod';
import type { ChooseFiles, ChooseSave } from '../shared/host/desktop.ts';

/** What the page asks of the dialogs is parsed here: it reaches the system's own code. */

const filters = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(100),
      extensions: z.array(z.string().regex(/^(?:[a-z0-9]{1,12}|\*)$/)).max(20),
    }),
  )
  .max(10)
  .optional();

const chooseFiles = z.strictObject({
  title: z.string().max(200),
  several: z.boolean().optional(),
  folder: z.boolean().optional(),
  filters,
}) satisfies z.ZodType<ChooseFiles>;

const chooseSave = z.strictObject({
  title: z.string().max(200),
  suggested: z.string().max(4096).optional(),
  filters,
}) satisfies z.ZodType<ChooseSave>;

/** @throws ZodError where `asked` is not a `ChooseFiles` */
export function openDialogOptions(asked: unknown): OpenDialogOptions {
  const { title, several, folder, filters } = chooseFiles.parse(asked);
  const properties: NonNullable<OpenDialogOptions['properties']> = [folder ? 'openDirectory' : 'openFile'];
  if (several) properties.push('multiSelections');
  return { title, properties, ...(filters ? { filters } : {}) };
}

/** @throws ZodError where `asked` is not a `ChooseSave` */
export function saveDialogOptions(asked: unknown): SaveDialogOptions {
  const { title, suggested, filters } = chooseSave.parse(asked);
  return {
    title,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
    ...(suggested === undefined ? {} : { defaultPath: suggested }),
    ...(filters ? { filters } : {}),
  };
}

/** What *Open case* in the menu asks for. */
export const openCaseDialog: OpenDialogOptions = openDialogOptions({
  title: 'Open case',
  filters: [{ name: 'Casebound case', extensions: ['casebound'] }],
});

/** Asked where the page has something that is not in the case file yet. Without it the window would stay, and not say why. */
export const leaveDialog = {
  type: 'warning',
  message: 'Some annotations are not saved yet',
  detail: 'If the window is closed now, they are lost.',
  buttons: ['Stay', 'Close all the same'],
  defaultId: 0,
  cancelId: 0,
} as const satisfies Omit<MessageBoxSyncOptions, 'buttons'> & { readonly buttons: readonly string[] };
