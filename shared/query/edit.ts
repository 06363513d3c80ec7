import { Cursor } from './cursor.ts';
import { printCodingField, printPath, takeFieldName } from './field-name.ts';
import { joined } from './parse.ts';
import type { QueryNode } from './syntax.ts';

/** The terms that all must hold: what a query bar shows as its chips. */
export function topTerms(query: QueryNode): readonly QueryNode[] {
  if (query.kind === 'everything') return [];
  return query.kind === 'and' ? query.terms : [query];
}

/** The field that a term is about, as it is written; null for words and for what is more than one condition. */
function fieldOfTerm(term: QueryNode): string | null {
  if (term.kind === 'coding') return printCodingField(term.name);
  if (term.kind === 'path') return printPath(term.path);
  return 'field' in term && term.kind !== 'words' ? term.field : null;
}

/** Whether the term is `field:value`, not negated, of this field. */
export function isTermOf(term: QueryNode, field: string): boolean {
  return fieldOfTerm(term) === field;
}

/**
 * How much of a condition's text, from its start, is its field with the colon: UTF-16 code units, 0 for words and whatever
 * else has no field.
 */
export function fieldLength(term: QueryNode, text: string): number {
  if (['everything', 'not', 'and', 'or'].includes(term.kind)) return 0;
  const cursor = new Cursor(text);
  return takeFieldName(cursor) === null ? 0 : cursor.at;
}

/** The query without the `field:value` terms of one field at its top level. */
export function withoutTermsOf(query: QueryNode, field: string): QueryNode {
  const terms = topTerms(query);
  const others = terms.filter((term) => !isTermOf(term, field));
  if (others.length === terms.length) return query;
  return others.length === 0
    ? { kind: 'everything', start: query.start, end: query.end }
    : joined('and', others);
}
