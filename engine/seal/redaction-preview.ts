import { decodeText } from '../../shared/bytes/encoded-text.ts';
import { type AnnotationWish, everyAnnotation } from '../../shared/contract/pack-operations.ts';
import type { Redaction } from '../../shared/contract/redaction.ts';
import type {
  RedactedEntry,
  RedactionPreview,
  RuleEffect,
} from '../../shared/contract/sealing-operations.ts';
import { lastAnnotation } from '../annotation/events.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import { encodingOf } from '../import/layout/layout.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { scanRows } from '../query/rows-scan.ts';
import { planRedactions, type Redactions, rulesOf } from '../redact/redactions.ts';
import type { TaskContext } from '../task.ts';
import { type PackWish, packEntries } from './pack-entries.ts';
import { packRecords } from './pack-records.ts';
import { privilegedAmong } from './scope-contents.ts';
import { packAnnotations, withheldByKind } from './write-annotations.ts';

/** Entries that are shown, of these so many of each rule, and characters of each. */
const mostShown = 60;
const mostOfRule = 5;
const longestText = 4000;

/**
 * What would stay back of a scope, and the first entries as they will stand.
 *
 * @throws AppError INVALID_INPUT as `planRedactions`, CANCELLED
 */
export function previewRedaction(
  db: ReadableDb,
  {
    redaction,
    annotations = everyAnnotation,
    ...wish
  }: PackWish & { readonly redaction: Redaction; readonly annotations?: AnnotationWish | undefined },
  context: TaskContext,
): RedactionPreview {
  const { all } = packEntries(db, wish, context);
  const sources = sourceRows(db);
  const plan = planRedactions(db, sources, all, redaction, context);
  const { withheld, masked } = plan;
  const entries = all.filter((id) => !withheld.has(id));
  // Where nobody has said anything, records are not gone through for it.
  const records = lastAnnotation(db) === 0 ? [] : packRecords(db, all, context);
  const said = packAnnotations({ db, redactions: plan, entries, records }, annotations, context);
  return {
    entries: all.length,
    withheld: withheld.size,
    masked: masked.size,
    privilegedShown: privilegedAmong(db, all, context).filter((id) => !withheld.has(id) && !masked.has(id))
      .length,
    annotations: { events: said.events.length, withheld: withheldByKind(said.withheld) },
    rules: effectsOf(plan),
    first: firstOf(db, sources, plan, context),
  };
}

/** What each rule does. */
function effectsOf({ withheld, masked, rules, caught }: Redactions): RuleEffect[] {
  const held = rules.map(() => 0);
  for (const { rules: places } of masked.values())
    for (const place of places) held[place] = (held[place] ?? 0) + 1;
  return rules.map(({ kind }, place) => {
    const about = caught[place]?.ids ?? new Float64Array();
    if (kind === 'withhold') return { caught: about.length, withheldElsewhere: 0, held: about.length };
    const lost = about.filter((id) => withheld.has(id)).length;
    return { caught: about.length, withheldElsewhere: lost, held: held[place] ?? 0 };
  });
}

function firstOf(
  db: ReadableDb,
  sources: readonly SourceRow[],
  redactions: Redactions,
  context: TaskContext,
): RedactedEntry[] {
  const { masked, copies } = redactions;
  const ids = firstIds(redactions);
  const encodings = new Map(sources.map((source) => [source.id, encodingOf(layoutOf(source))]));
  const shown: RedactedEntry[] = [];
  scanRows(
    db,
    Float64Array.from(ids).sort(),
    ['e.source', 'e.offset', 'e.length', 'e.entry_id'],
    context,
    (_, row) => {
      const [id, source, offset, length, entryId] = row as [number, number, number, number, string | null];
      const copy = masked.get(id);
      const place = { id, source, offset, length };
      const text = copy === undefined ? '' : decodeText(encodings.get(source) ?? 'utf-8', copies.copy(place));
      shown.push({
        ...{
          id,
          entryId: copy === undefined ? entryId : null,
          kind: copy === undefined ? 'withheld' : 'masked',
        },
        rules: rulesOf(redactions, id),
        ...{ fields: copy?.fields ?? [], text: text.slice(0, longestText) },
      });
    },
  );
  return shown;
}

/** The first of each rule, and of those the first. */
function firstIds({ withheld, masked, rules, caught }: Redactions): number[] {
  const shown = new Set<number>();
  const left = rules.map(() => mostOfRule);
  for (const [place, { kind }] of rules.entries()) {
    if (kind !== 'withhold') continue;
    for (const id of (caught[place]?.ids ?? []).slice(0, mostOfRule)) shown.add(id);
  }
  for (const id of Iterator.from(withheld).take(mostOfRule)) shown.add(id);
  for (const [id, { rules: places }] of masked) {
    if (left.every((count) => count === 0)) break;
    if (!places.some((place) => (left[place] ?? 0) > 0)) continue;
    for (const place of places) left[place] = Math.max(0, (left[place] ?? 0) - 1);
    shown.add(id);
  }
  return [...Iterator.from(shown).take(mostShown)];
}
