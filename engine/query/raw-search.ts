import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { lastEntry } from './census.ts';
import { IdList, IdSet } from './id-set.ts';
import { slices } from './slices.ts';
import { containsFolded, fold } from './text-match.ts';

/**
 * The entries whose exact bytes contain one of the texts, in any case. Bytes that are not UTF-8 count as U+FFFD.
 *
 * @throws AppError CASE_CORRUPT where stored bytes do not read
 */
export function entriesWithBytes(db: ReadableDb, texts: readonly string[], context: TaskContext): IdSet {
  const bytes = new SourceBytes(db);
  const needles = texts.map((text) => ({ exact: Buffer.from(text), folded: fold(text) }));
  const select = db
    .prepare<[number, number], [number, number, number, number]>(
      'SELECT id, source, offset, length FROM entry_row WHERE id BETWEEN ? AND ? ORDER BY id',
    )
    .raw();
  const found = new IdList();
  for (const { low, high } of slices(1, lastEntry(db), context)) {
    const ids: number[] = [];
    for (const [id, source, offset, length] of select.all(low, high)) {
      const raw = bytes.read(source, offset, length);
      const text = needles.some(({ exact }) => raw.includes(exact)) ? null : raw.toString();
      if (text === null || needles.some(({ folded }) => containsFolded(text, folded))) ids.push(id);
    }
    found.push(ids);
  }
  return new IdSet(found.take());
}
