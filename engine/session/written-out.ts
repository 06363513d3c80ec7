import type { Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { discloseTo } from './disclose.ts';
import type { SessionCase } from './session-case.ts';

type Served = Pick<
  Handlers<Operations>,
  | 'quarantine.export'
  | 'extract.run'
  | 'verify.report'
  | 'query.export'
  | 'custody.export'
  | 'annotation.export'
>;

/** What leaves the case as a file, which custody tells of. */
export function writtenOutHandlers(current: SessionCase): Served {
  return {
    'quarantine.export': (input, context) =>
      discloseTo(current.opened(), { out: input.out, replaces: false }, async (worker, place) => {
        const result = await worker.job('quarantine.export', { ...input, ...place }, context);
        const { source = null } = input;
        return { result, what: { what: 'quarantine', source, spans: result.spans } };
      }),
    'extract.run': (input, context) =>
      discloseTo(
        current.ofCase('no file can be written back from it'),
        { out: input.out, replaces: false },
        async (worker, place) => {
          const result = await worker.job('extract.run', { ...input, ...place }, context);
          const { source, stream = false } = input;
          return { result, what: { what: 'source', source, stream } };
        },
      ),
    'verify.report': ({ text, out }) =>
      discloseTo(current.opened(), { out, replaces: false }, async (_, place) => {
        const { writeNew } = await import('../case/write-new.ts');
        writeNew(place.out, text, place.heldAt);
        return { result: { out: place.out }, what: { what: 'verification report' } };
      }),
    'query.export': (input, context) =>
      discloseTo(current.opened(), { out: input.out, replaces: true }, async (worker, place) => {
        const result = await worker.job('query.export', { ...input, ...place }, context);
        const { query = '', format } = input;
        return { result, what: { what: 'query', query, format, entries: result.entries } };
      }),
    'custody.export': (input, context) =>
      discloseTo(current.opened(), { out: input.out, replaces: false }, async (worker, place) => {
        const result = await worker.job('custody.export', { ...input, ...place }, context);
        return { result, what: { what: 'custody', format: input.format, events: result.events } };
      }),
    'annotation.export': (input, context) =>
      discloseTo(
        current.ofCase('what its annotations are bound to stayed behind'),
        { out: input.out, replaces: false },
        async (worker, place) => {
          const result = await worker.job('annotation.export', { ...input, ...place }, context);
          return { result, what: { what: 'annotations', events: result.events, entries: result.entries } };
        },
      ),
  };
}
