import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whoever holds a lock longer has died with it: what is done under it takes milliseconds. */
const staleMs = 3000;
const pauseMs = 5;
/** Nobody waits for ever, whatever stands in the way. */
const longestWaitMs = 2 * staleMs;

/**
 * Does what reads a file and replaces it, one host after the other: of two at once, the second would write over what the first did.
 * Whoever finds a lock whose owner has died takes it away; a folder in which no lock can be made is written to without one, if at all.
 */
export function oneAtATime<T>(file: string, change: () => T): T {
  const lock = `${file}.lock`;
  const held = take(lock);
  try {
    return change();
  } finally {
    if (held) rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(dirname(lock), { recursive: true });
  } catch {
    return false;
  }
  for (let waited = 0; waited < longestWaitMs; waited += pauseMs) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
    if (isStale(lock)) rmSync(lock, { force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
  return false;
}

/** A lock from the future, of a clock that was set back since, is stale too. */
function isStale(lock: string): boolean {
  try {
    return Math.abs(Date.now() - statSync(lock).mtimeMs) > staleMs;
  } catch {
    return false;
  }
}
