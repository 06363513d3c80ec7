import { resolve } from 'node:path';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Handlers } from '../../shared/contract/server.ts';
import { AppError } from '../../shared/errors.ts';
import { CaseThreads } from './case-threads.ts';
import type { SignerList } from './signer-list.ts';

type Served = Pick<
  Handlers<Operations>,
  | 'signer.list'
  | 'signer.read'
  | 'signer.add'
  | 'signer.remove'
  | 'key.generate'
  | 'key.check'
  | 'pack.info'
  | 'pack.state'
  | 'pack.digest'
  | 'pack.request'
  | 'pack.compare'
  | 'pack.timestamp'
>;

/**
 * What is asked of keys, signers and packs as files, whichever case is open. What reads certificates takes longer to load than most
 * commands run, and is loaded when something of it is first asked for.
 */
export function packFileHandlers(signers: SignerList | undefined): Served {
  const known = () => signers?.list() ?? [];
  const kept = (): SignerList => {
    if (signers !== undefined) return signers;
    throw nothingKept();
  };
  const onPack = (path: string) => new CaseThreads({ path: resolve(path), mode: 'read-only', actor: '' });
  return {
    'signer.list': known,
    'signer.read': async ({ path }) => {
      const { foundSigners } = await import('./found-signers.ts');
      return foundSigners(path, known());
    },
    'signer.add': (input) => kept().add(input),
    'signer.remove': ({ fingerprint }) => kept().remove(fingerprint),
    'key.generate': async ({ out, ...request }) => {
      const { generateKey } = await import('../keys/generate-key.ts');
      return generateKey({ ...request, out: resolve(out) });
    },
    'key.check': async ({ key, p12, ...passphrases }) => {
      const { checkKey } = await import('../keys/check-key.ts');
      return checkKey({ ...passphrases, key: resolve(key), p12: absolute(p12) }, new Date());
    },
    'pack.info': async ({ path }) => {
      const { describePackFile } = await import('../seal/check-file.ts');
      return describePackFile(resolve(path));
    },
    'pack.state': async ({ path }) => {
      const { packState } = await import('../seal/pack-state.ts');
      return packState(resolve(path));
    },
    'pack.digest': async ({ path }, context) => {
      const { packDigest } = await import('../seal/pack-digest.ts');
      return packDigest(resolve(path), context);
    },
    'pack.request': async ({ path, out }) => {
      const { extractRequest } = await import('../seal/pack-state.ts');
      return extractRequest({ path: resolve(path), out: resolve(out) });
    },
    'pack.compare': ({ path, against }, context) => {
      const input = { against: resolve(against), known: [...known()] };
      return onPack(path).apart((worker) => worker.job('pack.compare', input, context));
    },
    'pack.timestamp': ({ path, response, chain }, context) => {
      const input = { path: resolve(path), response: resolve(response), chain: absolute(chain) };
      return onPack(path).apart((worker) => worker.job('pack.timestamp', input, context));
    },
  };
}

function absolute(path: string | undefined): string | undefined {
  return path === undefined ? path : resolve(path);
}

function nothingKept(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: 'this host keeps no list of known signers',
    safe: 'nothing was changed',
    next: 'start it as casebound serve does',
  });
}
