import { type CodingLayout, proposedLayout } from '../../shared/annotation/layout.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { lastAnnotation, storedAnnotations } from './events.ts';
import { MarkedEntries } from './marked-entries.ts';
import { beforeAll, laterOrder, type Order } from './order.ts';
import { OtherContents } from './other-contents.ts';
import { reversals } from './reversals.ts';
import { comparePlaces, type Said, saidOf } from './said.ts';

/** Beyond so many events that change what was said before them, it is quicker to tell all anew. */
const mostRetold = 64;
/** How many `Marks` that no entry has any more may stay in the list. */
const mostLeft = 100_000;

const kept = new WeakMap<ReadableDb, AnnotationLog>();

/**
 * What the annotations of the case say as of now; kept with the connection, and brought up to date by what was appended
 * since, annotations and entries alike.
 */
export function annotationLog(db: ReadableDb, context: TaskContext = unwatched): AnnotationLog {
  const last = lastAnnotation(db);
  let log = kept.get(db);
  if (log === undefined || log.seq > last) {
    log = new AnnotationLog();
    kept.set(db, log);
  }
  try {
    log.takeIn(db, last, context);
  } catch (error) {
    // An event was taken in by half.
    kept.delete(db);
    throw error;
  }
  return log;
}

export class AnnotationLog {
  readonly marks = new MarkedEntries();
  /** From the event that does not hold to the undo that took it back. */
  reversedBy: ReadonlyMap<number, number> = new Map();
  /** The last event taken in. */
  seq = 0;
  /** The latest order of them. */
  latest: Order = beforeAll;
  private readonly events: Said[] = [];
  private inOrder: Said[] = [];
  private readonly others = new OtherContents();
  private listedAtFirst = 0;

  /** All events, in the order of this case's chain. */
  get all(): readonly Said[] {
    return this.events;
  }

  /** The events that hold, the earlier first. */
  *holding(): Generator<Said> {
    for (const event of this.inOrder) if (!this.reversedBy.has(event.seq)) yield event;
  }

  /** The contents of an event's entries that the case does not have, hex. */
  contentsNotHere(said: Said): Iterable<string> {
    return this.others.notHere(said);
  }

  /** The layout that holds, and the event that set it; the proposed one where none did. */
  get layout(): { readonly layout: CodingLayout; readonly set: Said | null } {
    const set = this.inOrder.findLast(({ seq, layout }) => layout !== null && !this.reversedBy.has(seq));
    return { layout: set?.layout ?? proposedLayout, set: set ?? null };
  }

  takeIn(db: ReadableDb, last: number, context: TaskContext): void {
    const lastId = lastEntry(db);
    if (this.seq === last && this.marks.last === lastId) return;
    const added = this.read(db, context);
    this.marks.grow(lastId);
    const cameLater = this.others.find(db, this.events, lastId, context);
    const before = this.reversedBy;
    this.reversedBy = reversals(
      this.events.flatMap(({ seq, reverses }) => (reverses === null ? [] : [{ seq, reverses }])),
    );
    const { appended, retold } = this.place(added);
    const turned = this.events.filter(
      ({ seq, mark }) => mark !== null && before.has(seq) !== this.reversedBy.has(seq) && !appended.has(seq),
    );
    for (const event of appended.values()) {
      if (!this.reversedBy.has(event.seq)) this.marks.apply(event, context);
    }
    const anew = [...turned, ...retold];
    if (cameLater || anew.length > mostRetold || this.marks.listed > this.listedAtFirst + mostLeft) {
      this.tellAnew(context);
    } else {
      for (const event of anew) this.marks.retell(event, this.holding(), context);
    }
  }

  private read(db: ReadableDb, context: TaskContext): Said[] {
    const added: Said[] = [];
    for (const stored of storedAnnotations(db, this.seq)) {
      context.checkCancelled();
      const event = saidOf(stored, this.latest);
      this.latest = laterOrder(this.latest, event.order);
      this.seq = event.seq;
      this.events.push(event);
      added.push(event);
    }
    return added;
  }

  /** Puts events at their places; apart are those that come after all others, by number, and those that do not. */
  private place(added: readonly Said[]): { appended: Map<number, Said>; retold: Said[] } {
    const appended = new Map<number, Said>();
    const retold: Said[] = [];
    let last = this.inOrder.at(-1);
    for (const event of added) {
      if (last !== undefined && comparePlaces(last, event) >= 0) {
        retold.push(event);
        continue;
      }
      appended.set(event.seq, event);
      this.inOrder.push(event);
      last = event;
    }
    if (retold.length > 0) this.inOrder = this.events.toSorted(comparePlaces);
    return { appended, retold };
  }

  private tellAnew(context: TaskContext): void {
    this.marks.clear();
    for (const event of this.holding()) this.marks.apply(event, context);
    this.listedAtFirst = this.marks.listed;
  }
}
