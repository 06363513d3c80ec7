import type { ChainedEvent } from '../../shared/domain/case.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnnotationTargets, PackAnnotation } from '../../shared/pack/lines.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import { annotationLog } from '../annotation/annotation-log.ts';
import { countSet, eachRun } from '../annotation/entry-set.ts';
import { storedAnnotation } from '../annotation/events.ts';
import type { Said } from '../annotation/said.ts';
import { quotes } from '../redact/mask-text.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import type { Staging } from './staging.ts';

/**
 * Writes the annotation events that are about entries of the pack, undone ones and their undoing too. An event may also
 * be about entries that are not in the pack: these stay unnamed, and the salt that would let a reader try guesses at
 * them stays back, as it does where one of them is masked. An event that quotes what is masked is left out.
 *
 * @returns the annotations, for the page
 */
export function writeAnnotations(state: CaseState, staging: Staging, context: TaskContext): PackAnnotation[] {
  const inPack = packAnnotations(state, context);
  const targets = inPack.map(({ event: { seq }, ...about }): AnnotationTargets => ({ seq, ...about }));
  staging.text(paths.annotationTargets, targets.map((line) => `${canonicalize(line)}\n`).join(''));
  staging.text(paths.annotations, inPack.map(({ event }) => `${canonicalize(event)}\n`).join(''));
  return inPack;
}

export function packAnnotations(
  { db, entries, records, redactions }: Pick<CaseState, 'db' | 'entries' | 'records' | 'redactions'>,
  context: TaskContext,
): PackAnnotation[] {
  const lines: PackAnnotation[] = [];
  const { all } = annotationLog(db, context);
  if (all.length === 0) return lines;
  const numbers = lineNumbers(records);
  for (const said of all) {
    context.checkCancelled();
    const about = linesAbout(said, entries, numbers);
    const stored = about.length === 0 ? null : storedAnnotation(db, said.seq);
    if (stored === null || says(stored.event, redactions.hidden)) continue;
    const whole =
      about.length === countSet(stored.entries) &&
      said.others.length === said.found.length * digestLength &&
      !about.some((n) => redactions.masked.has(records[n]?.entry ?? 0));
    lines.push({
      event: { ...stored.event, details: { ...stored.event.details } },
      entries: about,
      ...(whole ? { salt: stored.salt.toString('hex') } : {}),
    });
  }
  return lines;
}

/** Whether an annotation quotes what is masked: it stays back whole, for its hash is over all of it. */
function says({ actor, details }: ChainedEvent, hidden: readonly string[]): boolean {
  return hidden.length > 0 && quotes(`${actor} ${textsOf(details).join('\n')}`, hidden);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]);
}

/** The index line that brings each entry's bytes. */
function lineNumbers(records: CaseState['records']): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const [n, { entry, duplicate }] of records.entries()) if (!duplicate) numbers.set(entry, n);
  return numbers;
}

/** The index lines that an event is about, ascending. `inPack`: ascending too, so that each run of the event is found. */
function linesAbout(
  { entries, found }: Said,
  inPack: Float64Array,
  numbers: ReadonlyMap<number, number>,
): number[] {
  const lines: number[] = [];
  const take = (id: number) => {
    const n = numbers.get(id);
    if (n !== undefined) lines.push(n);
  };
  let at = 0;
  eachRun(entries, inPack[0] ?? 1, inPack.at(-1) ?? 0, (first, last) => {
    while (at < inPack.length && (inPack[at] as number) < first) at++;
    for (; at < inPack.length && (inPack[at] as number) <= last; at++) take(inPack[at] as number);
  });
  found.forEach(take);
  return lines.sort((a, b) => a - b);
}
