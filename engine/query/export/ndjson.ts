import { SourceBytes } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import { sourceRows } from '../../case/sources.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { layoutOf } from '../../import/layout/stated.ts';
import type { TaskContext } from '../../task.ts';
import { scanRows } from '../rows-scan.ts';
import { entryLine } from './entry-line.ts';
import { batches } from './selection.ts';

const newline = Buffer.from('\n');

/** Each entry on one line of UTF-8, whatever its source is laid out like. */
export function* ndjsonOf(db: ReadableDb, ids: Float64Array, context: TaskContext): Generator<Buffer> {
  const bytes = new SourceBytes(db);
  const layouts = new Map(sourceRows(db).map((source) => [source.id, layoutOf(source)]));
  const silent = { ...context, progress() {} };
  for (const part of batches(ids, context)) {
    // Read as they stand in the sources, for neighbours share a chunk; written in the order that was asked for.
    const lines = new Map<number, Buffer>();
    scanRows(
      db,
      part.toSorted(),
      ['e.source', 'e.offset', 'e.length'],
      silent,
      (_, [id, source, offset, length]) => {
        const entry = bytes.read(Number(source), Number(offset), Number(length));
        lines.set(Number(id), entryLine(layouts.get(Number(source)) as Layout, entry));
      },
    );
    yield Buffer.concat(Array.from(part, (id) => [lines.get(id) as Buffer, newline]).flat());
  }
}
