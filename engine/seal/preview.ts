import {
  type AnnotationWish,
  everyAnnotation,
  type RelatedWish,
  type Scope,
  type SealPreview,
} from '../../shared/contract/pack-operations.ts';
import type { Redaction } from '../../shared/contract/redaction.ts';
import { packName } from '../../shared/pack/layout.ts';
import { scopeKey } from '../../shared/pack/scope.ts';
import type { ReadableDb } from '../case/database.ts';
import { scanRows } from '../query/rows-scan.ts';
import { planRedactions } from '../redact/redactions.ts';
import { type TaskContext, unwatched } from '../task.ts';
import { lastReport } from '../verify/last-report.ts';
import { readCase } from './case-state.ts';
import { offerOf, packEntries } from './pack-entries.ts';
import { packRecords } from './pack-records.ts';
import { type Records, sourcesOf } from './records.ts';
import { packNumber } from './seal-pack.ts';
import { packAnnotations } from './write-annotations.ts';

/**
 * What a pack of this scope would hold, and what to weigh before it is sealed.
 *
 * @throws AppError INVALID_INPUT for an empty scope or a query that does not read
 */
export function previewSeal(
  db: ReadableDb,
  {
    scope,
    redaction = [],
    annotations: annotationWish = everyAnnotation,
    related: wish,
  }: {
    readonly scope: Scope;
    readonly redaction?: Redaction | undefined;
    readonly annotations?: AnnotationWish | undefined;
    readonly related?: RelatedWish | undefined;
  },
  context: TaskContext = unwatched,
): SealPreview {
  const about = readCase(db);
  const { scope: stated, related, all } = packEntries(db, { scope, related: wish }, context);
  const records = packRecords(db, all, context);
  const redactions = planRedactions(db, about.sources, all, redaction, context);
  const { withheld, masked } = redactions;
  const entries = all.filter((id) => !withheld.has(id));
  const images = new Set<unknown>();
  const cases = new Set<unknown>();
  scanRows(db, entries, ['e.image_id', 'e.case_id'], context, (_, [, image, claim]) => {
    if (image !== null) images.add(image);
    if (claim !== null) cases.add(claim);
  });
  const number = packNumber(db);
  const { events, withheld: kept } = packAnnotations(
    { db, entries, records, redactions },
    annotationWish,
    context,
  );
  const annotations = events.length;
  const annotationsWithheld = kept.length;
  return {
    entries: entries.length,
    related: related?.map((group) => offerOf(db, group, context)) ?? null,
    images: images.size,
    cases: cases.size,
    bytes: Iterator.from(records).reduce(
      (sum, { duplicate, length, entry }) => (duplicate || withheld.has(entry) ? sum : sum + length),
      0,
    ),
    withheld: withheld.size,
    masked: masked.size,
    annotations,
    annotationsWithheld,
    number,
    name: packName(about.title, number),
    notices: sealNotices(db, {
      isProvable: scopeKey(stated) !== null,
      records,
      sourcesInCase: about.sources.length,
      annotations,
      annotationsWithheld,
    }),
  };
}

/** What a seal of these records will not be able to say, and what to weigh. */
export function sealNotices(
  db: ReadableDb,
  {
    isProvable,
    records,
    sourcesInCase,
    annotations,
    annotationsWithheld,
  }: {
    readonly isProvable: boolean;
    readonly records: Records;
    readonly sourcesInCase: number;
    /** Events that go in. */
    readonly annotations: number;
    /** Events of which only the hash does. */
    readonly annotationsWithheld: number;
  },
): string[] {
  const said: string[] = [];
  if (!isProvable) {
    said.push(
      'A pack for a query or a selection cannot show that nothing was left out of it; one for a claim or an image can',
    );
  }
  const last = lastReport(db);
  if (last === null) said.push('No verification of this case has been recorded yet');
  const failed = last?.report.axes.filter(({ status }) => status === 'fail') ?? [];
  for (const { axis, subject, reason } of failed) said.push(`${axis} of ${subject} fails: ${reason}`);
  const sources = sourcesOf(records).size;
  if (sources < sourcesInCase) {
    said.push(
      `Entries come from ${sources} of ${sourcesInCase} sources; the pack names all of them, with their counts and hashes`,
    );
  }
  if (annotations > 0) {
    said.push(
      `${annotations === 1 ? '1 annotation goes' : `${annotations} annotations go`} into the pack, notes with their text and author: the other side reads them`,
    );
  }
  if (annotationsWithheld > 0) {
    said.push(
      `Of ${annotationsWithheld === 1 ? '1 annotation' : `${annotationsWithheld} annotations`} the pack has the hash alone, and says so`,
    );
  }
  said.push('The custody log goes into the pack whole, earlier packs and their scopes included');
  return said;
}
