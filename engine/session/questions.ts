import type { InputOf, NamesOf, OutputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { CallContext, Handlers } from '../../shared/contract/server.ts';
import type { threadOperations } from '../operations/operations.ts';
import { type CaseThreads, onward } from './case-threads.ts';

type Threads = typeof threadOperations;

/** The calls that a thread answers as the contract promises it, so that its answer may be passed on. */
type Passed = {
  [N in NamesOf<Operations, 'call'> & NamesOf<Threads, 'call'>]: OutputOf<Threads[N]> extends OutputOf<
    Operations[N]
  >
    ? N
    : never;
}[NamesOf<Operations, 'call'> & NamesOf<Threads, 'call'>];

/** What the reader of the open case answers as it is asked. */
const questions = [
  'case.info',
  'sync.list',
  'quarantine.list',
  'quarantine.count',
  'quarantine.raw',
  'verify.last',
  'query.count',
  'query.page',
  'query.position',
  'query.facets',
  'query.answer',
  'query.histogram',
  'query.values',
  'query.fields',
  'query.range',
  'entry.detail',
  'entry.raw',
  'entry.related',
  'entry.compare',
  'record.around',
  'history.image',
  'history.claim',
  'conflict.list',
  'conflict.compare',
  'custody.list',
  'custody.search',
  'custody.state',
  'annotation.history',
  'annotation.targets',
  'annotation.of',
  'annotation.summary',
  'layout.get',
  'view.list',
  'search.list',
] as const satisfies readonly Passed[];
type Question = (typeof questions)[number];

/** @param opened the open case; it throws where none is */
export function questionHandlers(opened: () => CaseThreads): Pick<Handlers<Operations>, Question> {
  const handler =
    <N extends Question>(name: N) =>
    (input: InputOf<Threads[N]>, context: CallContext) =>
      opened().reading.client.call(name, input, onward(context));
  const handlers = Object.fromEntries(questions.map((name) => [name, handler(name)]));
  // Each has the type that its name gives it; the entries together lose that.
  return handlers as unknown as Pick<Handlers<Operations>, Question>;
}
