import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportResult } from '../../shared/domain/import.ts';
import { buildCase } from '../case/create.ts';
import { caseFault } from '../case/faults.ts';
import { closeWritable, openWritable } from '../case/open.ts';
import { refuseWhenClosed } from '../custody/closing.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { type ImportRequest, importPaths } from './import-paths.ts';

export interface ImportTask extends ImportRequest {
  /** The case file; made where there is none. */
  readonly path: string;
  /** Whether somebody reads the case meanwhile. */
  readonly live: boolean;
}

/** Imports into a case file, or builds one from the import: killed on the way, there is then no case file at all. */
export async function importInto(
  task: ImportTask,
  context: TaskContext,
  stop: StopFlag,
): Promise<ImportResult> {
  if (!existsSync(task.path)) {
    const title = basename(task.path).replace(/\.casebound$/, '');
    const examiner = task.actor;
    return buildCase(task.path, { title, examiner }, (db) => importPaths(db, task, context, stop));
  }
  const db = openWritable(task.path, { live: task.live });
  try {
    refuseWhenClosed(db);
    return await importPaths(db, task, context, stop);
  } catch (error) {
    throw caseFault(error, task.path);
  } finally {
    closeWritable(db);
  }
}
