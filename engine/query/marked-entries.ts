import { type Marks, markedContents, unmarked } from '../annotation/marks.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { lastEntry } from './census.ts';
import { IdSet } from './id-set.ts';
import { slices } from './slices.ts';

/** Entries of which something is said. */
export type MarkedEntries = ReadonlyMap<number, Marks>;

interface Located {
  /** Entries up to this one have been looked at for every content in `ids`. */
  upTo: number;
  /** Content hash, hex, to its entry; -1 where no entry up to `upTo` has it. */
  readonly ids: Map<string, number>;
}

const kept = new WeakMap<ReadableDb, Located>();
const keptEntries = new WeakMap<
  ReadableDb,
  { readonly seq: number; readonly last: number; readonly entries: MarkedEntries }
>();

/**
 * The marked entries as of now. Annotations know entries by content hash; where each stands is found by one scan over
 * the contents not seen before, and kept.
 */
export function markedEntries(db: ReadableDb, context: TaskContext): MarkedEntries {
  const { seq, byContent } = markedContents(db, context);
  const last = lastEntry(db);
  const before = keptEntries.get(db);
  if (before?.seq === seq && before.last === last) return before.entries;
  const { ids } = locate(db, byContent, context);
  const entries = new Map<number, Marks>();
  for (const [content, marks] of byContent) {
    const id = ids.get(content) ?? -1;
    if (id !== -1 && marks !== unmarked) entries.set(id, marks);
  }
  keptEntries.set(db, { seq, last, entries });
  return entries;
}

function locate(db: ReadableDb, byContent: ReadonlyMap<string, Marks>, context: TaskContext): Located {
  const last = lastEntry(db);
  let located = kept.get(db);
  if (located === undefined || located.upTo > last) {
    located = { upTo: last, ids: new Map() };
    kept.set(db, located);
  }
  const added = [...byContent.keys()].filter((content) => !located.ids.has(content));
  const sought = new Set(added);
  if (added.length > 0) find(db, sought, 1, last, located.ids, context);
  for (const content of sought) located.ids.set(content, -1);
  if (located.upTo < last) {
    const missing = new Set([...located.ids].filter(([, id]) => id === -1).map(([content]) => content));
    find(db, missing, located.upTo + 1, last, located.ids, context);
    located.upTo = last;
  }
  return located;
}

/** Moves what it finds from `sought` to `ids`. */
function find(
  db: ReadableDb,
  sought: Set<string>,
  first: number,
  last: number,
  ids: Map<string, number>,
  context: TaskContext,
): void {
  const select = db
    .prepare<[number, number], [number, Buffer]>('SELECT id, content FROM entry_row WHERE id BETWEEN ? AND ?')
    .raw();
  for (const { low, high } of slices(first, last, context)) {
    for (const [id, content] of select.all(low, high)) {
      const hex = content.toString('hex');
      if (sought.delete(hex)) ids.set(hex, id);
    }
    if (sought.size === 0) return;
  }
}

/** The entries whose marks pass the test; a test is asked once for entries that share their marks. */
export function markedIds(entries: MarkedEntries, test: (marks: Marks) => boolean): IdSet {
  const answers = new Map<Marks, boolean>();
  const ids: number[] = [];
  for (const [id, marks] of entries) {
    let answer = answers.get(marks);
    if (answer === undefined) {
      answer = test(marks);
      answers.set(marks, answer);
    }
    if (answer) ids.push(id);
  }
  return IdSet.of(ids);
}
