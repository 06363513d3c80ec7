import { type ColumnValues, columns } from '../../../shared/domain/columns.ts';
import { mask } from '../../../shared/pack/mask.ts';
import type { RelatedReason } from '../../../shared/pack/scope.ts';
import { batesOf } from '../../case/bates.ts';
import { scanRows } from '../../query/rows-scan.ts';
import type { EntryPlace } from '../../redact/mask-plan.ts';
import type { TaskContext } from '../../task.ts';
import type { CaseState } from '../case-state.ts';
import { packValues } from '../pack-values.ts';
import { reasonsOf } from '../related.ts';
import { Earliest } from './earliest.ts';

/** Entries on the page: beyond these, a page is no longer what one reads. All are in the table beside it. */
const pageRows = 2000;

export interface PageRow {
  readonly id: number;
  readonly values: ColumnValues;
  /** Why it is here, where it is not of the scope. */
  readonly related: readonly RelatedReason[];
  /** The number to cite it by; null where records have none. */
  readonly bates: string | null;
}

/** The first entries by time, those without one last, in source order where times are equal. */
export function rowsByTime(
  state: Pick<CaseState, 'db' | 'entries' | 'records' | 'redactions' | 'related' | 'bates'>,
  context: TaskContext,
): PageRow[] {
  const { db, entries, redactions, records, bates } = state;
  const earliest = new Earliest(pageRows);
  scanRows(db, entries, ['e.time', 'e.source', 'e.offset', 'e.length'], context, (_, row) => {
    const [id, time, source, offset, length] = row as [number, unknown, number, number, number];
    // Where the time itself is masked, nothing tells it: such an entry stands with those that state none.
    const isKnown = typeof time === 'number' && showsTime(redactions, { id, source, offset, length });
    earliest.add(id, isKnown ? time : Number.POSITIVE_INFINITY);
  });
  const ids = earliest.ids();
  const reasons = reasonsOf(state.related);
  const values = packValues(state, context)(ids);
  const numbers = new Map<number, string>();
  if (bates !== null) {
    const shown = new Set(ids);
    for (const [n, { entry, duplicate }] of records.entries())
      if (!duplicate && shown.has(entry)) numbers.set(entry, batesOf(bates, n));
  }
  return Array.from(ids, (id, i) => ({
    id,
    related: reasons.get(id) ?? [],
    bates: numbers.get(id) ?? null,
    values: Object.fromEntries(columns.map(({ name }, c) => [name, values[i]?.[c] ?? null])) as ColumnValues,
  }));
}

const timeColumn = columns.findIndex(({ name }) => name === 'time');

function showsTime({ masked, copies }: CaseState['redactions'], place: EntryPlace): boolean {
  if (!masked.has(place.id)) return true;
  const said = copies.values(place.source, copies.copy(place))[timeColumn];
  return typeof said === 'string' && said !== mask;
}
