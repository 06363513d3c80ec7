import { columns } from '../../shared/domain/columns.ts';
import type { ReportEntry } from '../../shared/domain/guided-report.ts';
import { ReadableValues } from '../query/readable-values.ts';
import { type Cell, scanRows } from '../query/rows-scan.ts';
import type { LookedAt } from './looked-at.ts';

/** UTF-16 code units of a text that a list shows; a longer one is cut, and ends in an ellipsis. */
const longestText = 1_000;
const places = ['e.source', 'e.ordinal', 'e.line', 'e.content'] as const;

/** The entries as a report lists them, in this order. */
export function reportEntries({ db, context }: LookedAt, ids: readonly number[]): ReportEntry[] {
  const values = new ReadableValues(db);
  const entries = new Map<number, ReportEntry>();
  scanRows(db, Float64Array.from(ids).sort(), [...places, ...values.select], context, (_, row) => {
    const [id, source, ordinal, line, content] = row as [number, number, number, number, Buffer];
    const cells = values.read(row, 1 + places.length);
    entries.set(id, { source, ordinal, line, ...stated(cells), content: content.toString('hex') });
  });
  return ids.map((id) => entries.get(id)).filter((entry) => entry !== undefined);
}

type Stated = Omit<ReportEntry, 'source' | 'ordinal' | 'line' | 'content'>;

function stated(cells: readonly Cell[]): Stated {
  const cell = (name: string) => cells[columns.findIndex((column) => column.name === name)] ?? null;
  const text = (name: string) => {
    const value = cell(name);
    return value === null ? null : cut(String(value));
  };
  // JSON has no other numbers.
  const number = (name: string) => {
    const value = cell(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return {
    id: text('entry_id'),
    time: text('time'),
    product: text('product'),
    modelVersion: text('model_version'),
    verdict: text('verdict'),
    confidence: number('confidence'),
    riskScore: number('risk_score'),
    event: text('event_type'),
    action: text('action'),
    actor: text('actor'),
    image: text('image_id'),
    claim: text('case_id'),
  };
}

/** Never through the middle of a character. */
export function cut(text: string): string {
  if (text.length <= longestText) return text;
  return `${text
    .slice(0, longestText - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
