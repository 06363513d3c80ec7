import { AppError } from '../../shared/errors.ts';
import { joined, parseQuery } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import type { ExactField, QueryNode } from '../../shared/query/syntax.ts';

/** A condition that is written as a query, or one that holds a value that entries state. */
export type Condition = QueryNode | string;

const nowhere = { start: 0, end: 0 };
export const everything: QueryNode = { kind: 'everything', ...nowhere };
/** No entry has an id and has none. */
const nothing: QueryNode = parseQuery('entry_id:* -entry_id:*');

export function nodeOf(condition: Condition): QueryNode {
  return typeof condition === 'string' ? parseQuery(condition) : condition;
}

/** What all of the conditions hold for. */
export function all(...conditions: readonly Condition[]): QueryNode {
  const terms = conditions.map(nodeOf).filter(({ kind }) => kind !== 'everything');
  const [first = everything, ...others] = terms;
  return others.length === 0 ? first : joined('and', terms);
}

export function any(...conditions: readonly Condition[]): QueryNode {
  const [first = nothing, ...others] = conditions.map(nodeOf);
  return others.length === 0 ? first : joined('or', [first, ...others]);
}

export function not(condition: Condition): QueryNode {
  const term = nodeOf(condition);
  if (term.kind === 'everything') return nothing;
  return { kind: 'not', term, ...nowhere };
}

/** The column has one of the values, exactly: whatever stands in them, they are quoted as values. */
export function is(field: ExactField, ...values: readonly string[]): QueryNode {
  if (values.length === 0) return nothing;
  return { kind: 'exact', field, values, ...nowhere };
}

/** UTF-16 code units of values that one query names together, and how many: it is narrowed further. */
const longestValues = 20_000;
const mostValues = 500;

/** The first of the values, as many as one query can name. */
export function nameable(values: readonly string[]): readonly string[] {
  let length = 0;
  const beyond = values.findIndex((value) => {
    length += value.length;
    return length > longestValues;
  });
  return values.slice(0, Math.min(mostValues, beyond === -1 ? values.length : beyond));
}

/** Whether anybody can ask it. */
export function isAskable(query: string): boolean {
  try {
    parseQuery(query);
    return true;
  } catch {
    return false;
  }
}

/** Printed as somebody can ask it. @throws AppError INVALID_INPUT beyond the limits of a query */
export function printed(query: QueryNode): string {
  const text = printQuery(query);
  if (isAskable(text)) return text;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: 'the query has too many conditions for a report, which narrows it further for every figure',
    safe: 'nothing was written',
    next: 'use fewer or shorter conditions',
  });
}
