import type { EntryRow } from '../../shared/domain/case.ts';
import { type ColumnValues, columns } from '../../shared/domain/columns.ts';
import { markedContents, unmarked } from '../annotation/marks.ts';
import type { ReadableDb } from '../case/database.ts';
import { readable } from '../case/schema.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { takeCensus } from './census.ts';
import { integrityOf, recordedIntegrity } from './integrity.ts';
import { type Cell, scanRows } from './rows-scan.ts';

const readableColumns = columns.map(({ name }) => readable(name)).join(', ');

/** The rows of these entries, in this order; of an id that is not in the case there is none. */
export function entryRows(
  db: ReadableDb,
  ids: readonly number[],
  context: TaskContext = unwatched,
): EntryRow[] {
  const recorded = recordedIntegrity(db);
  const { conflicted } = takeCensus(db, context);
  const { byContent } = markedContents(db, context);
  const rows = new Map<number, EntryRow>();
  const ascending = Float64Array.from(ids).sort();
  scanRows(
    db,
    ascending,
    `e.source, e.ordinal, e.content, e.conflicts_with, ${readableColumns}`,
    context,
    (_, row) => {
      const [id, source, ordinal, content, conflictsWith, ...values] = row as [
        number,
        number,
        number,
        Buffer,
        number | null,
        ...Cell[],
      ];
      const { tags, notes } = byContent.get(content.toString('hex')) ?? unmarked;
      rows.set(id, {
        id,
        source,
        ordinal,
        integrity: integrityOf(recorded, id, source),
        conflict: conflictsWith !== null || conflicted.has(id),
        tags,
        notes: notes.length,
        values: columnValues(values),
      });
    },
  );
  return ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
}

/** The readable values of entries, in this order; in the order of `columns` within each. */
export function entryValues(db: ReadableDb, ids: Float64Array, context: TaskContext): Cell[][] {
  const values = new Map<number, Cell[]>();
  scanRows(db, ids.toSorted(), readableColumns, context, (_, [id, ...row]) => values.set(id as number, row));
  return Array.from(ids, (id) => values.get(id)).filter((row) => row !== undefined);
}

function columnValues(values: readonly Cell[]): ColumnValues {
  return Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])) as ColumnValues;
}
