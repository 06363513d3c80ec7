import type { ReadableDb } from '../case/database.ts';
import { checkIndex } from '../query/index/segment/check.ts';
import type { TaskContext } from '../task.ts';
import type { Findings } from './findings.ts';

/**
 * Whether the stored review index, where there is one, holds what the rows do: it could hide entries from a screen's counts. Only
 * where the rows are sound, for it is held against them. Counts faults.
 */
export function checkReviewIndex(db: ReadableDb, findings: Findings, context: TaskContext): number {
  if (findings.has('storage')) return 0;
  const { difference } = checkIndex(db, context);
  if (difference === null) return 0;
  findings.add({
    axis: 'storage',
    subject: 'case',
    code: 'STORAGE_INDEX',
    message: `${difference}; it is derived from the entries, which this says nothing against: casebound reindex makes it anew`,
  });
  return 1;
}
