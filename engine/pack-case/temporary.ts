import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../files/temporary-folder.ts';

const prefix = 'casebound-pack-';

/** Where a pack's entries are put for as long as it is open: in a folder of its own, which nobody else can read. */
export function temporaryCase(): string {
  return join(temporaryFolder(`${prefix}${process.pid}-`), 'pack.casebound');
}

export function removeTemporary(path: string): void {
  rmSync(dirname(path), { recursive: true, force: true });
}

/** Removes what a process that was killed left behind: evidence does not stay in a folder for temporary files. */
export function removeAbandonedPacks(): void {
  for (const name of namesIn(tmpdir())) {
    const [, pid] = /^casebound-pack-(\d+)-[A-Za-z0-9]{6}$/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    try {
      // Of another user, or a link to somewhere: not made here.
      const { uid, isFolder } = ownerOf(folder);
      if (isFolder && (process.getuid === undefined || uid === process.getuid()))
        rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else removed it meanwhile, or holds it: the next start looks again.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Whoever needs it tells that it cannot be had.
    return [];
  }
}

function ownerOf(folder: string): { uid: number; isFolder: boolean } {
  const found = lstatSync(folder);
  return { uid: found.uid, isFolder: found.isDirectory() };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
