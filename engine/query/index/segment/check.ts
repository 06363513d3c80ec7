import type { IndexCheck } from '../../../../shared/contract/index-operations.ts';
import { columns } from '../../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../../case/database.ts';
import type { TaskContext } from '../../../task.ts';
import { lastEntry } from '../../census.ts';
import type { Cell } from '../../rows-scan.ts';
import { slices } from '../../slices.ts';
import { emptyValues, type Values } from '../columns.ts';
import { DamagedIndex, SegmentColumn, type SegmentRow, storedSegments } from './segment.ts';

const indexed: readonly string[] = ['source', ...columns.map(({ name }) => name)];

/**
 * Holds every array of the stored review index against the rows.
 *
 * @throws AppError CANCELLED
 */
export function checkIndex(db: ReadableDb, context: TaskContext): IndexCheck {
  const entries = lastEntry(db);
  let held = 0;
  try {
    for (const segment of storedSegments(db, entries)) {
      context.progress({ phase: 'checking the review index', done: held, total: entries, unit: 'entries' });
      checkSegment(db, segment, context);
      held += segment.entries;
    }
    return { entries, indexed: held, difference: null };
  } catch (error) {
    if (!(error instanceof DamagedIndex)) throw error;
    return { entries, indexed: held, difference: error.message };
  }
}

/** @throws DamagedIndex at the first difference */
function checkSegment(db: ReadableDb, segment: SegmentRow, context: TaskContext): void {
  const { first, entries } = segment;
  const loaded = indexed.map((name): [string, Values] => {
    const values = emptyValues(db, name);
    values.reserve(entries, context);
    values.takeSegment(new SegmentColumn(db, segment, name), entries);
    values.finish();
    return [name, values];
  });
  const selected = loaded.map(([, values]) => values.selected).join(', ');
  const select = db
    .prepare<[number, number], Cell[]>(
      `SELECT ${selected} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
    )
    .raw();
  for (const { low, high } of slices(first, first + entries - 1, context)) {
    const rows = select.all(low, high);
    if (rows.length !== high - low + 1)
      throw new DamagedIndex('the review index holds entries that are not there');
    rows.forEach((row, i) => {
      let at = 0;
      for (const [name, values] of loaded) {
        if (!values.agrees(low - first + i, row, at)) {
          throw new DamagedIndex(`the review index holds another ${name} of entry ${low + i} than its row`);
        }
        at += values.width;
      }
    });
  }
}
