import type { Reuse } from '../../../shared/contract/integrity-operations.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { KeptStates } from '../source-pass.ts';
import { StateFile } from './state-file.ts';

/** Begins a verification that keeps what it derives in a file, and goes on from what stands there, as far as it is to. */
export function keptStates(
  db: ReadableDb,
  path: string,
  reuse: Reuse = 'unchanged',
): KeptStates & { tidy(): void } {
  const uuid = db.prepare<[], string>('SELECT uuid FROM case_info').pluck().get() as string;
  const file = new StateFile(path, uuid);
  return {
    hashes: reuse !== 'unread',
    find: (source) => (reuse === 'nothing' ? null : file.find(source)),
    keep: (state) => file.keep(state),
    tidy: () => file.tidy(),
  };
}
