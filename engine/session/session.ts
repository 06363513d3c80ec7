import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AppInfo, Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { removeAbandonedPacks } from '../pack-case/temporary.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import { isPack } from '../verify/input-kind.ts';
import { version } from '../version.ts';
import { accountName } from './account.ts';
import { acquiringHandlers } from './acquiring.ts';
import { annotatingHandlers } from './annotating.ts';
import { onward } from './case-threads.ts';
import { changesOf } from './changes.ts';
import { listFiles } from './list-files.ts';
import { inOwnState } from './own-state.ts';
import { packFileHandlers } from './pack-files.ts';
import { questionHandlers } from './questions.ts';
import type { RecentCases } from './recent-cases.ts';
import { reportingHandlers } from './reporting.ts';
import type { ScreenState } from './screen-state.ts';
import { sealingHandlers } from './sealing.ts';
import { SessionCase } from './session-case.ts';
import type { SignerList } from './signer-list.ts';
import { verifyAny } from './verify-any.ts';
import { writtenOutHandlers } from './written-out.ts';

export interface SessionOptions {
  /** The most that a case may be opened for; everything without current. */
  readonly mostMode?: AccessMode;
  /** Whether whoever asks waits for each answer before the next question, as a command does. */
  readonly oneAtATime?: boolean;
  /** The case that the host was started with. */
  readonly startCase?: string | null;
  /** Where the sample case would be. */
  readonly sampleCase?: string | null;
  /** Where opened cases are remembered; nowhere without current. */
  readonly recentCases?: RecentCases;
  /** Where the signers that the user knows are kept; nobody is known without current. */
  readonly signers?: SignerList;
  /** Where a page keeps its place; nowhere without current. */
  readonly screenState?: ScreenState;
  /** Where the thread of a case may wait already; whoever gives it closes it. */
  readonly threads?: ReadyThreads | undefined;
}

export interface Session {
  readonly handlers: Handlers<Operations>;
  /** Waits for what is being written, and lets go of the case. */
  dispose(): Promise<void>;
}

/** One person at one screen or command: at most one open case. */
export function createSession(options: SessionOptions = {}): Session {
  const { mostMode = 'full', oneAtATime = false, recentCases, signers, threads } = options;
  const knownSigners = () => signers?.list() ?? [];
  const current = new SessionCase({ mostMode, oneAtATime, recentCases, knownSigners, threads });
  removeAbandonedPacks();
  return { handlers: handlersOf(current, options), dispose: () => current.close() };
}

function handlersOf(current: SessionCase, options: SessionOptions): Handlers<Operations> {
  const { mostMode, knownSigners } = current.options;
  return {
    'app.info': (): AppInfo => ({
      version,
      account: accountName(),
      startCase: options.startCase ?? null,
      mostMode,
      sampleCase: options.sampleCase && existsSync(options.sampleCase) ? options.sampleCase : null,
      recentCases: options.recentCases?.list() ?? [],
    }),
    'state.read': () => options.screenState?.read() ?? {},
    'state.write': ({ name, text, time }) => {
      options.screenState?.write(name, text, time);
      return null;
    },
    'files.list': ({ directory }) => listFiles(directory),
    ...questionHandlers(() => current.opened()),
    ...acquiringHandlers(current),
    ...writtenOutHandlers(current),
    ...annotatingHandlers(current),
    ...sealingHandlers(current),
    ...reportingHandlers(current),
    ...packFileHandlers(options.signers),

    'case.create': async ({ path, title, examiner }) => {
      current.refuseBeyond('full');
      const { createCase } = await import('../case/create.ts');
      await createCase(resolve(path), { title, examiner });
      return current.openCase(path, 'full', examiner);
    },
    'case.open': ({ path, mode, examiner }, { signal }) =>
      isPack(resolve(path))
        ? current.openPack(resolve(path), { signal, progress: () => {} })
        : current.openCase(path, mode, examiner),
    'pack.open': ({ path }, context) => current.openPack(resolve(path), context),
    'case.close': async () => {
      await current.close();
      return null;
    },
    'case.changes': (_, { signal }) => changesOf(current.opened(), signal),
    'case.setClosed': async (input) => {
      const threads = current.allowing('full');
      await threads.write((writer) => writer.client.call('case.setClosed', input));
      return threads.reading.client.call('case.info', {});
    },
    'verify.run': (input, context) => {
      const threads = input.record ? current.allowing('full', 'review') : current.threads;
      if (current.pack !== null && input.path === undefined)
        return verifyAny(
          { ...input, path: current.pack, state: undefined, reuse: undefined },
          null,
          knownSigners,
          context,
        );
      return verifyAny(inOwnState(input, current.ownState), threads, knownSigners, context);
    },
    'index.preload': (input, context) =>
      current.opened().reading.client.job('index.preload', input, onward(context)),
    'index.check': (input, context) =>
      current.opened().apart((worker) => worker.job('index.check', input, context)),
    'index.rebuild': (input, context) =>
      current.allowing('full').write((writer) => writer.job('index.rebuild', input, context)),
    'query.terms': (input, context) =>
      current.opened().apart((worker) => worker.job('query.terms', input, context)),
    'query.stream': (input, context) =>
      current.opened().reading.client.stream('query.stream', input, onward(context)),
    'source.compare': (input, context) =>
      current
        .ofCase('sources cannot be compared in it')
        .apart((worker) => worker.job('source.compare', input, context)),
  };
}
