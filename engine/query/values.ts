import type { ValuesAnswer } from '../../shared/contract/analysis-operations.ts';
import { withoutTermsOf } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import type { FacetCounts } from './counted-values.ts';
import { countableField } from './facet-fields.ts';
import { countFields } from './field-counts.ts';
import { fold } from './match/fold.ts';
import { matching } from './matching.ts';
import { mergeSort } from './merge-sort.ts';

export interface ValuesQuestion {
  readonly query: string;
  readonly field: string;
  readonly search: string;
  readonly match: 'contains' | 'prefix';
  readonly order: 'count' | 'value';
  readonly offset: number;
  readonly limit: number;
}

/** Values looked at between two looks at the cancel flag. */
const valuesAtOnce = 10_000;

/**
 * The distinct values of a field among the entries that match all of the query but the field's own terms at its top level.
 *
 * @throws AppError INVALID_INPUT for a query that does not read or a field that cannot be counted, CANCELLED
 */
export function valuesOfField(db: ReadableDb, question: ValuesQuestion, context: TaskContext): ValuesAnswer {
  const field = countableField(question.field);
  const narrowed = withoutTermsOf(parseQuery(question.query), field);
  const found = matching(db, narrowed, context);
  const counts = countFields(db, found, [field], context).get(field) as FacetCounts;
  const { places, distinct } = search(counts, question, context);
  const { offset, limit } = question;
  const order = inOrder(counts, places, question.order, context);
  const values = Array.from(order.subarray(offset, offset + limit), (i) => {
    const place = places[i] as number;
    return { value: counts.values.text(place), count: counts.counts[place] as number };
  });
  return { values, found: places.length, distinct, missing: counts.missing };
}

/** The places of the values that the search finds. */
function search(
  { values, counts }: FacetCounts,
  { search: text, match }: ValuesQuestion,
  context: TaskContext,
): { places: number[]; distinct: number } {
  const needle = fold(text);
  const wanted = needle === '' ? null : values.containing(needle);
  const places: number[] = [];
  let distinct = 0;
  for (let place = 0; place < values.length; place++) {
    if (place % valuesAtOnce === 0) context.checkCancelled();
    if (counts[place] === 0) continue;
    distinct++;
    if (wanted !== null && wanted[place] !== 1) continue;
    if (match === 'contains' || fold(values.text(place)).startsWith(needle)) places.push(place);
  }
  return { places, distinct };
}

function inOrder(
  { values, counts }: FacetCounts,
  places: readonly number[],
  order: ValuesQuestion['order'],
  context: TaskContext,
): Uint32Array {
  const byValue = (a: number, b: number) =>
    values.precedes(places[a] as number, places[b] as number) ? -1 : 1;
  const byCount = (a: number, b: number) =>
    (counts[places[b] as number] as number) - (counts[places[a] as number] as number) || byValue(a, b);
  return mergeSort(places.length, order === 'count' ? byCount : byValue, context);
}
