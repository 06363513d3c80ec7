import type { ReadableDb } from './database.ts';

/** What tells this case from every other; each copy of it has the same. */
export function caseUuid(db: ReadableDb): string {
  return db.prepare<[], string>('SELECT uuid FROM case_info').pluck().get() as string;
}
