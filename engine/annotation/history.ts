import type {
  AnnotationEvent,
  AnnotationPage,
  AnnotationSummary,
  EntryMarks,
  LayoutAnswer,
  Saying,
} from '../../shared/annotation/answers.ts';
import { AppError } from '../../shared/errors.ts';
import { lastEntry, takeCensus } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { type AnnotationLog, annotationLog } from './annotation-log.ts';
import { isPrivileged, isReviewed, requiredFields } from './coding.ts';
import { countSet, hasEntry } from './entry-set.ts';
import { storedAnnotation } from './events.ts';
import { keyOf, type Marks } from './marks.ts';
import type { Said } from './said.ts';

/** The events of the case, or those on one entry, newest first; reversed ones and reversals too. */
export function annotationHistory(
  db: ReadableDb,
  {
    entry,
    before = Number.POSITIVE_INFINITY,
    limit,
  }: { readonly entry?: number | undefined; readonly before?: number | undefined; readonly limit: number },
  context: TaskContext,
): AnnotationPage {
  const log = annotationLog(db, context);
  const asked = entry === undefined ? log.all : log.all.filter((said) => isAbout(said, entry));
  const page = asked.filter(({ seq }) => seq < before).slice(-limit);
  return { events: page.reverse().flatMap((said) => eventOf(db, log, said)), total: asked.length };
}

/** The annotation events that are about an entry, oldest first, reversed ones and reversals too. */
export function annotationsOn(db: ReadableDb, entry: number, context: TaskContext): AnnotationEvent[] {
  const log = annotationLog(db, context);
  return log.all.filter((said) => isAbout(said, entry)).flatMap((said) => eventOf(db, log, said));
}

function isAbout({ entries, found }: Said, entry: number): boolean {
  return hasEntry(entries, entry) || found.includes(entry);
}

function eventOf(db: ReadableDb, log: AnnotationLog, { seq, entries, found }: Said): AnnotationEvent[] {
  const stored = storedAnnotation(db, seq);
  if (stored === null) return [];
  const count = (countSet(entries) ?? 0) + found.length;
  return [{ ...stored.event, entries: count, reversedBy: log.reversedBy.get(seq) ?? null }];
}

/** @throws AppError INVALID_INPUT for an entry that is not in the case */
export function marksOfEntry(db: ReadableDb, entry: number, context: TaskContext): EntryMarks {
  if (entry > lastEntry(db)) throw noEntry(entry);
  const log = annotationLog(db, context);
  const marks = log.marks.get(entry);
  const events = new Map(log.all.map((said) => [said.seq, said]));
  const saying = (seq: number | undefined): Saying => {
    const said = events.get(seq ?? 0);
    return { event: said?.seq ?? 0, author: said?.author ?? '', time: said?.time ?? '' };
  };
  return {
    tags: marks.tags,
    codes: [...marks.codes].map(([field, value]) => ({
      field,
      value,
      ...saying(marks.decided.get(keyOf({ about: 'code', name: field }))?.seq),
    })),
    notes: marks.notes.map(({ seq, text }) => ({ text, ...saying(seq) })),
    reviewed: isReviewed(marks, requiredFields(log.layout.layout)),
    privileged: isPrivileged(marks),
  };
}

export function layoutAnswer(db: ReadableDb, context: TaskContext): LayoutAnswer {
  const { layout, set } = annotationLog(db, context).layout;
  return { layout, set: set && { event: set.seq, author: set.author, time: set.time } };
}

export function summarize(db: ReadableDb, context: TaskContext): AnnotationSummary {
  const log = annotationLog(db, context);
  const required = requiredFields(log.layout.layout);
  const counted = [...log.marks.counted()];
  const having = (test: (marks: Marks) => boolean) =>
    counted.reduce((sum, [marks, count]) => (test(marks) ? sum + count : sum), 0);
  const tags = new Map<string, number>();
  const codes = new Map<string, Map<string, number>>();
  for (const [marks, count] of counted) {
    for (const tag of marks.tags) tags.set(tag, (tags.get(tag) ?? 0) + count);
    for (const [field, value] of marks.codes) {
      const values = codes.get(field) ?? new Map<string, number>();
      codes.set(field, values.set(value, (values.get(value) ?? 0) + count));
    }
  }
  return {
    entries: takeCensus(db, context).entries,
    reviewed: having((marks) => isReviewed(marks, required)),
    privileged: having(isPrivileged),
    noted: having((marks) => marks.notes.length > 0),
    events: log.all.length,
    tags: byCount(tags).map(([tag, entries]) => ({ tag, entries })),
    codes: [...codes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, values]) => ({
        field,
        values: byCount(values).map(([value, entries]) => ({ value, entries })),
      })),
  };
}

function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function noEntry(id: number): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `the case has no entry number ${id}`,
    safe: 'nothing was changed',
    next: 'look for it again: entry numbers belong to one case file',
  });
}
