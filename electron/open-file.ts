import { resolve } from 'node:path';

/**
 * The case file that the application was started with, as by a double click.
 *
 * @param args the command line, the program itself first
 * @param folder that relative paths are meant from
 */
export function caseFileIn(args: readonly string[], folder: string): string | null {
  const path = args
    .slice(1)
    .findLast((arg) => !arg.startsWith('-') && arg.toLowerCase().endsWith('.casebound'));
  return path === undefined ? null : resolve(folder, path);
}
