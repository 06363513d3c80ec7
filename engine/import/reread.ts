import type { RereadResult } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { WritableDb } from '../case/database.ts';
import { sourceRow } from '../case/sources.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';

/** Reads a source's bytes anew, as a new source. */
export async function reread(
  db: WritableDb,
  { source }: { readonly source: number; readonly mapping?: Mapping | undefined; readonly actor: string },
  context: TaskContext,
  stop: StopFlag,
): Promise<RereadResult> {
  stop.check();
  context.checkCancelled();
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `source ${sourceRow(db, source).id} cannot be read anew yet`,
    safe: 'nothing was changed',
    next: 'import its file into another case',
  });
}
