import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import type { Cell } from '../rows-scan.ts';
import type { PlainColumn } from './columns.ts';
import { endOfText } from './folded-texts.ts';
import { PackedText } from './segment/packed-text.ts';
import { damaged, SegmentColumn, type SegmentRow } from './segment/segment.ts';
import type { PackedTexts } from './text-ranks.ts';

const rowsAtOnce = 5_000;

/**
 * A column of free text as the entries state it, a text for each: in place of one that is not there a byte that comes behind all
 * others.
 *
 * @throws DamagedIndex
 */
export function statedTexts(
  db: ReadableDb,
  column: PlainColumn,
  segments: readonly SegmentRow[],
  last: number,
  context: TaskContext,
): PackedTexts {
  const packed = new PackedText();
  const tell = (done: number) => {
    context.checkCancelled();
    context.progress({ phase: 'reading the index', done, total: last, unit: 'entries' });
  };
  let upTo = 0;
  for (const segment of segments) {
    tell(upTo);
    const text = new SegmentColumn(db, segment, column).text();
    if (text === null) packed.appendNone(segment.entries);
    else packed.appendPacked(text);
    upTo += segment.entries;
  }
  const select = db
    .prepare<[number, number], Cell>(
      `SELECT e.${column} FROM entry_row AS e WHERE e.id BETWEEN ? AND ? ORDER BY e.id`,
    )
    .pluck();
  while (upTo < last) {
    tell(upTo);
    const high = Math.min(upTo + rowsAtOnce, last);
    for (const text of select.all(upTo + 1, high)) {
      if (text === null) packed.appendNone(1);
      else packed.appendText(String(text));
    }
    upTo = high;
  }
  const bytes = packed.take();
  const starts = new Uint32Array(last + 1);
  let at = 0;
  for (let entry = 1; entry <= last; entry++) {
    at = bytes.indexOf(endOfText, at) + 1;
    if (at === 0) throw damaged('text that is not as many entries have');
    starts[entry] = at;
  }
  return { bytes, starts, gap: 1 };
}
