import { SourceBytes } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import { sourceRows } from '../../case/sources.ts';
import type { Layout } from '../../import/layout.ts';
import { layoutOf } from '../../import/stated.ts';
import type { TaskContext } from '../../task.ts';
import { entryLine } from './entry-line.ts';
import { batches } from './selection.ts';

/** Each entry on one line of UTF-8, whatever its source is laid out like. */
export function* ndjsonOf(db: ReadableDb, ids: Float64Array, context: TaskContext): Generator<Buffer> {
  const bytes = new SourceBytes(db);
  const layouts = new Map(sourceRows(db).map((source) => [source.id, layoutOf(source)]));
  const place = db
    .prepare<[number], [number, number, number]>('SELECT source, offset, length FROM entry_row WHERE id = ?')
    .raw();
  const newline = Buffer.from('\n');
  for (const part of batches(ids, context)) {
    const lines: Buffer[] = [];
    for (const id of part) {
      const [source, offset, length] = place.get(id) as [number, number, number];
      lines.push(entryLine(layouts.get(source) as Layout, bytes.read(source, offset, length)), newline);
    }
    yield Buffer.concat(lines);
  }
}
