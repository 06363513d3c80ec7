import { randomBytes } from 'node:crypto';
import { type Mark, markSchema } from '../../shared/contract/operations.ts';
import { nextEvent } from '../../shared/custody/events.ts';
import type { ChainedEvent } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { WritableDb } from '../case/database.ts';
import { withCaseFaults } from '../case/faults.ts';
import { saltLength } from '../case/salts.ts';
import { appendCustody } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { type AnnotationDetails, lastEvent, lastUnreversed, targetsDigest } from './events.ts';
import { type AnnotationTargets, resolveTargets } from './targets.ts';

export interface AddedAnnotation {
  readonly event: ChainedEvent;
  /** How many entries it is about. */
  readonly entries: number;
}

/**
 * Says one thing of entries: one event, however many they are, and one custody event in the same transaction.
 *
 * @throws AppError INVALID_INPUT for no entries or text that has no UTF-8 form, CASE_LOCKED while another process writes
 */
export function addAnnotation(
  db: WritableDb,
  { on, mark, author }: { readonly on: AnnotationTargets; readonly mark: Mark; readonly author: string },
  context: TaskContext = unwatched,
): AddedAnnotation {
  const said = wellFormedMark(mark);
  checkAuthor(author);
  // Before the transaction: a search may take long, and other writers would wait for it.
  const targets = resolveTargets(db, on, context);
  return append(db, author, () => ({
    action: Object.keys(said)[0] as string,
    body: { mark: said },
    targets,
  }));
}

/**
 * Reverses the last event that has not been reversed, by appending one that says so; nothing is erased.
 *
 * @throws AppError INVALID_INPUT where there is nothing left to undo, CASE_LOCKED while another process writes
 */
export function undoAnnotation(db: WritableDb, { author }: { readonly author: string }): AddedAnnotation {
  checkAuthor(author);
  return append(db, author, () => {
    const last = lastUnreversed(db);
    if (last === null) throw invalid('there is no annotation left to undo', 'annotate something first');
    return { action: 'undo', body: { reverses: last.seq }, targets: last.targets };
  });
}

interface Said {
  readonly action: string;
  readonly body: Omit<AnnotationDetails, 'targets'>;
  readonly targets: Buffer;
}

/** `say` runs inside the transaction, after the write lock is held: what it reads cannot change before the append. */
function append(db: WritableDb, author: string, say: () => Said): AddedAnnotation {
  const transaction = db.transaction(() => {
    const { action, body, targets } = say();
    const salt = randomBytes(saltLength);
    const count = targets.length / digestLength;
    const details = { ...body, targets: { count, digest: targetsDigest(salt, targets) } };
    const event = nextEvent(nodeDigest, lastEvent(db), {
      time: new Date().toISOString(),
      actor: author,
      action,
      details,
    });
    db.prepare(
      'INSERT INTO annotation (seq, time, actor, action, details, prev, hash, salt, targets) VALUES (@seq, @time, @actor, @action, @details, @prev, @hash, @salt, @targets)',
    ).run({ ...event, details: JSON.stringify(details), salt, targets });
    appendCustody(db, author, 'annotate', { annotation: event.seq, action, count, hash: event.hash });
    return { event, entries: count };
  });
  // Immediate: of two processes that annotate, the second waits for the first and then appends to its event.
  return withCaseFaults(db.name, () => transaction.immediate());
}

function wellFormedMark(mark: Mark): Mark {
  const parsed = markSchema.safeParse(mark);
  if (!parsed.success) {
    throw invalid(
      `this cannot be said of an entry: ${parsed.error.issues[0]?.message ?? 'it has no known form'}`,
      'give a note, a tag, a tag to remove, or a code',
    );
  }
  const said = parsed.data;
  const texts = 'code' in said ? [said.code.field, said.code.value] : Object.values(said);
  if (!texts.every((text) => text.isWellFormed())) throw notText('the annotation');
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
