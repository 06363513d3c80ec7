import { checkPackFile } from '../../../engine/seal/check-file.ts';
import { failing } from '../../../engine/seal/testing/checked.ts';
import { unwatched } from '../../../engine/task.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { toAppError } from '../../../shared/errors.ts';
import { casebound } from '../../e2e/casebound.ts';
import type { Said } from './said.ts';

/** The checker of the application, as every host runs it. */
export async function applicationSays(path: string): Promise<Said> {
  try {
    return failing(await checkPackFile(path, {}, unwatched));
  } catch (error) {
    if (toAppError(error).code === 'PACK_UNREADABLE') return 'unreadable';
    throw error;
  }
}

/** The command itself, in a process of its own. A file that does not begin as a zip does, it takes for a trail that it cannot read. */
export async function commandSays(path: string): Promise<Said> {
  const { code, stdout, stderr } = await casebound(['verify', path, '--json']);
  if (code === 2 && /PACK_UNREADABLE|FORMAT_UNKNOWN/.test(stderr)) return 'unreadable';
  if (code !== 0 && code !== 1) throw new Error(`verify ended with ${code}: ${stderr}`);
  const found = failing(JSON.parse(stdout.toString()) as VerifyReport);
  if ((code === 1) !== found.length > 0) throw new Error(`verify ended with ${code}, and ${found} fail`);
  return found;
}
