import { prepared, type ReadableDb } from '../case/database.ts';

/** The content hashes of entries, in hex: of two entries of a case they are never the same. */
export function contentOf(db: ReadableDb, ids: readonly number[]): string[] {
  const content = prepared<[number], { content: string }>(
    db,
    'SELECT lower(hex(content)) AS content FROM entry_row WHERE id = ?',
  );
  return ids.flatMap((id) => content.get(id)?.content ?? []);
}
