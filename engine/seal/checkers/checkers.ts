import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { paths } from '../../../shared/pack/layout.ts';

/** `dist/`, where this is built, or the checkout, which has it below itself. */
const above = join(import.meta.dirname, '../../..');
const built = import.meta.url.endsWith('.ts') ? join(above, 'dist') : above;

/** Where the checkers are, by the path that each has in a pack: the page is built from its sources, the program is one. */
const files: Readonly<Record<string, string>> = {
  [paths.checkerPage]: join(built, 'checker/verify.html'),
  [paths.checkerProgram]: join(import.meta.dirname, 'verify.py'),
};

/**
 * The programs that a pack carries to be checked with, by their paths in it.
 *
 * @throws AppError INTERNAL where the page was never built, which only a checkout can lack
 */
export function checkers(): ReadonlyMap<string, Uint8Array> {
  const missing = Object.values(files).find((file) => !existsSync(file));
  if (missing !== undefined) {
    throw new AppError({
      code: 'INTERNAL',
      message: `the checker that packs carry is not there: ${missing}`,
      safe: 'nothing was sealed',
      next: 'run `npm run build`, then seal again',
    });
  }
  return new Map(Object.entries(files).map(([path, file]) => [path, readFileSync(file)]));
}
