import type { FacetsAnswer, FacetValues } from '../../shared/contract/operations.ts';
import { withoutTermsOf } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import { isCoded } from '../case/schema.ts';
import type { TaskContext } from '../task.ts';
import { countableField, facetColumns } from './facet-fields.ts';
import { slotCounts } from './index/counts.ts';
import { type ReviewIndex, reviewIndex } from './index/review-index.ts';
import { idsOf } from './results.ts';
import { scanRows } from './rows-scan.ts';
import { type FacetCounts, type Tally, tallyOf } from './tally.ts';

export interface FacetsQuestion {
  readonly query: string;
  /** By default the columns worth counting. */
  readonly fields?: readonly string[] | undefined;
  /** How many values of each field are listed. */
  readonly top: number;
}

/** Values ranked between two looks at the cancel flag. */
const valuesAtOnce = 2_000;

/**
 * Counts the matching entries by value. A field's own `field:value` terms at the top level of the query do not narrow
 * its own counts, so that the values not chosen show what choosing them would give. An entry with several tags counts
 * for each.
 *
 * @throws AppError INVALID_INPUT for a query that does not read or a field that cannot be counted, CANCELLED
 */
export function countFacets(
  db: ReadableDb,
  { query, fields, top }: FacetsQuestion,
  context: TaskContext,
): FacetsAnswer {
  const asked = new Map((fields ?? facetColumns).map((field) => [field, countableField(field)]));
  const parsed = parseQuery(query);
  const groups = byQuery(parsed, new Set(asked.values()));
  const index = reviewIndex(db, context);
  index?.load([...asked.values()].filter(isCoded));
  const counted = new Map<string, FacetValues>();
  for (const { narrowed, group } of groups) {
    const ids = idsOf(db, narrowed, undefined, context);
    const unindexed = group.filter((field) => {
      const counts = countIndexed(index, ids, field, context);
      if (counts === null) return true;
      counted.set(field, answer(counts, top, context));
      return false;
    });
    for (const [field, counts] of countRows(db, ids, unindexed, context))
      counted.set(field, answer(counts, top, context));
  }
  return Object.fromEntries([...asked].map(([name, field]) => [name, counted.get(field) as FacetValues]));
}

/** The fields in groups whose counts are over the same entries, each with the query for those. */
function byQuery(query: QueryNode, fields: ReadonlySet<string>): { narrowed: QueryNode; group: string[] }[] {
  const unnarrowed: string[] = [];
  const groups = [{ narrowed: query, group: unnarrowed }];
  for (const field of fields) {
    const narrowed = withoutTermsOf(query, field);
    if (narrowed === query) unnarrowed.push(field);
    else groups.push({ narrowed, group: [field] });
  }
  return groups.filter(({ group }) => group.length > 0);
}

function countIndexed(
  index: ReviewIndex | null,
  ids: Float64Array,
  field: string,
  context: TaskContext,
): FacetCounts | null {
  const coded = isCoded(field) ? index?.coded(field) : null;
  // Entries that came after the index was taken are not in it.
  if (!coded || (ids.at(-1) ?? 0) > coded.upTo) return null;
  return { values: coded.values, ...slotCounts(coded, ids, context) };
}

/** Counts the entries by the value of one field. */
export function countField(
  db: ReadableDb,
  ids: Float64Array,
  field: string,
  context: TaskContext,
): FacetCounts {
  const indexed = countIndexed(reviewIndex(db, context), ids, field, context);
  return indexed ?? (countRows(db, ids, [field], context).get(field) as FacetCounts);
}

/** As the index counts, from the rows alone: one pass over the entries for all the fields. */
export function countRows(
  db: ReadableDb,
  ids: Float64Array,
  fields: readonly string[],
  context: TaskContext,
): Map<string, FacetCounts> {
  if (fields.length === 0) return new Map();
  const tallies = fields.map((field) => tallyOf(db, field, context));
  const select = ['e.source', ...tallies.map((tally) => tally.select)].join(', ');
  scanRows(db, ids, select, context, (_, row) => {
    for (let i = 0; i < tallies.length; i++) {
      (tallies[i] as Tally).add(row[i + 2] ?? null, row[0] as number, row[1] as number);
    }
  });
  return new Map(fields.map((field, i) => [field, (tallies[i] as Tally).finish()]));
}

type CountedValue = FacetValues['values'][number];

/** The first `top` in order. Of a field with as many values as entries, sorting all for the sake of these would take long. */
export function answer(
  { values, counts, missing }: FacetCounts,
  top: number,
  context: TaskContext,
): FacetValues {
  const before = (a: CountedValue, b: CountedValue) =>
    a.count > b.count || (a.count === b.count && a.value < b.value);
  const first: CountedValue[] = [];
  let distinct = 0;
  for (let i = 0; i < values.length; i++) {
    if (i % valuesAtOnce === 0) context.checkCancelled();
    const count = counts[i] as number;
    if (count === 0) continue;
    distinct++;
    const last = first[top - 1];
    if (last !== undefined && last.count > count) continue;
    const each = { value: values[i] as string, count };
    if (last !== undefined && before(last, each)) continue;
    if (last !== undefined) first.pop();
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(first[middle] as CountedValue, each)) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, each);
  }
  return { values: first, missing, distinct };
}
