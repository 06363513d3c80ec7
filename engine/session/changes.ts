import { setTimeout } from 'node:timers/promises';
import type { CaseThreads } from './case-threads.ts';

/** Milliseconds between two looks at the case file: about as long as a person takes to look from one window to another. */
const betweenLooks = 700;

/**
 * Tells whenever the case file has changed, whoever changed it: this session, another window, another program. SQLite
 * keeps count, so that a look costs next to nothing.
 */
export async function* changesOf(threads: CaseThreads, signal: AbortSignal): AsyncGenerator<number> {
  const look = () => threads.reading.client.call('case.revision', {}, { signal });
  let seen = await look();
  for (;;) {
    await setTimeout(betweenLooks, undefined, { signal });
    const now = await look();
    if (now === seen) continue;
    seen = now;
    yield now;
  }
}
