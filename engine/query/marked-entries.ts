import { annotationLog } from '../annotation/annotation-log.ts';
import type { MarkedEntries } from '../annotation/marked-entries.ts';
import type { Marks } from '../annotation/marks.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { IdSet } from './id-set.ts';

/** What is said of each entry, as of now. */
export function markedEntries(db: ReadableDb, context: TaskContext): MarkedEntries {
  return annotationLog(db, context).marks;
}

/** The entries whose marks pass the test; it is asked once for all entries that share their marks. */
export function markedIds(entries: MarkedEntries, test: (marks: Marks) => boolean): IdSet {
  return new IdSet(entries.idsWhere(test));
}
