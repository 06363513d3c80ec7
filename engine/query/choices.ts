import type { Pattern } from '../../shared/query/syntax.ts';
import { codedValues, isPrivileged, reviewedIn } from '../annotation/coding.ts';
import type { Marks } from '../annotation/marks.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { conflictedEntries } from './conflicted-entries.ts';
import { IdSet } from './id-set.ts';
import { markedEntries, markedIds } from './marked-entries.ts';
import { valueTest } from './match/text-tests.ts';

/** The ids of the entries that `has:` or `is:` asks for by one of its values. */
export function chosenEntries(db: ReadableDb, value: string, context: TaskContext): IdSet {
  if (value === 'conflicting') return conflictingEntries(db);
  if (value === 'duplicated') return duplicatedEntries(db);
  const test = markTests[value];
  if (test === undefined) throw new RangeError(`nothing is asked for by ${value}`);
  return markedIds(markedEntries(db, context), test(db));
}

/** What is asked of an entry's annotations. */
const markTests: Readonly<Record<string, (db: ReadableDb) => (marks: Marks) => boolean>> = {
  note: () => (marks) => marks.notes.length > 0,
  tag: () => (marks) => marks.tags.length > 0,
  code: () => (marks) => marks.codes.size > 0,
  reviewed: reviewedIn,
  privileged: () => isPrivileged,
};

export function isAskedOfMarks(value: string): boolean {
  return Object.hasOwn(markTests, value);
}

/** Whether a coding field has a value, or one that passes. */
export function codingTest(name: string, patterns: readonly Pattern[] | null): (marks: Marks) => boolean {
  const passes = patterns === null ? () => true : valueTest(patterns);
  return (marks) => codedValues(marks, name).some(passes);
}

/** Entries of an id that is there with other bytes too: the first of each as well as those that conflict with it. */
function conflictingEntries(db: ReadableDb): IdSet {
  const later = db
    .prepare<[], number>('SELECT id FROM entry_row WHERE conflicts_with IS NOT NULL')
    .pluck()
    .all();
  return IdSet.of(new Set([...conflictedEntries(db), ...later]));
}

/** Entries whose bytes stand somewhere again. */
function duplicatedEntries(db: ReadableDb): IdSet {
  return IdSet.of(db.prepare<[], number>('SELECT DISTINCT entry FROM duplicate').pluck().all());
}

export function lastDuplicate(db: ReadableDb): number {
  return db.prepare<[], number | null>('SELECT max(id) FROM duplicate').pluck().get() ?? 0;
}
