import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadableDb } from '../case/database.ts';
import { outFault } from '../case/out-fault.ts';
import { openSigners, type Signers } from '../keys/signers.ts';
import type { TaskContext } from '../task.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import { worthTables } from '../threads/tables-apart.ts';
import { findScope } from './scope.ts';
import type { SealRequest } from './seal-pack.ts';

const ofLargePacks = ['stored', 'read', 'tables'] as const;

/**
 * What can be refused before the case is opened for writing, which by itself changes bytes of its file: a key that does not open, a
 * place that is taken, a scope that holds nothing.
 *
 * @param threads where those wait that a large pack needs: they load while the key opens, which takes its time by design
 * @returns the keys, open
 * @throws AppError as `sealPack`
 */
export async function admitSeal(
  db: ReadableDb,
  request: Pick<SealRequest, 'out' | 'scope' | 'key' | 'passphrase' | 'p12' | 'p12Passphrase'>,
  threads: ReadyThreads,
  context: TaskContext,
): Promise<Signers> {
  const out = resolve(request.out);
  if (existsSync(out)) throw outFault(out, { code: 'EEXIST' });
  const { entries } = findScope(db, request.scope, context);
  if (entries.length >= worthTables) for (const name of ofLargePacks) threads.begin(name);
  return openSigners(request, new Date());
}
