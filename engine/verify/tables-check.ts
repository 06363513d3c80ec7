import type { ReadableDb } from '../case/database.ts';
import { faultsOf } from '../case/value-types.ts';
import type { TaskContext } from '../task.ts';
import type { Findings } from './findings.ts';

/**
 * Tables of which readers believe SQLite that each value has the type of its column, and that an index names every row: entries and stored bytes
 * are held against each other value by value, and take long to go through; what is derived of them is held against them.
 */
const believed = [
  'case_info',
  'source',
  'container',
  'acquisition',
  'answer',
  'term',
  'duplicate',
  'quarantine',
  'custody',
  'annotation',
  'view',
  'search',
  'pack',
  'verification',
  'finding',
  'verified_source',
  'review_segment',
];

/** Whether SQLite finds nothing wrong with these tables: an index that leaves out a row would hide it from some, and not from others. Counts faults. */
export function checkTables(db: ReadableDb, findings: Findings, context: TaskContext): number {
  const faults = believed.flatMap((table) => {
    context.checkCancelled();
    return faultsOf(db, table, 'integrity_check');
  });
  for (const fault of faults)
    findings.add({
      axis: 'storage',
      subject: 'case',
      code: 'STORAGE_TABLE',
      message: `SQLite reports: ${fault}`,
    });
  return faults.length;
}
