/** Whether the custody log and the annotations in the pack are chains that nobody cut or changed since. */

import type { z } from 'zod';
import { fromHex, fromUtf8, toHex } from '../bytes/encoding.ts';
import { type ChainedEvent, type ChainLink, type EventBreak, eventBreaks } from '../custody/events.ts';
import { ToldAnnotations } from '../custody/told-annotations.ts';
import { digestLength } from '../proof/digest.ts';
import { sortedHashes } from '../proof/sorted-hashes.ts';
import { counted } from '../report/counted.ts';
import { parseBagInfo } from './bag.ts';
import { ByteStream } from './byte-stream.ts';
import { type CheckContext, parseLine } from './check-context.ts';
import type { CheckedEntries } from './check-entries.ts';
import type { CheckedSources } from './check-sources.ts';
import { checkToldSources } from './check-told-sources.ts';
import { paths } from './layout.ts';
import {
  type AnnotationTargets,
  annotationKinds,
  annotationTargetsSchema,
  eventSchema,
  type WithheldAnnotation,
  withheldAnnotationSchema,
} from './lines.ts';
import { MemberFault, readMember } from './member.ts';

const custody = { axis: 'custody', subject: 'pack' } as const;
const storage = { axis: 'storage', subject: 'pack' } as const;
/** Of one event, in bytes. */
const longestEvent = 1 << 24;
/** Of what one annotation is about, in bytes, beside those of the index: it may name every line of it, by a number that stands there too. */
const longestTargets = 1 << 16;

/** Judges `custody` of the pack. @returns when the last event of custody says that it was; null where there is none */
export async function checkEvents(
  context: CheckContext,
  described: CheckedSources | null,
  entries: CheckedEntries | null,
): Promise<string | null> {
  const events = await checkCustody(context, described);
  const annotations = await checkAnnotations(context, described, entries, events);
  const { withheld, unsalted } = annotations;
  const open = [
    ...(withheld > 0
      ? [
          `what ${counted(withheld, 'annotation says', 'annotations say')} is unverifiable (withheld), and only that they stand where they stood is shown`,
        ]
      : []),
    ...(unsalted > 0
      ? [
          `which entries of the pack ${counted(unsalted, 'annotation is', 'annotations are')} about, the seal alone vouches for`,
        ]
      : []),
    'whether events after its last, or annotations, were left out cannot be seen',
    'who could write the case file could have written both anew',
  ];
  context.findings.judge({
    ...custody,
    reason: `the custody log links without a gap from the creation of the case on, annotations next to each other link, and none is another than custody tells of; ${open.join('; ')}`,
    checked: events.length + annotations.events,
  });
  return events.at(-1)?.time ?? null;
}

async function checkCustody(
  context: CheckContext,
  described: CheckedSources | null,
): Promise<readonly ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for await (const event of lines(context, paths.custody, eventSchema, longestEvent))
    if (event !== null) events.push(event);
  for (const broken of eventBreaks(context.effects.digest, events)) addBreak(context, paths.custody, broken);
  const [first] = events;
  if (first === undefined) {
    context.findings.add({
      ...custody,
      code: 'CUSTODY_MISSING',
      message: 'the custody log is empty',
      member: paths.custody,
    });
  } else if (
    described !== null &&
    (first.action !== 'create' || !createsCase(first.details, described.case))
  ) {
    context.findings.add({
      ...custody,
      code: 'CUSTODY_FOREIGN',
      message: 'the custody log does not begin with the creation of this case',
      member: paths.custody,
    });
  }
  if (described !== null && first !== undefined) checkToldSources(context, described, events);
  await checkDate(context, events.at(-1));
  return events;
}

/** The title stands at the head of what a check says. */
function createsCase(
  told: ChainedEvent['details'],
  { uuid, title, created }: CheckedSources['case'],
): boolean {
  return told['uuid'] === uuid && told['title'] === title && told['created'] === created;
}

