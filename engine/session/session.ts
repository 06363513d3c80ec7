import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { AppInfo, Operations } from '../../shared/contract/operations.ts';
import type { CallContext, Handlers, JobContext } from '../../shared/contract/server.ts';
import { type AccessMode, accessModes, type CaseInfo } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { removeAbandonedPacks, removeTemporary } from '../pack-case/temporary.ts';
import { StopFlag } from '../threads/signal.ts';
import { isPack } from '../verify/input-kind.ts';
import { accountName } from './account.ts';
import { CaseThreads, onward } from './case-threads.ts';
import { changesOf } from './changes.ts';
import { discloseTo } from './disclose.ts';
import { listFiles } from './list-files.ts';
import { makePackCase, onlyOfCases } from './open-pack.ts';
import { inOwnState, OwnState } from './own-state.ts';
import { packFileHandlers } from './pack-files.ts';
import { questionHandlers } from './questions.ts';
import type { RecentCases } from './recent-cases.ts';
import type { ScreenState } from './screen-state.ts';
import type { SignerList } from './signer-list.ts';
import { verifyAny } from './verify-any.ts';
import { version } from './version.ts';

export interface SessionOptions {
  /** The most that a case may be opened for; everything without it. */
  readonly mostMode?: AccessMode;
  /** Whether whoever asks waits for each answer before the next question, as a command does. */
  readonly oneAtATime?: boolean;
  /** The case that the host was started with. */
  readonly startCase?: string | null;
  /** Where the sample case would be. */
  readonly sampleCase?: string | null;
  /** Where opened cases are remembered; nowhere without it. */
  readonly recentCases?: RecentCases;
  /** Where the signers that the user knows are kept; nobody is known without it. */
  readonly signers?: SignerList;
  /** Where a page keeps its place; nowhere without it. */
  readonly screenState?: ScreenState;
}

export interface Session {
  readonly handlers: Handlers<Operations>;
  /** Waits for what is being written, and lets go of the case. */
  dispose(): Promise<void>;
}

