import { toHex } from '../../shared/bytes/encoding.ts';
import type { ComparedRecord } from '../../shared/domain/source-comparison.ts';
import type { ReadableDb } from '../case/database.ts';
import { corrupt } from '../case/faults.ts';
import { readable } from '../case/schema.ts';
import type { SourceRow } from '../case/sources.ts';

interface Row extends Omit<ComparedRecord, 'content'> {
  readonly content: Buffer;
}

const columns = `e.id AS entry, e.entry_id AS entryId, ${readable('time')} AS time, e.content`;

/** Where an entry first stands in a source that holds it, as an entry or as a duplicate. */
export function recordFinder(db: ReadableDb, source: SourceRow): (entry: number) => ComparedRecord {
  const own = db.prepare<[number], Row>(
    `SELECT ${columns}, e.ordinal, e.line, e.offset AS byteOffset FROM entry_row AS e WHERE e.id = ?`,
  );
  const repeated = db.prepare<[number, number], Row>(
    `SELECT ${columns}, d.ordinal, d.line, d.offset AS byteOffset FROM duplicate AS d
     JOIN entry_row AS e ON e.id = d.entry WHERE d.entry = ? AND d.source = ? ORDER BY d.ordinal LIMIT 1`,
  );
  const first = source.first_entry ?? 0;
  return (entry) => {
    const isOwn = entry >= first && entry < first + source.entries;
    const row = isOwn ? own.get(entry) : repeated.get(entry, source.id);
    if (row === undefined) throw corrupt(db.name, `source ${source.id} does not hold entry number ${entry}`);
    return { ...row, content: toHex(row.content) };
  };
}
