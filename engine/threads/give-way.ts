import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Beside a thread that does not give way, it has a sixth of a processor. */
const step = 8;
const lowest = 19;

/**
 * Lets other threads go before this one where there are fewer processors than threads: for a thread whose work is waited for last, beside
 * one that everything waits for. On Linux, where threads have priorities of their own; elsewhere nothing changes.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(getPriority(thread) + step, lowest));
  } catch {
    // Not allowed here: it only takes longer.
  }
}
