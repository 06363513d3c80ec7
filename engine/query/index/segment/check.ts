import type { IndexCheck } from '../../../../shared/contract/index-operations.ts';
import { columns } from '../../../../shared/domain/columns.ts';
import { lastEntry } from '../../../case/census.ts';
import { asOneRead, prepared, type ReadableDb } from '../../../case/database.ts';
import { slices } from '../../../slices.ts';
import type { TaskContext } from '../../../task.ts';
import type { Cell } from '../../rows-scan.ts';
import { endOfText } from '../folded-texts.ts';
import { type HeldColumn, heldColumn } from './held-column.ts';
import { DamagedIndex, damaged, SegmentColumn, type SegmentRow, storedSegments } from './segment.ts';

/** The columns that a segment holds. */
export const indexed: readonly string[] = ['source', ...columns.map(({ name }) => name)];

/**
 * Holds every array of the stored review index against the rows. `isConfirmed`: whether it is known of a segment
 * that it holds what the rows do.
 *
 * @throws AppError CANCELLED
 */
export function checkIndex(
  db: ReadableDb,
  context: TaskContext,
  isConfirmed: (segment: SegmentRow) => boolean = () => false,
): IndexCheck {
  let entries = 0;
  let held = 0;
  try {
    const segments = asOneRead(db, () => {
      entries = lastEntry(db);
      if (segmentsBehind(db, entries) > 0) throw damaged('a segment of entries that are not there');
      return storedSegments(db, entries);
    });
    for (const segment of segments) {
      context.progress({ phase: 'checking the review index', done: held, total: entries, unit: 'entries' });
      if (!isConfirmed(segment)) checkSegment(db, segment, context);
      held += segment.entries;
    }
    return { entries, indexed: held, difference: null };
  } catch (error) {
    if (!(error instanceof DamagedIndex)) throw error;
    return { entries, indexed: held, difference: error.message };
  }
}

function segmentsBehind(db: ReadableDb, last: number): number {
  const count = prepared<[number], { count: number }>(
    db,
    'SELECT count(*) AS count FROM review_segment WHERE first > ?',
  );
  return count.get(last)?.count ?? 0;
}

/** @throws DamagedIndex at the first difference */
function checkSegment(db: ReadableDb, segment: SegmentRow, context: TaskContext): void {
  const held = indexed.map((name) => heldColumn(name, new SegmentColumn(db, segment, name)));
  checkCells(db, segment, held, context);
  checkSums(db, segment, held);
  checkTexts(db, segment, held);
}

function checkCells(
  db: ReadableDb,
  { first, entries }: SegmentRow,
  held: readonly HeldColumn[],
  context: TaskContext,
): void {
  const compared = held.flatMap(({ name, cells }) => (cells === null ? [] : [{ name, ...cells }]));
  const select = db
    .prepare<[number, number], Cell[]>(
      `SELECT ${compared.flatMap(({ select }) => select).join(', ')} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
    )
    .raw();
  for (const { low, high } of slices(first, first + entries - 1, context)) {
    const rows = select.all(low, high);
    if (rows.length !== high - low + 1)
      throw new DamagedIndex('the review index holds entries that are not there');
    let at = 0;
    for (const { name, select, agrees } of compared) {
      for (let i = 0; i < rows.length; i++) {
        if (!agrees(low - first + i, rows[i] as Cell[], at)) throw another(name, low + i);
      }
      at += select.length;
    }
  }
}

function checkSums(db: ReadableDb, { first, entries }: SegmentRow, held: readonly HeldColumn[]): void {
  const sums = held.flatMap(({ name, against }) => against.map((sql) => ({ name, sql })));
  if (sums.length === 0) return;
  const counts = db
    .prepare<[number, number], number[]>(
      `SELECT ${sums.map(({ sql }) => sql).join(', ')} FROM entry_row AS e WHERE e.id BETWEEN ? AND ?`,
    )
    .raw()
    .get(first, first + entries - 1);
  const wrong = sums.find((_, i) => counts?.[i] !== 0);
  if (wrong !== undefined) throw another(wrong.name, null);
}

/** SQLite makes of the rows what the segment should hold: by their numbers, as it reads a table that no index is used for. */
function checkTexts(db: ReadableDb, { first, entries }: SegmentRow, held: readonly HeldColumn[]): void {
  const texts = held.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
  if (texts.length === 0) return;
  const packed = texts.map(
    ({ name }) => `CAST(group_concat(coalesce(e.${name}, CAST(x'FE' AS TEXT)), CAST(x'FF' AS TEXT)) AS BLOB)`,
  );
  const made = db
    .prepare<[number, number], Buffer[]>(
      `SELECT ${packed.join(', ')} FROM entry_row AS e NOT INDEXED WHERE e.id BETWEEN ? AND ?`,
    )
    .raw()
    .get(first, first + entries - 1);
  const wrong = texts.find(
    ({ text }, i) => text.at(-1) !== endOfText || !text.subarray(0, -1).equals(made?.[i] ?? noBytes),
  );
  if (wrong !== undefined) throw another(wrong.name, null);
}

const noBytes = Buffer.alloc(0);

function another(name: string, entry: number | null): DamagedIndex {
  return new DamagedIndex(
    `the review index holds another ${name} of ${entry === null ? 'some entry' : `entry ${entry}`} than its row`,
  );
}