async function checkDate({ small, findings }: CheckContext, last: ChainedEvent | undefined): Promise<void> {
  const bagInfo = await small(paths.bagInfo);
  if (bagInfo === null || last === undefined) return;
  const actual = parseBagInfo(fromUtf8(bagInfo) ?? '').get('Bagging-Date');
  const expected = last.time.slice(0, 10);
  if (actual !== expected) {
    findings.add({
      ...storage,
      code: 'BAG_INVALID',
      message: 'its date is not that of the last custody event',
      member: paths.bagInfo,
      expected,
      actual,
    });
  }
}

async function checkAnnotations(
  context: CheckContext,
  described: CheckedSources | null,
  entries: CheckedEntries | null,
  custodyEvents: readonly ChainedEvent[],
): Promise<{ readonly events: number; readonly withheld: number; readonly unsalted: number }> {
  const events: ChainedEvent[] = [];
  for await (const event of lines(context, paths.annotations, eventSchema, longestEvent))
    if (event !== null) events.push(event);
  const unsalted = await checkTargets(context, events, entries);
  const withheld = await withheldAnnotations(context, described);
  const merged = [...events, ...withheld].sort((a, b) => a.seq - b.seq);
  // Events out of their order are told as they stand; one that is there and withheld follows itself, which is a break.
  const isAscending = events.every(({ seq }, n) => seq > (events[n - 1]?.seq ?? 0));
  for (const broken of eventBreaks(context.effects.digest, isAscending ? merged : events, 'allowed'))
    addBreak(context, paths.annotations, broken);
  checkTold(context, merged, new ToldAnnotations(custodyEvents));
  return { events: events.length, withheld: withheld.length, unsalted };
}

/**
 * One line of targets at a time: an event may be about all entries of the pack, and many may.
 *
 * @returns of how many events the salt stays back
 */
async function checkTargets(
  context: CheckContext,
  events: readonly ChainedEvent[],
  entries: CheckedEntries | null,
): Promise<number> {
  const check = (event: ChainedEvent | undefined, targets: AnnotationTargets | undefined) => {
    const fault = targetsFault(context, event, targets, entries);
    if (fault === null) return;
    context.findings.add({
      ...custody,
      code: 'ANNOTATION_TARGETS',
      message: `annotation ${(event ?? targets)?.seq}: ${fault}`,
      member: paths.annotationTargets,
    });
  };
  const limit = longestTargets + (context.pack.files.get(paths.index)?.size ?? 0);
  let at = 0;
  let unsalted = 0;
  for await (const line of lines(context, paths.annotationTargets, annotationTargetsSchema, limit)) {
    if (line === null) continue;
    check(events[at++], line);
    if (line.salt === undefined) unsalted++;
  }
  for (const event of events.slice(at)) check(event, undefined);
  return unsalted;
}

/** What lies between two annotations need not be in the pack: that each stands where it stood is told by custody. */
function checkTold({ findings }: CheckContext, links: readonly ChainLink[], told: ToldAnnotations): void {
  const differ = (message: string) =>
    findings.add({ ...custody, code: 'ANNOTATION_CUSTODY', message, member: paths.custody });
  let before = 0;
  for (const { seq, prev, hash } of links) {
    if (!told.admits(seq, hash)) differ(`annotation ${seq} is not one that the custody log tells of`);
    const linked = told.told.get(seq - 1);
    if (before !== seq - 1 && linked !== undefined && prev !== linked)
      differ(`annotation ${seq} does not link to the one before it that the custody log tells of`);
    before = seq;
  }
}

/** The links of events that stay back: as many of each kind as the pack was sealed with, ascending, none that is there as well. */
async function withheldAnnotations(
  context: CheckContext,
  described: CheckedSources | null,
): Promise<WithheldAnnotation[]> {
  const found: WithheldAnnotation[] = [];
  for await (const line of lines(context, paths.withheldAnnotations, withheldAnnotationSchema, longestEvent))
    if (line !== null) found.push(line);
  const invalid = (message: string) =>
    context.findings.add({ ...custody, code: 'MEMBER_INVALID', message, member: paths.withheldAnnotations });
  if (!found.every(({ seq }, n) => seq > (found[n - 1]?.seq ?? 0)))
    invalid('the annotations that are withheld do not stand in their order');
  if (described === null) return found;
  const stated = described.pack.annotationsWithheld;
  const isThere = context.pack.files.has(paths.withheldAnnotations);
  const isCounted = annotationKinds.every(
    (kind) => found.filter((line) => line.kind === kind).length === (stated?.[kind] ?? 0),
  );
  if (isThere !== (stated !== undefined) || !isCounted)
    invalid('other annotations are withheld than the pack was sealed with');
  return found;
}

