import { type Mark, markSchema } from '../../shared/contract/operations.ts';
import type { ReadableDb } from '../case/database.ts';
import { type TaskContext, unwatched } from '../task.ts';
import {
  lastAnnotation,
  reversedEvents,
  type StoredAnnotation,
  storedAnnotations,
  targetContents,
} from './events.ts';

interface Note {
  readonly seq: number;
  readonly text: string;
}

/** What is effectively said of an entry: every event on it that was not reversed. */
export interface Marks {
  /** In the order in which they were first given. */
  readonly tags: readonly string[];
  readonly notes: readonly Note[];
  /** Field to value; a field coded with an empty value is uncoded. */
  readonly codes: ReadonlyMap<string, string>;
}

/** How many contents are marked between two looks at the cancel flag. */
const contentsAtOnce = 10_000;

export const unmarked: Marks = { tags: [], notes: [], codes: new Map() };

/** The marks of a case as of one event. */
export interface MarkedContents {
  /** The last event taken in. */
  readonly seq: number;
  /** By content hash, hex. Entries of which the same was said share one `Marks`. */
  readonly byContent: ReadonlyMap<string, Marks>;
}

const kept = new WeakMap<ReadableDb, { seq: number; byContent: Map<string, Marks> }>();

/** The marks of the case as of now; kept with the connection, and brought up to date by what was appended since. */
export function markedContents(db: ReadableDb, context: TaskContext = unwatched): MarkedContents {
  const last = lastAnnotation(db);
  let marked = kept.get(db);
  if (marked === undefined || marked.seq > last || undoneSince(db, marked.seq)) {
    marked = { seq: 0, byContent: new Map() };
    kept.set(db, marked);
  }
  if (marked.seq === last) return marked;
  try {
    takeInLater(db, marked, context);
  } catch (error) {
    // An event was taken in by half.
    kept.delete(db);
    throw error;
  }
  return marked;
}

/** What an undo reversed may lie anywhere before it, so after one all is told again from the beginning. */
function undoneSince(db: ReadableDb, seq: number): boolean {
  return db.prepare("SELECT 1 FROM annotation WHERE seq > ? AND action = 'undo'").get(seq) !== undefined;
}

function takeInLater(
  db: ReadableDb,
  marked: { seq: number; byContent: Map<string, Marks> },
  context: TaskContext,
): void {
  const reversed = reversedEvents(db);
  for (const stored of storedAnnotations(db, marked.seq)) {
    if (!reversed.has(stored.event.seq)) apply(stored, marked.byContent, context);
    marked.seq = stored.event.seq;
  }
}

function apply(
  { event, targets }: StoredAnnotation,
  byContent: Map<string, Marks>,
  context: TaskContext,
): void {
  const mark = markSchema.safeParse(event.details['mark']);
  if (!mark.success) return;
  const known = new Map<Marks, Marks>();
  let taken = 0;
  for (const content of targetContents(targets)) {
    if (taken++ % contentsAtOnce === 0) context.checkCancelled();
    const before = byContent.get(content) ?? unmarked;
    let after = known.get(before);
    if (after === undefined) {
      after = withMark(before, mark.data, event.seq);
      known.set(before, after);
    }
    byContent.set(content, after);
  }
}

function withMark(marks: Marks, mark: Mark, seq: number): Marks {
  if ('note' in mark) return { ...marks, notes: [...marks.notes, { seq, text: mark.note }] };
  if ('tag' in mark)
    return marks.tags.includes(mark.tag) ? marks : { ...marks, tags: [...marks.tags, mark.tag] };
  if ('untag' in mark) return { ...marks, tags: marks.tags.filter((tag) => tag !== mark.untag) };
  const codes = new Map(marks.codes);
  if (mark.code.value === '') codes.delete(mark.code.field);
  else codes.set(mark.code.field, mark.code.value);
  return { ...marks, codes };
}
