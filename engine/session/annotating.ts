import { resolve } from 'node:path';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { CallContext, Handlers } from '../../shared/contract/server.ts';
import { type CaseThreads, onward } from './case-threads.ts';
import type { SessionCase } from './session-case.ts';

type Served = Pick<
  Handlers<Operations>,
  | 'annotation.add'
  | 'annotation.addAll'
  | 'annotation.preview'
  | 'annotation.import'
  | 'annotation.undo'
  | 'layout.set'
  | 'view.save'
  | 'view.rename'
  | 'view.remove'
  | 'search.add'
  | 'search.clear'
>;

/** What a person says of entries, and keeps of their searches. */
export function annotatingHandlers(current: SessionCase): Served {
  return {
    'annotation.add': async (input, context) => {
      const threads = current.allowing('full', 'review');
      const on = await found(threads, input.on, context);
      return threads.write((writer) => writer.client.call('annotation.add', { ...input, on }));
    },
    'annotation.addAll': async (input, context) => {
      const threads = current.allowing('full', 'review');
      const on = await found(threads, input.on, context);
      return threads.write((writer) => writer.client.call('annotation.addAll', { ...input, on }));
    },
    'annotation.preview': ({ path }, context) =>
      current.opened().apart((worker) => worker.job('annotation.preview', { path: resolve(path) }, context)),
    'annotation.import': ({ path }, context) =>
      current
        .allowing('full', 'review')
        .write((writer) => writer.job('annotation.import', { path: resolve(path) }, context)),
    'annotation.undo': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('annotation.undo', input)),
    'layout.set': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('layout.set', input)),
    'view.save': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('view.save', input)),
    'view.rename': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('view.rename', input)),
    'view.remove': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('view.remove', input)),
    'search.add': async (input) =>
      current.opened().access.mode === 'read-only'
        ? null
        : current.opened().write((writer) => writer.client.call('search.add', input)),
    'search.clear': (input) =>
      current.allowing('full', 'review').write((writer) => writer.client.call('search.clear', input)),
  };
}

/** The entries to annotate, found by the thread that answered for them before: what it counted is what is marked. */
async function found({ reading }: CaseThreads, on: On, context: CallContext): Promise<On> {
  if ('entries' in on || 'set' in on) return on;
  const { set } = await reading.client.call('annotation.targets', { on }, onward(context));
  return { set };
}

type On = InputOf<Operations['annotation.add']>['on'];
