import { decodeText, type Encoding } from '../../shared/bytes/encoded-text.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { sourceRows } from '../case/sources.ts';
import { encodingOf } from '../import/layout.ts';
import { layoutOf } from '../import/stated.ts';
import type { TaskContext } from '../task.ts';
import { lastEntry } from './census.ts';
import { IdList, IdSet } from './id-set.ts';
import { slices } from './slices.ts';
import { containsFolded, fold } from './text-match.ts';

/**
 * The entries whose exact bytes contain one of the texts, in any case: the texts as their source encodes characters. Bytes
 * that are not UTF-8 count as U+FFFD.
 *
 * @throws AppError CASE_CORRUPT where stored bytes do not read
 */
export function entriesWithBytes(db: ReadableDb, texts: readonly string[], context: TaskContext): IdSet {
  const bytes = new SourceBytes(db);
  const needles: Needle[] = texts.map((text) => ({ exact: Buffer.from(text), folded: fold(text) }));
  const encodings = new Map<number, Encoding>(
    sourceRows(db).map((source) => [source.id, encodingOf(layoutOf(source))]),
  );
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
      if (holds(raw, encodings.get(source) ?? 'utf-8', needles)) ids.push(id);
    }
    found.push(ids);
  }
  return new IdSet(found.take());
}

interface Needle {
  readonly exact: Buffer;
  readonly folded: string;
}

function holds(raw: Buffer, encoding: Encoding, needles: readonly Needle[]): boolean {
  // The bytes of UTF-16 are not looked through: what is found there may begin between two halves of a character.
  if (encoding === 'utf-8' && needles.some(({ exact }) => raw.includes(exact))) return true;
  const text = encoding === 'utf-8' ? raw.toString() : decodeText(encoding, raw);
  return needles.some(({ folded }) => containsFolded(text, folded));
}
