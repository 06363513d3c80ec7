import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../case/database.ts';
import { caseFault } from '../case/faults.ts';
import type { SourceRow } from '../case/sources.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { observed, storedBlocks } from '../import/reading/blocks.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { WantedHashes } from './chain/digest-search.ts';
import { statedIn } from './chain/stated-in.ts';

/** Which of the wanted hashes records of a source of the case state. @throws AppError CANCELLED */
export function statedInSource(
  db: ReadableDb,
  source: SourceRow,
  wanted: WantedHashes,
  stop: StopFlag,
): ReadonlySet<string> {
  try {
    const blocks = () => observed(storedBlocks(db, source.id), () => stop.check());
    return statedIn(blocks, layoutOf(source), wanted);
  } catch (error) {
    // Of what cannot be read, that is told, and anything may have stood in it.
    const fault = caseFault(error, db.name);
    if (!(fault instanceof AppError) || fault.code !== 'CASE_CORRUPT') throw fault;
    return wanted.hashes;
  }
}
