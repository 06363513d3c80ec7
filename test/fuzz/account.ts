import { sourceChunks } from '../../engine/case/bytes.ts';
import type { ReadableDb } from '../../engine/case/database.ts';
import type { SourceRow } from '../../engine/case/sources.ts';
import { encodingOf, type Layout } from '../../engine/import/layout/layout.ts';
import { layoutOf } from '../../engine/import/layout/stated.ts';
import { decodeText } from '../../shared/bytes/encoded-text.ts';

interface Span {
  readonly offset: number;
  readonly length: number;
}

/**
 * Checks that a source adds up: that its counts are right, and that every byte of it belongs to an entry, to a quarantined
 * span, or to what may stand between them. It is slow and plain, and knows nothing of how records are found.
 *
 * @returns what does not add up; empty if everything does
 */
export function unaccounted(db: ReadableDb, row: SourceRow): string[] {
  const spansOf = (table: string) =>
    db.prepare<[number], Span>(`SELECT offset, length FROM ${table} WHERE source = ?`).all(row.id);
  const entries = spansOf('entry');
  const duplicates = spansOf('duplicate');
  const quarantined = spansOf('quarantine');
  const wrong: string[] = [];
  const counted = [entries.length, duplicates.length, quarantined.length];
  const stated = [row.entries, row.duplicates, row.quarantined];
  if (counted.join() !== stated.join()) wrong.push(`counts ${stated} are ${counted}`);

  const bytes = Buffer.concat([...sourceChunks(db, row.id)]);
  const gaps: Buffer[] = [];
  let at = 0;
  const spans = [...entries, ...duplicates, ...quarantined].sort(
    (a, b) => a.offset - b.offset || a.length - b.length,
  );
  for (const { offset, length } of spans) {
    if (offset < at) wrong.push(`bytes ${offset} to ${at} are counted twice`);
    gaps.push(bytes.subarray(at, offset));
    at = offset + length;
  }
  if (at > bytes.length) wrong.push(`the last record ends at ${at} of ${bytes.length}`);
  gaps.push(bytes.subarray(at));
  const layout = layoutOf(row);
  const texts = gaps.map((gap) => decodeText(encodingOf(layout), gap));
  const lost = lostIn(layout, texts);
  if (lost !== null) wrong.push(`${JSON.stringify(lost.slice(0, 100))} belongs to nothing`);
  return wrong;
}

/** The first text between records that is more than a separator; null if there is none. */
function lostIn(layout: Layout, gaps: readonly string[]): string | null {
  if (layout.form === 'empty') return gaps.find((gap) => gap !== '') ?? null;
  if (layout.form === 'table') return lostInTable(gaps);
  if (layout.form === 'ndjson') return gaps.find((gap) => !/^[\ufeff \t\r\n]*$/.test(gap)) ?? null;
  if (layout.records.length === 0) return gaps.find((gap) => !/^[\ufeff \t\r\n,[\]]*$/.test(gap)) ?? null;
  return lostInEnvelope(gaps, layout.records.at(-1) as string);
}

/** After the separator hint and the heading, nothing may be left but rows that repeat the heading. */
function lostInTable(gaps: readonly string[]): string | null {
  const [first = '', ...rest] = gaps.map((gap) => gap.replaceAll('\ufeff', '').trim());
  const heading = first.replace(/^(?:sep=.{0,3}(?:\r\n|\r|\n)\s*)+/i, '');
  return (
    rest.find((gap) => gap !== '' && heading !== '' && gap.replaceAll(heading, '').trim() !== '') ?? null
  );
}

/** What is left of an envelope must not hold a record: in the array of records, no object may begin. */
function lostInEnvelope(gaps: readonly string[], member: string): string | null {
  const left = gaps.join('\0');
  const escaped = member.replaceAll(/[^\w]/g, '\\$&');
  return new RegExp(`"${escaped}"\\s*:\\s*\\[[\\s,]*\\{`).exec(left)?.[0] ?? null;
}
