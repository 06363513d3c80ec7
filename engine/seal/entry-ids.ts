import type { ReadableDb } from '../case/database.ts';
import { scanRows } from '../query/rows-scan.ts';
import { unwatched } from '../task.ts';

/** The ids that entries state, for a run of them: looked up one by one, they take longer than all else of a line of the index. */
export class EntryIds {
  private readonly db: ReadableDb;
  private readonly ids = new Map<number, string | null>();

  constructor(db: ReadableDb) {
    this.db = db;
  }

  /** From now on, `of` answers for these. */
  load(records: readonly { readonly entry: number }[]): void {
    this.ids.clear();
    const entries = Float64Array.from(records, ({ entry }) => entry)
      .sort()
      .filter((entry, i, all) => entry !== all[i - 1]);
    scanRows(this.db, entries, ['e.entry_id'], unwatched, (_, [id, entryId]) =>
      this.ids.set(id as number, entryId as string | null),
    );
  }

  of(entry: number): string | null {
    return this.ids.get(entry) ?? null;
  }
}
