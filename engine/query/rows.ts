import type { EntryRow } from '../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../shared/domain/columns.ts';
import { annotationLog } from '../annotation/annotation-log.ts';
import { isReviewed, requiredFields } from '../annotation/coding.ts';
import type { ReadableDb } from '../case/database.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { conflictedEntries } from './conflicted-entries.ts';
import { integrityOf, recordedIntegrity } from './integrity.ts';
import { ReadableValues } from './readable-values.ts';
import { type Cell, scanRows } from './rows-scan.ts';

/** The rows of these entries, in this order; of an id that is not in the case there is none. */
export function entryRows(
  db: ReadableDb,
  ids: readonly number[],
  context: TaskContext = unwatched,
): EntryRow[] {
  const recorded = recordedIntegrity(db);
  const conflicted = conflictedEntries(db);
  const { marks, layout } = annotationLog(db, context);
  const required = requiredFields(layout.layout);
  const rows = new Map<number, EntryRow>();
  const reader = new ReadableValues(db);
  const ascending = Float64Array.from(ids).sort();
  const select = ['e.source', 'e.ordinal', 'e.conflicts_with', ...reader.select];
  scanRows(db, ascending, select, context, (_, row) => {
    const [id, source, ordinal, conflictsWith] = row as [number, number, number, number | null];
    const said = marks.get(id);
    rows.set(id, {
      id,
      source,
      ordinal,
      integrity: integrityOf(recorded, id, source),
      conflict: conflictsWith !== null || conflicted.has(id),
      tags: said.tags,
      notes: said.notes.length,
      codes: Object.fromEntries(said.codes),
      reviewed: isReviewed(said, required),
      values: columnValues(reader.read(row, 4)),
    });
  });
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

function columnValues(values: readonly Cell[]): ColumnValues {
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])) as ColumnValues;
}
