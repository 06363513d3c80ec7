import { annotationOperations } from '../../shared/contract/annotation-operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { viewOperations } from '../../shared/contract/view-operations.ts';
import { threadOperations } from './operations.ts';

type Name = keyof typeof threadOperations;

/** The handlers of some of the operations that a thread serves. */
export type Part<N extends Name> = Pick<Handlers<typeof threadOperations>, N>;

const keysOf = <T extends object>(operations: T) => Object.keys(operations) as (keyof T)[];

/** What a thread serves, by the module that it is in: a thread loads those that it is asked of. */
export const partNames = {
  opening: ['case.info', 'case.revision', 'thread.rest'],
  reading: [
    'quarantine.list',
    'quarantine.count',
    'quarantine.raw',
    'quarantine.export',
    'custody.export',
    'verify.last',
    'query.count',
    'query.page',
    'query.position',
    'query.facets',
    'query.answer',
    'index.check',
    'index.preload',
    'query.histogram',
    'query.values',
    'query.range',
    'query.fields',
    'query.terms',
    'entry.related',
    'history.image',
    'history.claim',
    'query.stream',
    'query.export',
    'entry.detail',
    'entry.raw',
    'conflict.list',
    'conflict.compare',
    'source.compare',
    'custody.list',
    'custody.search',
    'custody.state',
    'record.around',
    'entry.compare',
    'extract.run',
  ],
  annotating: [...keysOf(annotationOperations), ...keysOf(viewOperations)],
  writing: [
    'case.writable',
    'custody.disclosed',
    'import.run',
    'index.rebuild',
    'quarantine.reread',
    'case.setClosed',
    'custody.opened',
  ],
  verifying: ['verify.case', 'verify.export', 'verify.record'],
  packing: [
    'seal.preview',
    'seal.scope',
    'seal.related',
    'seal.redaction',
    'seal.contents',
    'seal.members',
    'seal.run',
    'pack.timestamp',
    'pack.build',
    'pack.compare',
    'verify.pack',
    'checkpoint.issue',
  ],
  reporting: ['report.make', 'report.export', 'report.check'],
  syncing: ['sync.acquire', 'sync.settle', 'sync.list', 'sync.discard'],
} as const satisfies Readonly<Record<string, readonly Name[]>>;

/** The operations of one part. */
export type In<P extends keyof typeof partNames> = (typeof partNames)[P][number];

/**
 * A part that is loaded when something of it is first asked for: all that belongs to every part takes longer to load than most
 * threads have work.
 */
export function loadedLate<N extends Name>(names: readonly N[], load: () => Promise<Part<N>>): Part<N> {
  let loading: Promise<Part<N>> | null = null;
  const handlerOf = async (name: N): Promise<Handler> => {
    loading ??= load();
    return (await loading)[name] as Handler;
  };
  const late = (name: N): Handler => {
    if (threadOperations[name].kind !== 'stream')
      return async (...asked) => (await handlerOf(name))(...asked) as unknown;
    return async function* (...asked) {
      yield* (await handlerOf(name))(...asked) as AsyncIterable<unknown>;
    };
  };
  return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as Part<N>;
}

type Handler = (...asked: readonly unknown[]) => unknown;
