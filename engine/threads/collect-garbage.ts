import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds without work after which a thread gives memory back: what comes at once, such as the next file, is not to wait for that. */
export const restsAfterMs = 2_000;

let collect: (() => void) | null = null;

/**
 * Gives the memory of this thread back that nothing is in. V8 does so only while more is made: a thread without work would keep all that was
 * left of the last.
 */
export function collectGarbage(): void {
  if (collect === null) {
    // V8 shows it to contexts that are made while this flag is set.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
