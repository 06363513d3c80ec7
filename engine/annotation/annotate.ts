import { randomBytes } from 'node:crypto';
import type { AddedAnnotation, AddedAnnotations } from '../../shared/annotation/answers.ts';
import { type CodingLayout, codingLayoutSchema } from '../../shared/annotation/layout.ts';
import { type Mark, markSchema } from '../../shared/annotation/mark.ts';
import { type ChainedEvent, nextEvent } from '../../shared/custody/events.ts';
import { AppError } from '../../shared/errors.ts';
import { plainly } from '../../shared/schema/fault-words.ts';
import type { WritableDb } from '../case/database.ts';
import { corrupt, withCaseFaults } from '../case/faults.ts';
import { saltLength } from '../case/salts.ts';
import { appendCustody } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { codeFault } from './coding.ts';
import { targetsDigest } from './contents.ts';
import { countSet, type EntrySet, noEntries } from './entry-set.ts';
import { type AnnotationDetails, type Committed, insertAnnotation, lastEvent } from './events.ts';
import { setLayout } from './layout.ts';
import { type AnnotationTargets, resolveTargets, unknownEntry } from './targets.ts';
import { reversible } from './undo.ts';

/**
 * Says one thing of entries: one event, however many they are.
 *
 * @throws as `addAnnotations`
 */
export function addAnnotation(
  db: WritableDb,
  { mark, ...about }: { readonly on: AnnotationTargets; readonly mark: Mark; readonly author: string },
  context: TaskContext = unwatched,
): AddedAnnotation {
  const { events, entries } = addAnnotations(db, { ...about, marks: [mark] }, context);
  return { event: events[0] as ChainedEvent, entries };
}

/**
 * Says several things of the same entries, each by one event and one custody event, all in one transaction. The entries
 * are found once: what the first changes may be what they were found by.
 *
 * @throws AppError INVALID_INPUT for no entries, a code that the case's layout does not have, or text that has no UTF-8
 * form; CASE_LOCKED while another process writes
 */
export function addAnnotations(
  db: WritableDb,
  {
    on,
    marks,
    author,
  }: { readonly on: AnnotationTargets; readonly marks: readonly Mark[]; readonly author: string },
  context: TaskContext = unwatched,
): AddedAnnotations {
  const said = marks.map(wellFormedMark);
  checkAuthor(author);
  // Before the transaction: a search may take long, and other writers would wait for it.
  const set = resolveTargets(db, on, context);
  // Under a salt of its own each: of two that were said in one go, a pack may disclose one and withhold the other.
  const targets = said.map(() => committed(db, set, context));
  const events = appendAll(db, author, () => {
    checkCodes(db, said);
    return said.map((mark, i) => ({
      action: Object.keys(mark)[0] as string,
      body: { mark },
      targets: targets[i] as Committed,
    }));
  });
  return { events, entries: targets[0]?.commitment.count ?? 0 };
}

function checkCodes(db: WritableDb, marks: readonly Mark[]): void {
  const codes = marks.flatMap((mark) => ('code' in mark ? [mark.code] : []));
  const layout = codes.length === 0 ? null : setLayout(db);
  for (const code of codes) {
    const fault = layout === null ? null : codeFault(layout, code);
    if (fault !== null) throw invalid(fault.message, fault.next);
  }
}

/** Sets how the entries of the case are coded, by an event that is about none of them. */
export function setCodingLayout(
  db: WritableDb,
  { layout, author }: { readonly layout: CodingLayout; readonly author: string },
): AddedAnnotation {
  const parsed = codingLayoutSchema.parse(layout);
  checkAuthor(author);
  const targets = committed(db, noEntries, unwatched);
  return append(db, author, () => ({ action: 'layout', body: { layout: parsed }, targets }));
}

/**
 * Reverses an event by appending one that says so; nothing is erased. Without a number it is the last one that was made
 * in this copy of the case, is no undo, and holds, `own`: of this author; with one it may be any that holds, an undo too.
 *
 * @throws AppError INVALID_INPUT where there is nothing to undo, CASE_LOCKED while another process writes
 */
export function undoAnnotation(
  db: WritableDb,
  {
    author,
    event,
    own = false,
  }: { readonly author: string; readonly event?: number | undefined; readonly own?: boolean | undefined },
): AddedAnnotation {
  checkAuthor(author);
  return append(db, author, () => {
    const { seq, committed } = reversible(db, event, own ? author : null);
    return { action: 'undo', body: { reverses: seq }, targets: committed };
  });
}

function committed(db: WritableDb, entries: EntrySet, context: TaskContext): Committed {
  const targets = { entries, others: Buffer.alloc(0) };
  const count = countSet(entries);
  if (count === null) throw unknownEntry();
  const salt = randomBytes(saltLength);
  const digest = targetsDigest(db, salt, targets, context);
  if (digest === null) throw corrupt(db.name, 'the content hashes of some entries are not whole');
  return { ...targets, salt, commitment: { count, digest } };
}

interface Said {
  readonly action: string;
  readonly body: Omit<AnnotationDetails, 'targets'>;
  readonly targets: Committed;
}

function append(db: WritableDb, author: string, say: () => Said): AddedAnnotation {
  const event = appendAll(db, author, () => [say()])[0] as ChainedEvent;
  const { count } = event.details['targets'] as AnnotationDetails['targets'];
  return { event, entries: count };
}

/** `say` runs inside the transaction, after the write lock is held: what it reads cannot change before the append. */
function appendAll(db: WritableDb, author: string, say: () => readonly Said[]): ChainedEvent[] {
  const transaction = db.transaction(() =>
    say().map(({ action, body, targets: { salt, commitment, ...targets } }) => {
      const details = { ...body, targets: commitment };
      const time = new Date().toISOString();
      const event = nextEvent(nodeDigest, lastEvent(db), { time, actor: author, action, details });
      insertAnnotation(db, event, salt, targets);
      const { count } = commitment;
      appendCustody(db, author, 'annotate', { annotation: event.seq, action, count, hash: event.hash });
      return event;
    }),
  );
  // Immediate: of two processes that annotate, the second waits for the first and then appends to its event.
  return withCaseFaults(db.name, () => transaction.immediate());
}

function wellFormedMark(mark: Mark): Mark {
  const parsed = markSchema.safeParse(mark, plainly);
  if (!parsed.success) {
    throw invalid(
      `this cannot be said of an entry: ${parsed.error.issues[0]?.message ?? 'it has no known form'}`,
      'give a note, a tag, a tag to remove, a code, or whether it is reviewed',
    );
  }
  const said = parsed.data;
  const texts = Object.values('code' in said ? said.code : said);
  if (!texts.every((text) => typeof text !== 'string' || text.isWellFormed()))
    throw notText('the annotation');
  return said;
}

function checkAuthor(author: string): void {
  if (author.trim() === '') throw invalid('an annotation needs an author', 'say who is annotating');
  if (!author.isWellFormed()) throw notText("the author's name");
}

function notText(what: string): AppError {
  return invalid(
    `${what} holds half of a character (a lone surrogate), which has no UTF-8 form`,
    'type or paste the text again',
  );
}

function invalid(message: string, next: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was annotated', next });
}