/** One person at one screen or command: at most one open case. */
export function createSession(options: SessionOptions = {}): Session {
  const recent = options.recentCases;
  const { mostMode = 'full', oneAtATime = false } = options;
  let open: CaseThreads | null = null;
  /** The path of the pack that is open, in a case that is there for as long. */
  let pack: string | null = null;
  const ownState = new OwnState();
  removeAbandonedPacks();
  const knownSigners = () => options.signers?.list() ?? [];

  const opened = (): CaseThreads => {
    if (open) return open;
    throw new AppError({
      code: 'CASE_NOT_FOUND',
      message: 'no case is open',
      safe: 'nothing was changed',
      next: 'open one first',
    });
  };
  const ofCase = (what: string): CaseThreads => {
    const threads = opened();
    if (pack !== null) throw onlyOfCases(what);
    return threads;
  };
  const allowing = (...modes: AccessMode[]): CaseThreads => {
    const threads = opened();
    if (modes.includes(threads.access.mode)) return threads;
    if (pack !== null) throw onlyOfCases('nothing can be changed in it');
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `the case is open ${threads.access.mode === 'read-only' ? 'read-only' : 'for review'}: this would change it`,
      safe: 'nothing was changed',
      next: 'open it in full to do this',
    });
  };
  const close = async (): Promise<void> => {
    const closing = open;
    open = null;
    ownState.forget();
    if (closing === null) return;
    const isTemporary = pack !== null;
    pack = null;
    await closing.close();
    if (isTemporary) removeTemporary(closing.access.path);
    else if (closing.access.mode !== 'read-only') {
      const { settle } = await import('../case/open.ts');
      settle(closing.access.path);
    }
  };

  const openPack = async (path: string, context: JobContext): Promise<CaseInfo> => {
    await close();
    const temporary = await makePackCase(path, knownSigners(), context);
    const threads = new CaseThreads({ path: temporary, mode: 'read-only', actor: accountName(), oneAtATime });
    try {
      const info = await threads.reading.client.call('case.info', {});
      [open, pack] = [threads, path];
      recent?.add(info.path, info.title);
      return info;
    } catch (error) {
      await threads.close();
      removeTemporary(temporary);
      throw error;
    }
  };

  const openCase = async (
    path: string,
    mode: AccessMode,
    examiner: string | undefined,
  ): Promise<CaseInfo> => {
    refuseBeyond(mostMode, mode);
    await close();
    const threads = new CaseThreads({
      path: resolve(path),
      mode,
      actor: examiner ?? accountName(),
      oneAtATime,
    });
    let info: CaseInfo;
    try {
      info = await threads.reading.client.call('case.info', {});
      if (mode !== 'read-only' && examiner !== undefined && examiner !== info.examiner) {
        await threads.write((writer) => writer.client.call('custody.opened', {}));
        info = await threads.reading.client.call('case.info', {});
      }
    } catch (error) {
      await threads.close();
      throw error;
    }
    open = threads;
    recent?.add(info.path, info.title);
    return info;
  };

  const handlers: Handlers<Operations> = {
    'app.info': (): AppInfo => ({
      version,
      account: accountName(),
      startCase: options.startCase ?? null,
      mostMode,
      sampleCase: options.sampleCase && existsSync(options.sampleCase) ? options.sampleCase : null,
      recentCases: recent?.list() ?? [],
    }),
    'state.read': () => options.screenState?.read() ?? {},
    'state.write': ({ name, text, time }) => {
      options.screenState?.write(name, text, time);
      return null;
    },
    'files.list': ({ directory }) => listFiles(directory),
    ...questionHandlers(opened),

    'case.create': async ({ path, title, examiner }) => {
      refuseBeyond(mostMode, 'full');
      const { createCase } = await import('../case/create.ts');
      await createCase(resolve(path), { title, examiner });
      return openCase(path, 'full', examiner);
    },
    'case.open': ({ path, mode, examiner }, { signal }) =>
      isPack(resolve(path))
        ? openPack(resolve(path), { signal, progress: () => {} })
        : openCase(path, mode, examiner),
    'pack.open': ({ path }, context) => openPack(resolve(path), context),
    'case.close': async () => {
      await close();
      return null;
    },
    'case.changes': (_, { signal }) => changesOf(opened(), signal),

    'case.setClosed': async (input) => {
      const threads = allowing('full');
      await threads.write((writer) => writer.client.call('case.setClosed', input));
      return threads.reading.client.call('case.info', {});
    },

    'import.detect': async ({ paths, ...wish }, { signal }) => {
      const stop = new StopFlag();
      signal.addEventListener('abort', () => stop.set(), { once: true });
      const { detectPaths } = await import('../import/detect-paths.ts');
      return detectPaths(paths, wish, stop);
    },
    'import.run': async ({ into, ...input }, context) => {
      if (into === undefined)
        return allowing('full').write((writer) => writer.job('import.run', input, context));
      refuseBeyond(mostMode, 'full');
      const threads = new CaseThreads({ path: resolve(into), mode: 'full', actor: accountName() });
      return threads.apart((worker) => worker.job('import.run', { ...input, into }, context));
    },
    'sync.test': async (input, { signal }) => {
      const { testConnection } = await import('../sync/probe.ts');
      return testConnection(input, signal);
    },
    'sync.run': async ({ into, ...input }, context) => {
      if (into !== undefined) return (await import('./sync.ts')).syncInto({ ...input, into }, context);
      const threads = allowing('full');
      return (await import('./sync.ts')).runSync(threads, input, context);
    },
    'sync.keep': async ({ acquisition }, context) => {
      const threads = allowing('full');
      const { settled } = await import('./sync.ts');
      return settled(threads, acquisition, context);
    },
    'sync.discard': (input) => allowing('full').write((writer) => writer.client.call('sync.discard', input)),
    'quarantine.export': (input, context) =>
      discloseTo(opened(), { out: input.out, replaces: false }, async (worker, place) => {
        const result = await worker.job('quarantine.export', { ...input, ...place }, context);
        const { source = null } = input;
        return { result, what: { what: 'quarantine', source, spans: result.spans } };
      }),
    'quarantine.reread': (input, context) =>
      allowing('full').write((writer) => writer.job('quarantine.reread', input, context)),
    'extract.run': (input, context) =>
      discloseTo(
        ofCase('no file can be written back from it'),
        { out: input.out, replaces: false },
        async (worker, place) => {
          const result = await worker.job('extract.run', { ...input, ...place }, context);
          const { source, stream = false } = input;
          return { result, what: { what: 'source', source, stream } };
        },
      ),

    'verify.run': (input, context) => {
      const threads = input.record ? allowing('full', 'review') : open;
      if (pack !== null && input.path === undefined)
        return verifyAny(
          { ...input, path: pack, state: undefined, reuse: undefined },
          null,
          knownSigners,
          context,
        );
      return verifyAny(inOwnState(input, ownState), threads, knownSigners, context);
    },
    'verify.report': ({ text, out }) =>
      discloseTo(opened(), { out, replaces: false }, async (_, place) => {
        const { writeNew } = await import('../case/write-new.ts');
        writeNew(place.out, text, place.heldAt);
        return { result: { out: place.out }, what: { what: 'verification report' } };
      }),
    'checkpoint.issue': ({ key, out, ...input }, context) => {
      const request = { ...input, key: key === undefined ? undefined : resolve(key), out: resolve(out) };
      return ofCase('a receipt is of whole sources').write((writer) =>
        writer.job('checkpoint.issue', request, context),
      );
    },

    'index.preload': (input, context) => opened().reading.client.job('index.preload', input, onward(context)),
    'index.check': (input, context) => opened().apart((worker) => worker.job('index.check', input, context)),
    'index.rebuild': (input, context) =>
      allowing('full').write((writer) => writer.job('index.rebuild', input, context)),
    'query.terms': (input, context) => opened().apart((worker) => worker.job('query.terms', input, context)),
    'query.stream': (input, context) =>
      opened().reading.client.stream('query.stream', input, onward(context)),
    'query.export': (input, context) =>
      discloseTo(opened(), { out: input.out, replaces: true }, async (worker, place) => {
        const result = await worker.job('query.export', { ...input, ...place }, context);
        const { query = '', format } = input;
        return { result, what: { what: 'query', query, format, entries: result.entries } };
      }),

    'source.compare': (input, context) =>
      ofCase('sources cannot be compared in it').apart((worker) =>
        worker.job('source.compare', input, context),
      ),
    'custody.export': (input, context) =>
      discloseTo(opened(), { out: input.out, replaces: false }, async (worker, place) => {
        const result = await worker.job('custody.export', { ...input, ...place }, context);
        return { result, what: { what: 'custody', format: input.format, events: result.events } };
      }),

    'annotation.add': async (input, context) => {
      const threads = allowing('full', 'review');
      const on = await found(threads, input.on, context);
      return threads.write((writer) => writer.client.call('annotation.add', { ...input, on }));
    },
    'annotation.addAll': async (input, context) => {
      const threads = allowing('full', 'review');
      const on = await found(threads, input.on, context);
      return threads.write((writer) => writer.client.call('annotation.addAll', { ...input, on }));
    },
    'annotation.export': (input, context) =>
      discloseTo(
        ofCase('what its annotations are bound to stayed behind'),
        { out: input.out, replaces: false },
        async (worker, place) => {
          const result = await worker.job('annotation.export', { ...input, ...place }, context);
          return { result, what: { what: 'annotations', events: result.events, entries: result.entries } };
        },
      ),
    'annotation.preview': ({ path }, context) =>
      opened().apart((worker) => worker.job('annotation.preview', { path: resolve(path) }, context)),
    'annotation.import': ({ path }, context) =>
      allowing('full', 'review').write((writer) =>
        writer.job('annotation.import', { path: resolve(path) }, context),
      ),
    'annotation.undo': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('annotation.undo', input)),
    'layout.set': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('layout.set', input)),

    'view.save': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('view.save', input)),
    'view.rename': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('view.rename', input)),
    'view.remove': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('view.remove', input)),
    'search.add': async (input) =>
      opened().access.mode === 'read-only'
        ? null
        : opened().write((writer) => writer.client.call('search.add', input)),
    'search.clear': (input) =>
      allowing('full', 'review').write((writer) => writer.client.call('search.clear', input)),

    ...packFileHandlers(options.signers),
    'seal.preview': (input, context) =>
      ofCase('nothing is sealed from it').reading.client.call('seal.preview', input, onward(context)),
    'seal.scope': (input, context) =>
      ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.scope', input, context)),
    'seal.related': (input, context) =>
      ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.related', input, context)),
    'seal.redaction': (input, context) =>
      ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.redaction', input, context)),
    'seal.contents': (input, context) =>
      ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.contents', input, context)),
    'seal.members': (input, context) =>
      ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.members', input, context)),
    'seal.run': ({ key, out, p12, ...input }, context) => {
      const files = { key: resolve(key), out: resolve(out), p12: p12 === undefined ? p12 : resolve(p12) };
      return allowing('full').write((writer) => writer.job('seal.run', { ...input, ...files }, context));
    },
  };
  return { handlers, dispose: close };
}

/** A host that was started for reading alone opens nothing for more. */
function refuseBeyond(most: AccessMode, wanted: AccessMode): void {
  if (accessModes.indexOf(wanted) <= accessModes.indexOf(most)) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `this host opens cases ${most === 'read-only' ? 'read-only' : 'for review'}, not for more`,
    safe: 'nothing was changed',
    next: `start it without ${most === 'read-only' ? '--read-only' : '--review'} to do this`,
  });
}

type On = InputOf<Operations['annotation.add']>['on'];

/** The entries to annotate, found by the thread that answered for them before: what it counted is what is marked. */
async function found({ reading }: CaseThreads, on: On, context: CallContext): Promise<On | { set: string }> {
  return 'entries' in on
    ? on
    : { set: await reading.client.call('annotation.targets', { on }, onward(context)) };
}
