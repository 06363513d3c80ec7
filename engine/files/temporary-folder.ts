import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwritable } from './path-faults.ts';

/** A new folder that nobody else can read, among temporary files. @throws AppError FILE_UNREADABLE, DISK_FULL */
export function temporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (error) {
    throw unwritable(
      tmpdir(),
      error,
      'it is for temporary files: set TMPDIR to a folder that exists and that you can write to',
    );
  }
}
