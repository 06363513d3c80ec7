import { type ColumnName, columns } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { valuesReader } from '../values-reader.ts';
import { batches } from './selection.ts';
import { fitted, visible, width } from './terminal-text.ts';

/** The widest that a column gets, in terminal cells. */
const widest = 32;
const shown: readonly ColumnName[] = [
  'entry_id',
  'time',
  'event_type',
  'product',
  'model_version',
  'verdict',
  'confidence',
  'risk_score',
  'action',
  'status',
  'severity',
  'case_id',
  'image_id',
  'actor',
  'note',
];

interface TableColumn {
  readonly place: number;
  readonly heading: string;
  readonly room: number;
  readonly number: boolean;
}

/**
 * A table for a terminal. The first batch decides which columns are there, those in which something stands, and how wide
 * they are; longer values are cut before an ellipsis. For reading: other formats hold everything.
 */
export function* tableOf(
  db: ReadableDb,
  ids: Float64Array,
  context: TaskContext,
  zone?: string,
): Generator<Buffer> {
  let layout: TableColumn[] | null = null;
  const read = valuesReader(db, context, zone);
  for (const part of batches(ids, context)) {
    const rows = read(part).map((row) => row.map((value) => (value === null ? '' : visible(String(value)))));
    if (layout === null) {
      layout = layoutFor(rows);
      yield line(layout.map(({ heading, room }) => fitted(heading, room)));
      yield line(layout.map(({ room }) => '─'.repeat(room)));
    }
    yield Buffer.concat(
      rows.map((row) => line((layout ?? []).map((column) => cell(row[column.place] ?? '', column)))),
    );
  }
}

function layoutFor(rows: readonly string[][]): TableColumn[] {
  const layout: TableColumn[] = [];
  columns.forEach(({ name, heading, kind }, place) => {
    if (!shown.includes(name)) return;
    const needed = Math.max(...rows.map((row) => width(row[place] ?? '')));
    if (needed > 0)
      layout.push({
        place,
        heading,
        number: kind === 'number',
        room: Math.min(widest, Math.max(width(heading), needed)),
      });
  });
  return layout;
}

function cell(text: string, { room, number }: TableColumn): string {
  return number ? text.padStart(room) : fitted(text, room);
}

function line(parts: readonly string[]): Buffer {
  return Buffer.from(`${parts.join('  ').trimEnd()}\n`);
}
