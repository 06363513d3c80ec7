import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import type { Cell } from '../rows-scan.ts';
import type { PlainColumn } from './columns.ts';
import { endOfText } from './folded-texts.ts';
import { PackedText } from './segment/packed-text.ts';
import { damaged, SegmentColumn, type SegmentRow } from './segment/segment.ts';
import type { PackedTexts } from './text-bytes.ts';

const rowsAtOnce = 5_000;
const roomToSpare = 1.1;

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
    else {
      // Segments are mostly alike: what is moved to make room would be moved again and again.
      if (packed.length === 0) packed.reserve(Math.ceil(text.length * segments.length * roomToSpare));
      packed.appendPacked(text);
    }
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
  return { bytes, starts: startsOf(bytes, last), gap: 1 };
}

/** Texts are mostly short: a loop beats a search that begins anew with each. */
function startsOf(bytes: Buffer, texts: number): Uint32Array {
  const starts = new Uint32Array(texts + 1);
  let text = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === endOfText) starts[++text] = i + 1;
  }
  if (text !== texts) throw damaged('text that is not as many entries have');
  return starts;
}
