import type { AnnotationImport } from '../../../shared/annotation/exchange.ts';
import { nextEvent } from '../../../shared/custody/events.ts';
import type { ChainedEvent } from '../../../shared/domain/case.ts';
import type { WritableDb } from '../../case/database.ts';
import { withCaseFaults } from '../../case/faults.ts';
import { refuseWhenClosed } from '../../custody/closing.ts';
import { appendCustody } from '../../custody/log.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import { lastEntry } from '../../query/census.ts';
import type { TaskContext } from '../../task.ts';
import { type AnnotationLog, annotationLog } from '../annotation-log.ts';
import { insertAnnotation, lastEvent, type Origin } from '../events.ts';
import { MarkedEntries } from '../marked-entries.ts';
import { beforeAll, laterOrder } from '../order.ts';
import { reversals } from '../reversals.ts';
import { comparePlaces, type Said, saidOf } from '../said.ts';
import { conflictsOf, type Here, type There } from './conflicts.ts';
import { LocatedContents } from './located-contents.ts';
import { type AnnotationFile, type FileEvent, readAnnotationFile } from './read-file.ts';

/**
 * Takes in the annotations of another copy of the case. Each event that is not here yet is appended to this case's chain
 * as its author wrote it, with where it stood in the other; nothing that is here is changed. In one transaction, with one
 * custody event.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT, CASE_LOCKED while another process writes, CANCELLED
 */
export function importAnnotations(
  db: WritableDb,
  { path, actor }: { readonly path: string; readonly actor: string },
  context: TaskContext,
): AnnotationImport {
  refuseWhenClosed(db);
  const file = readAnnotationFile(path, context);
  const located = new LocatedContents(db, file.contents, context);
  const said = eventsOf(file, located);
  const merge = db.transaction((): AnnotationImport => {
    const log = annotationLog(db, context);
    const numbers = append(db, log, file, said, context);
    // Appending does not touch what the log holds in memory: it still says what was said before.
    const there = thereOf(said, log, lastEntry(db), context);
    const { conflicts, total } = conflictsOf(hereOf(log), there, (seq) => numbers.here.get(seq) as number);
    appendCustody(db, actor, 'annotate', {
      action: 'import',
      case: file.case.uuid,
      sha256: file.sha256,
      events: numbers.added,
      conflicts: total,
      ...numbers.last,
    });
    return {
      case: file.case,
      sameCase: db.prepare('SELECT uuid FROM case_info').pluck().get() === file.case.uuid,
      events: file.events.length,
      added: numbers.added,
      duplicates: file.events.length - numbers.added,
      entries: located.places,
      missing: located.missing,
      conflicts,
      conflictsTotal: total,
    };
  });
  return withCaseFaults(db.name, () => merge.immediate());
}

interface FileSaid extends Said {
  readonly stated: FileEvent;
}

/** The file's events as this case would hold them, their entries by the numbers that they have here. */
function eventsOf({ events }: AnnotationFile, located: LocatedContents): FileSaid[] {
  let latest = beforeAll;
  return events.map((stated) => {
    const targets = located.targets(stated.about);
    const said = saidOf({ event: stated.event, salt: stated.salt, ...targets }, latest);
    latest = laterOrder(latest, said.order);
    return { ...said, stated };
  });
}

interface Appended {
  /** From the number of each event in the file to its number here. */
  readonly here: ReadonlyMap<number, number>;
  readonly added: number;
  /** For custody: the events that were added, by the first and the last, and the hash of the last. */
  readonly last: { readonly first: number; readonly annotation: number; readonly hash: string } | null;
}

function append(
  db: WritableDb,
  log: AnnotationLog,
  file: AnnotationFile,
  events: readonly FileSaid[],
  context: TaskContext,
): Appended {
  const known = new Map(log.all.map(({ id, seq }) => [id, seq]));
  const here = new Map<number, number>();
  let last: ChainedEvent | null = lastEvent(db);
  let first: number | null = null;
  let added = 0;
  for (const [done, said] of events.entries()) {
    context.checkCancelled();
    context.progress({ phase: 'importing annotations', done, total: events.length, unit: 'members' });
    const before = known.get(said.id);
    if (before !== undefined) {
      here.set(said.seq, before);
      continue;
    }
    const { time, actor, action } = said.stated.event;
    const details = detailsHere(said, file.case.uuid, here);
    const event: ChainedEvent = nextEvent(nodeDigest, last, { time, actor, action, details });
    insertAnnotation(db, event, said.stated.salt, said);
    here.set(said.seq, event.seq);
    first ??= event.seq;
    last = event;
    added++;
  }
  const range = first === null || last === null ? null : { first, annotation: last.seq, hash: last.hash };
  return { here, added, last: range };
}

/** The details as they stand in the file, an undo by the number that its event has here, and where all this stood. */
function detailsHere(
  { stated, seq, order }: FileSaid,
  uuid: string,
  here: ReadonlyMap<number, number>,
): ChainedEvent['details'] {
  const { event, details } = stated;
  const reverses = 'reverses' in details ? details.reverses : undefined;
  const origin: Origin = details.origin
    ? (event.details['origin'] as Origin)
    : {
        case: uuid,
        seq,
        prev: event.prev,
        hash: event.hash,
        ...(reverses === undefined ? {} : { reverses }),
        order: [new Date(order.time).toISOString(), order.count],
      };
  return {
    ...event.details,
    ...(reverses === undefined ? {} : { reverses: here.get(reverses) }),
    origin,
  };
}

function hereOf(log: AnnotationLog): Here {
  const events = new Map(log.all.map((said) => [said.seq, said]));
  return { marks: log.marks, event: (seq) => events.get(seq) as Said, layout: log.layout.set };
}

function thereOf(events: readonly Said[], log: AnnotationLog, last: number, context: TaskContext): There {
  const known = new Set(log.all.map(({ id }) => id));
  const reversedBy = reversals(
    events.flatMap(({ seq, reverses }) => (reverses === null ? [] : [{ seq, reverses }])),
  );
  const news = events.filter(({ seq, id }) => !known.has(id) && !reversedBy.has(seq)).sort(comparePlaces);
  const marks = new MarkedEntries();
  marks.grow(last);
  for (const event of news) marks.apply(event, context);
  const numbers = new Map(events.map(({ id, seq }) => [id, seq]));
  return {
    marks,
    event: (seq) => events[seq - 1] as Said,
    numberOf: (id) => numbers.get(id),
    layout: news.findLast(({ layout }) => layout !== null) ?? null,
  };
}
