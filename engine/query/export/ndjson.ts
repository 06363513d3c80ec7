import { SourceBytes } from '../../case/bytes.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { batches } from './selection.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The exact bytes of each entry, one a line. Line breaks inside an entry are left out: a JSON string cannot hold one
 * (RFC 8259, section 7), so they are white space.
 */
export function* ndjsonOf(db: ReadableDb, ids: Float64Array, context: TaskContext): Generator<Buffer> {
  const bytes = new SourceBytes(db);
  const place = db
    .prepare<[number], [number, number, number]>('SELECT source, offset, length FROM entry_row WHERE id = ?')
    .raw();
  const newline = Buffer.of(lineFeed);
  for (const part of batches(ids, context)) {
    const lines: Buffer[] = [];
    for (const id of part) {
      const [source, offset, length] = place.get(id) as [number, number, number];
      lines.push(onOneLine(bytes.read(source, offset, length)), newline);
    }
    yield Buffer.concat(lines);
  }
}

function onOneLine(entry: Buffer): Buffer {
  if (!entry.includes(lineFeed) && !entry.includes(carriageReturn)) return entry;
  return entry.filter((byte) => byte !== lineFeed && byte !== carriageReturn) as Buffer;
}
