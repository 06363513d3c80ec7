import { counted } from '../../shared/report/counted.ts';
import { highestEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { upTo } from '../case/pages.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Findings } from './findings.ts';

/** What rows of the case file say of each other. */
interface Relations {
  readonly rows: number;
  /** Records that repeat an entry. */
  readonly repeated: number;
  readonly orphans: readonly { readonly table: string; readonly count: number }[];
  readonly strays: number;
  /** Conflicts as rows state them, and those of them that are some. */
  readonly declared: number;
  readonly real: number;
}

/**
 * Whether rows of the case file belong together: what belongs to what, and what conflicts with what. It needs nothing that is derived, and
 * can be looked at while something else is waited for.
 */
export class RelationsCheck {
  private readonly db: ReadableDb;
  /** The last entry of the sources that are looked at: what somebody imports meanwhile comes behind it, and is none of theirs. */
  private readonly last: number;
  private readonly lastRepeated: number;
  private relations: Relations | null = null;

  constructor(db: ReadableDb) {
    this.db = db;
    this.last = upTo(highestEntry(db));
    this.lastRepeated = upTo(count(db, 'SELECT max(id) FROM duplicate'));
  }

  /** How many entries there are. */
  get rows(): number {
    return this.look().rows;
  }

  /** What goes wrong then is met again later. */
  lookAhead(): void {
    try {
      this.look();
    } catch {
      // The file is damaged: whoever asks for the faults is told.
    }
  }

  /** Counts faults. */
  faults(sources: readonly SourceRow[], findings: Findings): number {
    const before = findings.total;
    const find = (code: string, message: string, expected?: number, actual?: number) =>
      findings.add({
        axis: 'storage',
        subject: 'case',
        code,
        message,
        ...(expected === undefined ? {} : { expected: String(expected) }),
        ...(actual === undefined ? {} : { actual: String(actual) }),
      });

    const { rows, repeated, orphans, strays, declared, real } = this.look();
    const stated = sources.reduce((sum, { entries }) => sum + entries, 0);
    const repeating = sources.reduce((sum, { duplicates }) => sum + duplicates, 0);
    if (rows !== stated)
      find(
        'STORAGE_ENTRY',
        rows > stated
          ? 'the case file holds entries that belong to no source'
          : 'the case file holds fewer entries than its sources are said to have',
        stated,
        rows,
      );
    if (repeated !== repeating)
      find(
        'STORAGE_ENTRY',
        repeated > repeating
          ? 'the case file lists records that repeat others, and belong to no source'
          : 'the case file lists fewer records that repeat others than its sources are said to have',
        repeating,
        repeated,
      );
    for (const orphan of orphans) {
      find(
        'STORAGE_ORPHAN',
        `${counted(orphan.count, 'row')} of ${orphan.table}: what they belong to is not there`,
      );
    }
    if (strays > 0)
      find('STORAGE_ORPHAN', `${strays} rows of acquired_chunk belong to nothing that is there`);
    const conflicts = sources.reduce((total, source) => total + source.conflicts, 0);
    if (declared !== real)
      find('STORAGE_CONFLICT', 'entries are said to conflict with others that they do not', real, declared);
    if (real !== conflicts)
      find(
        'STORAGE_CONFLICT',
        'the case file does not say of every conflict what it is with',
        real,
        conflicts,
      );
    return findings.total - before;
  }

  private look(): Relations {
    const { db, last } = this;
    this.relations ??= {
      rows: count(db, entryRows, last),
      repeated: count(db, 'SELECT count(*) FROM duplicate WHERE id <= ?', this.lastRepeated),
      orphans: db
        .prepare<[], { table: string; count: number }>(
          'SELECT "table", count(*) AS count FROM pragma_foreign_key_check GROUP BY "table"',
        )
        .all(),
      strays: count(db, strayChunks),
      declared: count(
        db,
        'SELECT count(*) FROM entry_row WHERE conflicts_with IS NOT NULL AND id <= ?',
        last,
      ),
      real: count(db, realConflicts, last),
    };
    return this.relations;
  }
}

/** Those that came later taken off: SQLite counts all by the pages that they stand on, and not one by one. */
const entryRows = 'SELECT (SELECT count(*) FROM entry_row) - (SELECT count(*) FROM entry_row WHERE id > ?)';

/**
 * An entry conflicts with the first of its id. That each declared conflict is one, and that there are as many as the
 * import counted, leaves none out. The same bytes conflict only in rows of two tables, under two headings.
 */
const realConflicts = `SELECT count(*) FROM entry_row AS e JOIN entry_row AS f ON f.id = e.conflicts_with
  WHERE e.conflicts_with IS NOT NULL AND e.id <= ? AND f.id < e.id AND f.conflicts_with IS NULL
    AND f.entry_id = e.entry_id AND (f.content <> e.content OR f.source <> e.source)`;

/** Only a container has its file stored, and a compressed source that came in none and is no re-reading. */
const strayChunks = `SELECT count(*) FROM acquired_chunk WHERE owner NOT IN (SELECT id FROM container)
  AND owner NOT IN (SELECT id FROM source WHERE compression IS NOT NULL AND container IS NULL AND reread_of IS NULL)`;

function count(db: ReadableDb, sql: string, ...bound: number[]): number {
  return (
    db
      .prepare<number[], number>(sql)
      .pluck()
      .get(...bound) ?? 0
  );
}
