import { closeSync, fsyncSync, rmSync, writeFileSync } from 'node:fs';
import { createOut } from './extract.ts';
import { caseFault } from './faults.ts';

/**
 * Writes a text into a file that is not there yet; `heldAt`: where it waits instead, until custody tells of it.
 *
 * @throws AppError INVALID_INPUT, DISK_FULL, FILE_UNREADABLE
 */
export function writeNew(out: string, text: string, heldAt?: string): void {
  const file = createOut(out, heldAt);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(heldAt ?? out, { force: true });
    throw caseFault(error, out);
  } finally {
    closeSync(file);
  }
}
