import { resolve } from 'node:path';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { StopFlag } from '../threads/signal.ts';
import { accountName } from './account.ts';
import { CaseThreads } from './case-threads.ts';
import type { SessionCase } from './session-case.ts';

type Served = Pick<
  Handlers<Operations>,
  | 'import.detect'
  | 'import.run'
  | 'sync.test'
  | 'sync.run'
  | 'sync.keep'
  | 'sync.discard'
  | 'quarantine.reread'
>;

/** What brings entries into a case: files, APIs, and another reading of what was set aside. */
export function acquiringHandlers(current: SessionCase): Served {
  return {
    'import.detect': async ({ paths, ...wish }, { signal }) => {
      const stop = new StopFlag();
      signal.addEventListener('abort', () => stop.set(), { once: true });
      const { detectPaths } = await import('../import/detect/detect-paths.ts');
      return detectPaths(paths, wish, stop);
    },
    'import.run': async ({ into, ...input }, context) => {
      if (into === undefined)
        return current.allowing('full').write((writer) => writer.job('import.run', input, context));
      current.refuseBeyond('full');
      const threads = new CaseThreads({ path: resolve(into), mode: 'full', actor: accountName() });
      return threads.apart((worker) => worker.job('import.run', { ...input, into }, context));
    },
    'sync.test': async (input, { signal }) => {
      const { testConnection } = await import('../sync/probe.ts');
      return testConnection(input, signal);
    },
    'sync.run': async ({ into, ...input }, context) => {
      if (into !== undefined) {
        current.refuseBeyond('full');
        return (await import('./sync.ts')).syncInto({ ...input, into }, context);
      }
      const threads = current.allowing('full');
      return (await import('./sync.ts')).runSync(threads, input, context);
    },
    'sync.keep': async ({ acquisition }, context) => {
      const threads = current.allowing('full');
      const { settled } = await import('./sync.ts');
      return settled(threads, acquisition, context);
    },
    'sync.discard': (input) =>
      current.allowing('full').write((writer) => writer.client.call('sync.discard', input)),
    'quarantine.reread': (input, context) =>
      current.allowing('full').write((writer) => writer.job('quarantine.reread', input, context)),
  };
}