function addBreak(
  { findings }: CheckContext,
  member: string,
  { seq, fault, expected, actual }: EventBreak,
): void {
  const messages = {
    hash: `event ${seq} is not the one that its hash was made of`,
    prev: `event ${seq} does not link to the one before it`,
    seq: `event ${seq} does not follow the one before it`,
  };
  findings.add({ ...custody, code: 'EVENT_BREAK', message: messages[fault], member, expected, actual });
}

/** Each annotation has its line of targets. Where the salt is disclosed, they are all that the annotation was about. */
function targetsFault(
  { effects }: CheckContext,
  event: ChainedEvent | undefined,
  targets: AnnotationTargets | undefined,
  entries: CheckedEntries | null,
): string | null {
  if (event === undefined || targets === undefined || event.seq !== targets.seq)
    return 'events and what they are about do not go together';
  if (entries === null) return null;
  const { entries: lineNumbers, salt } = targets;
  const { table } = entries;
  if (lineNumbers.length === 0) return 'it names no entry, and would not be in the pack';
  if (!lineNumbers.every((n) => table.has(n))) return 'it names entries that the pack does not hold';
  const { count } = (event.details['targets'] ?? {}) as { readonly count?: unknown };
  if (typeof count !== 'number' || lineNumbers.length > count)
    return 'it names more entries than it was about';
  if (salt === undefined) {
    const isWhole = lineNumbers.length === count && !lineNumbers.some((n) => table.isRedacted(n));
    return isWhole && isOfThisCase(event)
      ? 'it keeps back the salt, though every entry that it is about is there'
      : null;
  }
  const contents = new Uint8Array(lineNumbers.length * digestLength);
  for (const [i, n] of lineNumbers.entries()) {
    const content = table.content(n);
    if (content === null) return 'it gives a salt to try guesses at masked entries with';
    contents.set(content, i * digestLength);
  }
  const hash = effects.digest.sha256Stream();
  hash.update(fromHex(salt) as Uint8Array);
  hash.update(sortedHashes(contents));
  const committed = event.details['targets'];
  const expected = { count: lineNumbers.length, digest: toHex(hash.finish()) };
  if (JSON.stringify(committed, ['count', 'digest']) !== JSON.stringify(expected))
    return 'the entries named are not those that it was about';
  return null;
}

/**
 * Whether all that the event is about was in the case when it was written: one that came from another copy, and an undo of such a one, may
 * be about entries that came later, and its salt stays back.
 */
function isOfThisCase({ details }: ChainedEvent): boolean {
  return details['origin'] === undefined && details['reverses'] === undefined;
}

async function* lines<T extends z.ZodType>(
  context: CheckContext,
  path: string,
  schema: T,
  limit: number,
): AsyncGenerator<z.output<T> | null> {
  const member = context.pack.files.get(path);
  if (member === undefined) return;
  const stream = new ByteStream(readMember(context.reader, member));
  let number = 0;
  try {
    for (let line = await stream.line(limit); line !== null; line = await stream.line(limit)) {
      number++;
      const parsed = parseLine(schema, line);
      if (parsed === null) {
        context.findings.add({
          ...custody,
          code: 'MEMBER_INVALID',
          message: `line ${number} does not read as the pack format describes it`,
          member: path,
        });
      }
      yield parsed;
    }
    if (!(await stream.done())) {
      context.findings.add({
        ...custody,
        code: 'MEMBER_INVALID',
        message: 'its last line has no end, or is too long',
        member: path,
      });
    }
  } catch (error) {
    // Told of when the file was hashed.
    if (!(error instanceof MemberFault)) throw error;
  } finally {
    await stream.close();
  }
}
