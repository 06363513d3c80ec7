import { decodeText } from '../../shared/bytes/encoded-text.ts';
import type { Redaction } from '../../shared/contract/pack-operations.ts';
import type { RedactedEntry, RedactionPreview } from '../../shared/contract/sealing-operations.ts';
import type { ReadableDb } from '../case/database.ts';
import { type SourceRow, sourceRows } from '../case/sources.ts';
import { encodingOf } from '../import/layout.ts';
import { layoutOf } from '../import/stated.ts';
import { scanRows } from '../query/rows-scan.ts';
import { planRedactions, type Redactions } from '../redact/redactions.ts';
import type { TaskContext } from '../task.ts';
import { type PackWish, packEntries } from './pack-entries.ts';
import { privilegedAmong } from './scope-contents.ts';

/** Entries of each kind that are shown, and characters of each. */
const mostShown = 6;
const longestText = 4000;

/**
 * What would stay back of a scope, and the first entries as they will stand.
 *
 * @throws AppError INVALID_INPUT as `planRedactions`, CANCELLED
 */
export function previewRedaction(
  db: ReadableDb,
  { redaction, ...wish }: PackWish & { readonly redaction: Redaction },
  context: TaskContext,
): RedactionPreview {
  const { all } = packEntries(db, wish, context);
  const sources = sourceRows(db);
  const plan = planRedactions(db, sources, all, redaction, context);
  const { withheld, masked } = plan;
  return {
    entries: all.length,
    withheld: withheld.size,
    masked: masked.size,
    privilegedShown: privilegedAmong(db, all, context).filter((id) => !withheld.has(id) && !masked.has(id))
      .length,
    first: firstOf(db, sources, plan, context),
  };
}

function firstOf(
  db: ReadableDb,
  sources: readonly SourceRow[],
  { withheld, masked }: Redactions,
  context: TaskContext,
): RedactedEntry[] {
  const ids = [firstIds(withheld), firstIds(masked)].flat();
  const encodings = new Map(sources.map((source) => [source.id, encodingOf(layoutOf(source))]));
  const shown: RedactedEntry[] = [];
  scanRows(db, Float64Array.from(ids).sort(), 'e.source, e.entry_id', context, (_, row) => {
    const [id, source, entryId] = row as [number, number, string | null];
    const copy = masked.get(id);
    const text = copy === undefined ? '' : decodeText(encodings.get(source) ?? 'utf-8', copy.bytes);
    shown.push({
      ...{
        id,
        entryId: copy === undefined ? entryId : null,
        kind: copy === undefined ? 'withheld' : 'masked',
      },
      ...{ fields: copy?.masked ?? [], text: text.slice(0, longestText) },
    });
  });
  return shown;
}

function firstIds(entries: { keys(): Iterable<number> }): number[] {
  return [...Iterator.from(entries.keys()).take(mostShown)];
}
