import { isTermOf, topTerms, withoutTermsOf } from '../../shared/query/edit.ts';
import { joined, parseQuery } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';

/** The values of a field for which the query has a term of its own at the top level. */
export function chosenValues(query: QueryNode, field: string): readonly string[] {
  return topTerms(query)
    .filter((term) => isTermOf(term, field))
    .flatMap((term) => (term.kind === 'exact' || term.kind === 'choice' ? term.values : []));
}

/** Whether the query asks for entries without a value of the field. */
export function missingChosen(query: QueryNode, field: string): boolean {
  return topTerms(query).some((term) => isMissingOf(term, field));
}

/** The query's text with the value added if it was not selected, and removed if it was. */
export function toggleValue(text: string, field: string, value: string): string {
  const query = parseQuery(text);
  const chosen = chosenValues(query, field);
  const values = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return withValues(query, field, values);
}

/**
 * The query's text with a term for entries without a value in place of the field's other terms; or without that term,
 * if it was there.
 */
export function toggleMissing(text: string, field: string): string {
  const query = parseQuery(text);
  const rest = withoutMissing(query, field);
  if (missingChosen(query, field)) return printQuery(rest);
  return printQuery(and(withoutTermsOf(rest, field), parseQuery(`-${field}:*`)));
}

/** The query's text without its top-level terms about the field. */
export function clearField(text: string, field: string): string {
  return printQuery(withoutTermsOf(withoutMissing(parseQuery(text), field), field));
}

function withValues(query: QueryNode, field: string, values: readonly string[]): string {
  const rest = withoutTermsOf(withoutMissing(query, field), field);
  if (values.length === 0) return printQuery(rest);
  const term = parseQuery(`${field}:${values.map(quoted).join(',')}`);
  return printQuery(and(rest, term));
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function and(query: QueryNode, term: QueryNode): QueryNode {
  return query.kind === 'everything' ? term : joined('and', [query, term]);
}

function isMissingOf(term: QueryNode, field: string): boolean {
  return term.kind === 'not' && term.term.kind === 'present' && term.term.field === field;
}

function withoutMissing(query: QueryNode, field: string): QueryNode {
  const terms = topTerms(query).filter((term) => !isMissingOf(term, field));
  return terms.length === 0 ? parseQuery('') : joined('and', terms);
}

/** The query's text with this value of the field and no other. */
export function onlyValue(text: string, field: string, value: string): string {
  return withValues(parseQuery(text), field, [value]);
}

/** The query's text narrowed by the terms: matches fulfil each of them too. */
export function withTerms(text: string, terms: readonly string[]): string {
  let query = parseQuery(text);
  for (const term of terms) {
    const added = parseQuery(term);
    const printed = printQuery(added);
    if (!topTerms(query).some((known) => printQuery(known) === printed)) query = and(query, added);
  }
  return printQuery(query);
}
