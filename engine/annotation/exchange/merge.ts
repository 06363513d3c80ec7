import type { AnnotationImport, NewFrom } from '../../../shared/annotation/exchange.ts';
import { type ChainedEvent, nextEvent } from '../../../shared/custody/events.ts';
import { lastEntry } from '../../case/census.ts';
import type { ReadableDb, WritableDb } from '../../case/database.ts';
import { withCaseFaults } from '../../case/faults.ts';
import { caseUuid } from '../../case/uuid.ts';
import { refuseWhenClosed } from '../../custody/closing.ts';
import { appendCustody } from '../../custody/log.ts';
import { nodeDigest } from '../../hash/node-digest.ts';
import type { TaskContext } from '../../task.ts';
import { type AnnotationLog, annotationLog } from '../annotation-log.ts';
import { insertAnnotation, lastAnnotation, lastEvent, type Origin } from '../events.ts';
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
    const merged = mergedWith(db, file, located, said, context);
    const last = append(db, file, merged, context);
    const { added: events, conflictsTotal: conflicts } = merged.told;
    appendCustody(db, actor, 'annotate', {
      action: 'import',
      case: file.case.uuid,
      sha256: file.sha256,
      events,
      conflicts,
      ...last,
    });
    return merged.told;
  });
  return withCaseFaults(db.name, () => merge.immediate());
}

/**
 * What importing them would do: it changes nothing.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT, CANCELLED
 */
export function previewAnnotations(db: ReadableDb, path: string, context: TaskContext): AnnotationImport {
  const file = readAnnotationFile(path, context);
  const located = new LocatedContents(db, file.contents, context);
  return mergedWith(db, file, located, eventsOf(file, located), context).told;
}

interface Merged {
  /** The events that are not here, in their order. */
  readonly news: readonly FileSaid[];
  /** From the number of each event in the file to the one that it has here, or is to have. */
  readonly here: ReadonlyMap<number, number>;
  readonly told: AnnotationImport;
}

/** The file's events beside those of this case, before any is appended. */
function mergedWith(
  db: ReadableDb,
  file: AnnotationFile,
  located: LocatedContents,
  said: readonly FileSaid[],
  context: TaskContext,
): Merged {
  const log = annotationLog(db, context);
  const known = new Map(log.all.map(({ id, seq }) => [id, seq]));
  const news = said.filter(({ id }) => !known.has(id));
  const here = new Map<number, number>();
  let next = lastAnnotation(db) + 1;
  for (const { id, seq } of said) here.set(seq, known.get(id) ?? next++);
  const there = thereOf(said, log, lastEntry(db), context);
  const { conflicts, total } = conflictsOf(hereOf(log), there, (seq) => here.get(seq) as number);
  const told: AnnotationImport = {
    case: file.case,
    sameCase: caseUuid(db) === file.case.uuid,
    events: file.events.length,
    added: news.length,
    authors: authorsOf(news),
    duplicates: file.events.length - news.length,
    entries: located.places,
    missing: located.missing,
    conflicts,
    conflictsTotal: total,
  };
  return { news, here, told };
}

const mostAuthors = 100;

function authorsOf(news: readonly FileSaid[]): NewFrom[] {
  const by = new Map<string, NewFrom>();
  for (const { event } of news.map(({ stated }) => stated)) {
    const { actor: author, time } = event;
    const known = by.get(author) ?? { author, events: 0, first: time, last: time };
    const times = [known.first, known.last, time].sort();
    by.set(author, { author, events: known.events + 1, first: times[0] ?? time, last: times[2] ?? time });
  }
  return [...by.values()].sort((a, b) => b.events - a.events).slice(0, mostAuthors);
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

/** For custody: the events that were added, by the first and the last, the hash of the last, and the hashes of all in their order. */
interface Appended {
  readonly first: number;
  readonly annotation: number;
  readonly hash: string;
  /** Not of more than an event of custody can hold; the chain leads from the last to the others then. */
  readonly hashes?: readonly string[];
}

/** Hashes that one event of custody tells: of 67 bytes each, where a checker reads 16 MiB of an event. */
const toldAtMost = 100_000;

/** Appending does not touch what the log holds in memory: it still says what was said before. */
function append(
  db: WritableDb,
  file: AnnotationFile,
  { news, here }: Merged,
  context: TaskContext,
): Appended | null {
  let last: ChainedEvent | null = lastEvent(db);
  let first: number | null = null;
  const hashes: string[] = [];
  for (const [done, said] of news.entries()) {
    context.checkCancelled();
    context.progress({ phase: 'importing annotations', done, total: news.length, unit: 'members' });
    const { time, actor, action } = said.stated.event;
    const details = detailsHere(said, file.case.uuid, here);
    const event: ChainedEvent = nextEvent(nodeDigest, last, { time, actor, action, details });
    insertAnnotation(db, event, said.stated.salt, said);
    first ??= event.seq;
    last = event;
    hashes.push(event.hash);
  }
  if (first === null || last === null) return null;
  const told = hashes.length <= toldAtMost ? { hashes } : {};
  return { first, annotation: last.seq, hash: last.hash, ...told };
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
