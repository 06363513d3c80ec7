import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadableDb } from '../case/database.ts';
import { outFault } from '../case/out-fault.ts';
import { openSigners, type Signers } from '../keys/signers.ts';
import type { TaskContext } from '../task.ts';
import { findScope } from './scope.ts';
import type { SealRequest } from './seal-pack.ts';

/**
 * What can be refused before the case is opened for writing, which by itself changes bytes of its file: a key that does not open, a
 * place that is taken, a scope that holds nothing.
 *
 * @returns the keys, open
 * @throws AppError as `sealPack`
 */
export async function admitSeal(
  db: ReadableDb,
  request: Pick<SealRequest, 'out' | 'scope' | 'key' | 'passphrase' | 'p12' | 'p12Passphrase'>,
  context: TaskContext,
): Promise<Signers> {
  const out = resolve(request.out);
  if (existsSync(out)) throw outFault(out, { code: 'EEXIST' });
  const signers = await openSigners(request, new Date());
  findScope(db, request.scope, context);
  return signers;
}
