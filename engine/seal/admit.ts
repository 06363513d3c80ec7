import { resolve } from 'node:path';
import type { ReadableDb } from '../case/database.ts';
import { custodyHead } from '../custody/log.ts';
import { outFault } from '../files/out-fault.ts';
import { isTaken } from '../files/place-file.ts';
import { openSigners, type Signers } from '../keys/signers.ts';
import type { TaskContext } from '../task.ts';
import type { ReadyThreads } from '../threads/ready-threads.ts';
import { findScope, type KnownScope } from './scope.ts';
import type { SealRequest } from './seal-pack.ts';
import { worthTables } from './threads/tables-apart.ts';

const ofLargePacks = ['stored', 'read', 'tables'] as const;

/**
 * What can be refused before the case is opened for writing, which by itself changes bytes of its file: a key that does not open, a
 * place that is taken, a scope that holds nothing.
 *
 * @param threads where those wait that a large pack needs: they load while the key opens, which takes its time by design
 * @returns the keys, open, and the scope
 * @throws AppError as `sealPack`
 */
export async function admitSeal(
  db: ReadableDb,
  request: Pick<SealRequest, 'out' | 'scope' | 'key' | 'passphrase' | 'p12' | 'p12Passphrase'>,
  threads: ReadyThreads,
  context: TaskContext,
): Promise<{ readonly signers: Signers; readonly found: KnownScope }> {
  const out = resolve(request.out);
  if (isTaken(out)) throw outFault(out, { code: 'EEXIST' });
  const opening = openSigners(request, new Date());
  // Where the scope is refused, nobody is told of the key.
  opening.catch(() => undefined);
  // The head first: what happens to the case between the two makes the scope one of another state.
  const found = { head: custodyHead(db), scope: findScope(db, request.scope, context) };
  if (found.scope.entries.length >= worthTables) for (const name of ofLargePacks) threads.begin(name);
  return { signers: await opening, found };
}
