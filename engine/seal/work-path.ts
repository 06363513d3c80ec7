import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nameable } from '../files/nameable.ts';
import { outFault } from '../files/out-fault.ts';

/** Where a pack for `out` is made: beside it, so that moving it there copies nothing. */
export function workPath(out: string, what: 'members' | 'zip'): string {
  return nameable(`${workPrefix(out)}${process.pid}-${what}`, out);
}

function workPrefix(out: string): string {
  return join(dirname(out), `.${basename(out)}.sealing-`);
}

/** Removes what a seal that was killed left behind. */
export function removeAbandoned(out: string): void {
  const prefix = basename(workPrefix(out));
  for (const name of namesIn(out)) {
    const [, pid] = /^(\d+)-(?:members|zip)$/.exec(name.slice(prefix.length)) ?? [];
    if (!name.startsWith(prefix) || pid === undefined || isRunning(Number(pid))) continue;
    rmSync(join(dirname(out), name), { recursive: true, force: true });
  }
}

function namesIn(out: string): string[] {
  try {
    return readdirSync(dirname(out));
  } catch (error) {
    throw outFault(out, error);
  }
}

/** Another process's work is its own; this one's is left over from a seal that failed to clean up. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
