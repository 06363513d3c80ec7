import { resolve } from 'node:path';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { discloseTo } from './disclose.ts';
import type { SessionCase } from './session-case.ts';

type Served = Pick<Handlers<Operations>, 'report.make' | 'report.export' | 'report.check'>;

/** Guided reports of the open case, or of the pack that is opened as one. */
export function reportingHandlers(current: SessionCase): Served {
  return {
    'report.make': (input, context) =>
      current
        .opened()
        .apart((worker) => worker.job('report.make', { ...input, ...verifyingBy(current) }, context)),
    'report.export': (input, context) =>
      discloseTo(current.opened(), { out: input.out, replaces: false }, async (worker, place) => {
        const request = { ...input, ...place, ...verifyingBy(current) };
        const result = await worker.job('report.export', request, context);
        const { question, subject, query, format } = input;
        return { result, what: { what: 'report', question, subject, query, format } };
      }),
    'report.check': ({ path }, context) =>
      current
        .opened()
        .apart((worker) =>
          worker.job('report.check', { path: resolve(path), ...verifyingBy(current) }, context),
        ),
  };
}

/** What the session derived of its case is gone on from; a command ends with its report, and keeps nothing. */
function verifyingBy({ pack, options, ownState }: SessionCase): { state?: string; pack?: string } {
  if (pack !== null) return { pack };
  return options.oneAtATime ? {} : { state: ownState.file };
}
