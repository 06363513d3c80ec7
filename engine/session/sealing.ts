import { resolve } from 'node:path';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { onward } from './case-threads.ts';
import type { SessionCase } from './session-case.ts';

type Served = Pick<
  Handlers<Operations>,
  | 'checkpoint.issue'
  | 'seal.preview'
  | 'seal.scope'
  | 'seal.related'
  | 'seal.redaction'
  | 'seal.contents'
  | 'seal.members'
  | 'seal.run'
>;

/** Packs and receipts of the open case. */
export function sealingHandlers(current: SessionCase): Served {
  return {
    'checkpoint.issue': ({ key, out, ...input }, context) => {
      const request = { ...input, key: key === undefined ? undefined : resolve(key), out: resolve(out) };
      return current
        .ofCase('a receipt is of whole sources')
        .write((writer) => writer.job('checkpoint.issue', request, context));
    },
    'seal.preview': (input, context) =>
      current.ofCase('nothing is sealed from it').reading.client.call('seal.preview', input, onward(context)),
    'seal.scope': (input, context) =>
      current.ofCase('nothing is sealed from it').apart((worker) => worker.job('seal.scope', input, context)),
    'seal.related': (input, context) =>
      current
        .ofCase('nothing is sealed from it')
        .apart((worker) => worker.job('seal.related', input, context)),
    'seal.redaction': (input, context) =>
      current
        .ofCase('nothing is sealed from it')
        .apart((worker) => worker.job('seal.redaction', input, context)),
    'seal.contents': (input, context) =>
      current
        .ofCase('nothing is sealed from it')
        .apart((worker) => worker.job('seal.contents', input, context)),
    'seal.members': (input, context) =>
      current
        .ofCase('nothing is sealed from it')
        .apart((worker) => worker.job('seal.members', input, context)),
    'seal.run': ({ key, out, p12, ...input }, context) => {
      const known = [...current.options.knownSigners()];
      const files = { key: resolve(key), out: resolve(out), p12: p12 === undefined ? p12 : resolve(p12) };
      const threads = current.allowing('full');
      // A command ends with its seal: what it would keep serves nobody.
      const state = current.options.oneAtATime ? undefined : current.ownState.file;
      return threads.write((writer) => writer.job('seal.run', { ...input, ...files, known, state }, context));
    },
  };
}
