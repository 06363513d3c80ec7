import type { JobContext } from '../../shared/contract/server.ts';
import { AppError } from '../../shared/errors.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { removeTemporary, temporaryCase } from '../pack-case/temporary.ts';
import { CaseThreads } from './case-threads.ts';

/** @returns where the case stands that the pack is looked at in; whoever closes it removes that. */
export async function makePackCase(
  pack: string,
  known: readonly KnownSigner[],
  context: JobContext,
): Promise<string> {
  const path = temporaryCase();
  try {
    const threads = new CaseThreads({ path, mode: 'full', actor: '' });
    await threads.apart((worker) => worker.job('pack.build', { pack, known: [...known] }, context));
    return path;
  } catch (error) {
    removeTemporary(path);
    throw error;
  }
}

/** What a pack cannot stand for, though it is looked at like a case. */
export function onlyOfCases(what: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `this is a pack, which holds some records of its sources and nothing else of them: ${what}`,
    safe: 'nothing was written',
    next: 'open the case file that it was sealed from',
  });
}
