import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnnotationTargets, PackAnnotation } from '../../shared/pack/lines.ts';
import { storedAnnotations, targetContents } from '../annotation/events.ts';
import { scanRows } from '../query/rows-scan.ts';
import type { TaskContext } from '../task.ts';
import type { CaseState } from './case-state.ts';
import type { Staging } from './staging.ts';

/**
 * Writes the annotation events that are about entries of the pack, undone ones and their undoing too. An event may also
 * be about entries that are not in the pack: these stay unnamed, and the salt that would let a reader try guesses at
 * them stays back.
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
  state: Pick<CaseState, 'db' | 'entries' | 'records'>,
  context: TaskContext,
): PackAnnotation[] {
  const lines: PackAnnotation[] = [];
  let numbers: ReadonlyMap<string, number> | null = null;
  for (const { event, salt, targets } of storedAnnotations(state.db)) {
    context.checkCancelled();
    numbers ??= numbersByContent(state, context);
    const contents = [...targetContents(targets)];
    const entries: number[] = [];
    for (const content of contents) {
      const n = numbers.get(content);
      if (n !== undefined) entries.push(n);
    }
    if (entries.length === 0) continue;
    const all = entries.length === contents.length;
    lines.push({
      event: { ...event, details: { ...event.details } },
      entries,
      ...(all ? { salt: salt.toString('hex') } : {}),
    });
  }
  return lines;
}

/** The index line that brings an entry's bytes, by content hash. */
function numbersByContent(
  { db, entries, records }: Pick<CaseState, 'db' | 'entries' | 'records'>,
  context: TaskContext,
): Map<string, number> {
  const lineOf = new Map<number, number>();
  for (const [n, { entry, duplicate }] of records.entries()) if (!duplicate) lineOf.set(entry, n);
  const numbers = new Map<string, number>();
  scanRows(db, entries, 'e.content', context, (_, [id, content]) => {
    const n = lineOf.get(id as number);
    if (n !== undefined) numbers.set((content as Buffer).toString('hex'), n);
  });
  return numbers;
}
