import type { AnnotationWish } from '../../shared/contract/pack-operations.ts';
import type { ChainedEvent } from '../../shared/custody/events.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnnotationKind, PackAnnotation, WithheldAnnotation } from '../../shared/pack/lines.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { annotationLog } from '../annotation/annotation-log.ts';
import { countSet, eachRun } from '../annotation/entry-set.ts';
import { lastAnnotation, storedAnnotation } from '../annotation/events.ts';
import type { Said } from '../annotation/said.ts';
import { type HiddenTexts, textsIn } from '../redact/hidden-texts.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import { privilegedEntries } from './scope-contents.ts';
import type { Staging } from './staging.ts';

/** The annotation events about entries of a pack. */
export interface PackAnnotations {
  readonly events: readonly PackAnnotation[];
  /** Those of which the pack has the hash alone. */
  readonly withheld: readonly WithheldAnnotation[];
}

/** Events that go in, what they are about, and the links of those that do not. */
export function writeAnnotations({ annotations: { events, withheld } }: CaseState, staging: Staging): void {
  writeLines(staging, paths.annotationTargets, Iterator.from(events).map(targetsLine));
  writeLines(
    staging,
    paths.annotations,
    Iterator.from(events).map(({ event }) => canonicalize(event)),
  );
  if (withheld.length > 0) writeLines(staging, paths.withheldAnnotations, withheld.map(canonicalize));
}

function writeLines(staging: Staging, path: string, lines: Iterable<string>): void {
  const writer = staging.open(path);
  for (const line of lines) {
    writer.write(line);
    writer.write('\n');
  }
  writer.finish();
}

/** As `canonicalize` spells it, which would make a text of each number. */
function targetsLine({ event: { seq }, entries, salt }: PackAnnotation): string {
  return `{"entries":[${entries.join(',')}]${salt === undefined ? '' : `,"salt":"${salt}"`},"seq":${seq}}`;
}

export function withheldByKind(withheld: readonly WithheldAnnotation[]): Record<AnnotationKind, number> {
  const counts = { tags: 0, coding: 0, notes: 0 };
  for (const { kind } of withheld) counts[kind]++;
  return counts;
}

/**
 * The annotation events that are about entries of the pack, undone ones and their undoing too. An event may also be about entries
 * that are not in the pack: these stay unnamed, and the salt that would let a reader try guesses at them stays back, as it does
 * where one of them is masked. Of an event that is not wished for, or quotes what is masked, only the link is told; of one that is
 * about no entry of the pack but withheld ones, nothing.
 */
export function packAnnotations(
  { db, entries, records, redactions }: Pick<CaseState, 'db' | 'entries' | 'records' | 'redactions'>,
  wish: AnnotationWish,
  context: TaskContext,
): PackAnnotations {
  const events: PackAnnotation[] = [];
  const withheld: WithheldAnnotation[] = [];
  // Before the log sets memory aside for every entry.
  if (lastAnnotation(db) === 0) return { events, withheld };
  const { all } = annotationLog(db, context);
  const numbers = lineNumbers(records, entries);
  const kinds = new Map<number, AnnotationKind>();
  const privileged = wish.privilegedNotes ? new Float64Array() : privilegedEntries(db, context);
  const goes = (said: Said, kind: AnnotationKind) =>
    wish.kinds.includes(kind) && !(kind === 'notes' && isAboutAny(said, privileged));
  for (const said of all) {
    context.checkCancelled();
    const kind = kindOf(said, kinds);
    kinds.set(said.seq, kind);
    const about = linesAbout(said, entries, numbers);
    const stored = about.length === 0 ? null : storedAnnotation(db, said.seq);
    if (stored === null) continue;
    const { seq, prev, hash, details } = stored.event;
    if (!goes(said, kind) || says(stored.event, redactions.hidden)) {
      withheld.push({ seq, kind, prev, hash });
      continue;
    }
    const known = countSet(stored.entries);
    const whole =
      known !== null &&
      about.length === known + said.found.length &&
      said.others.length === said.found.length * digestLength &&
      !about.some((n) => redactions.masked.has(records.at(n)?.entry ?? 0));
    events.push({
      event: { ...stored.event, details: { ...details } },
      entries: about,
      ...(whole ? { salt: stored.salt.toString('hex') } : {}),
    });
  }
  return { events, withheld };
}

/** What an event says; an undo says again, by its absence, what it takes back. */
function kindOf({ mark, reverses }: Said, before: ReadonlyMap<number, AnnotationKind>): AnnotationKind {
  if (mark === null) return before.get(reverses ?? 0) ?? 'notes';
  if ('note' in mark) return 'notes';
  return 'tag' in mark || 'untag' in mark ? 'tags' : 'coding';
}

/** @param ids ascending */
function isAboutAny({ entries, found }: Said, ids: Float64Array): boolean {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return false;
  const isAmong = (from: number, to: number) => (ids[firstFrom(ids, from)] ?? Number.POSITIVE_INFINITY) <= to;
  let is = found.some((id) => isAmong(id, id));
  eachRun(entries, first, last, (from, to) => {
    is ||= isAmong(from, to);
  });
  return is;
}

/** The place of the first that is not less. */
function firstFrom(ids: Float64Array, from: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether an annotation quotes what is masked: it stays back whole, for its hash is over all of it. */
function says({ actor, details }: ChainedEvent, hidden: HiddenTexts): boolean {
  return hidden.size > 0 && hidden.areQuotedIn(`${actor} ${textsIn(details).join('\n')}`);
}

/** The index line that brings each entry's bytes, by the entry's place in the pack. `inPack`: ascending. */
function lineNumbers(records: CaseState['records'], inPack: Float64Array): Uint32Array {
  const numbers = new Uint32Array(inPack.length);
  let at = 0;
  for (const [n, { entry, duplicate }] of records.entries()) {
    if (duplicate) continue;
    // Mostly they come in the order of the entries.
    if (inPack[at] !== entry) at = firstFrom(inPack, entry);
    if (inPack[at] === entry) numbers[at++] = n;
  }
  return numbers;
}

/** The index lines that an event is about, ascending. `inPack`: ascending too, so that each run of the event is found. */
function linesAbout({ entries, found }: Said, inPack: Float64Array, numbers: Uint32Array): Uint32Array {
  const lines: number[] = [];
  let at = 0;
  eachRun(entries, inPack[0] ?? 1, inPack.at(-1) ?? 0, (first, last) => {
    while (at < inPack.length && (inPack[at] as number) < first) at++;
    for (; at < inPack.length && (inPack[at] as number) <= last; at++) lines.push(numbers[at] as number);
  });
  for (const id of found) {
    const place = firstFrom(inPack, id);
    if (inPack[place] === id) lines.push(numbers[place] as number);
  }
  return Uint32Array.from(lines).sort();
}
