import type { ValuesAnswer } from '../../shared/contract/analysis-operations.ts';
import { withoutTermsOf } from '../../shared/query/edit.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { countableField } from './facet-fields.ts';
import { countField } from './facets.ts';
import { mergeSort } from './merge-sort.ts';
import { idsOf } from './results.ts';
import type { FacetCounts } from './tally.ts';
import { fold } from './text-match.ts';

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
  const counts = countField(db, idsOf(db, narrowed, undefined, context), field, context);
  const { places, distinct } = search(counts, question, context);
  const { offset, limit } = question;
  const order = inOrder(counts, places, question.order, context);
  const values = Array.from(order.subarray(offset, offset + limit), (i) => {
    const place = places[i] as number;
    return { value: counts.values[place] as string, count: counts.counts[place] as number };
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
  const places: number[] = [];
  let distinct = 0;
  for (let place = 0; place < values.length; place++) {
    if (place % valuesAtOnce === 0) context.checkCancelled();
    if (counts[place] === 0) continue;
    distinct++;
    const value = needle === '' ? '' : fold(values[place] as string);
    if (match === 'prefix' ? value.startsWith(needle) : value.includes(needle)) places.push(place);
  }
  return { places, distinct };
}

function inOrder(
  { values, counts }: FacetCounts,
  places: readonly number[],
  order: ValuesQuestion['order'],
  context: TaskContext,
): Uint32Array {
  const byValue = (a: number, b: number) => {
    const left = values[places[a] as number] as string;
    const right = values[places[b] as number] as string;
    return left < right ? -1 : left > right ? 1 : 0;
  };
  const byCount = (a: number, b: number) =>
    (counts[places[b] as number] as number) - (counts[places[a] as number] as number) || byValue(a, b);
  return mergeSort(places.length, order === 'count' ? byCount : byValue, context);
}
