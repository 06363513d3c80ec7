import type { FacetsAnswer, FacetValues } from '../../shared/contract/operations.ts';
import { withoutTermsOf } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import type { FacetCounts } from './counted-values.ts';
import { countableField, facetColumns } from './facet-fields.ts';
import { countFields } from './field-counts.ts';
import { matching } from './matching.ts';

export interface FacetsQuestion {
  readonly query: string;
  /** By default the columns worth counting. */
  readonly fields?: readonly string[] | undefined;
  /** How many values of each field are listed. */
  readonly top: number;
}

/** Values ranked between two looks at the cancel flag. */
const valuesAtOnce = 10_000;

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
  const counted = new Map<string, FacetValues>();
  for (const { narrowed, group } of byQuery(parseQuery(query), new Set(asked.values()))) {
    const found = matching(db, narrowed, context);
    for (const [field, counts] of countFields(db, found, group, context))
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

/** The first `top` in order. Of a field with as many values as entries, sorting all for the sake of these would take long. */
export function answer(
  { values, counts, missing }: FacetCounts,
  top: number,
  context: TaskContext,
): FacetValues {
  const before = (a: number, b: number) => {
    const more = (counts[a] as number) - (counts[b] as number);
    return more > 0 || (more === 0 && values.precedes(a, b));
  };
  const first: number[] = [];
  let distinct = 0;
  let least = 1;
  const { length } = counts;
  for (let value = 0; value < length; value++) {
    if (value % valuesAtOnce === 0) context.checkCancelled();
    const count = counts[value] as number;
    // Without deciding: of many values some are not there, and which these are cannot be foreseen.
    distinct += Number(count > 0);
    if (count < least) continue;
    const full = first.length === top;
    if (full && before(first[top - 1] as number, value)) continue;
    if (full) first.pop();
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (before(first[middle] as number, value)) low = middle + 1;
      else high = middle;
    }
    first.splice(low, 0, value);
    if (first.length === top) least = counts[first[top - 1] as number] as number;
  }
  return {
    values: first.map((value) => ({ value: values.text(value), count: counts[value] as number })),
    missing,
    distinct,
  };
}
