import { joined } from '../../../shared/query/parse.ts';
import type { QueryNode } from '../../../shared/query/syntax.ts';

/** Whether a condition is about the entry's own bytes, which cost far more to look at than its row. */
export function asksBytes(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.some(asksBytes);
    case 'not':
      return asksBytes(node.term);
    case 'path':
      return true;
    default:
      return (node.kind === 'words' || node.kind === 'matching') && node.field === 'raw';
  }
}

/** Whether a query is about the entries' own bytes and nothing else: what else changes in a case does not change its answer. */
export function isOfBytesAlone(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.terms.every(isOfBytesAlone);
  return node.kind === 'not' ? isOfBytesAlone(node.term) : asksBytes(node);
}

/**
 * A query that holds for every entry for which this one can hold, and asks nothing of the entries' bytes: so that only
 * entries for which it holds need to be read. Everything, where there is no such bound.
 */
export function candidatesQuery(node: QueryNode): QueryNode {
  if (!asksBytes(node)) return node;
  const everything: QueryNode = { kind: 'everything', start: node.start, end: node.end };
  if (node.kind !== 'and' && node.kind !== 'or') return everything;
  const terms = node.terms.map(candidatesQuery);
  const bounded = terms.filter(({ kind }) => kind !== 'everything');
  if (bounded.length === 0 || (node.kind === 'or' && bounded.length < terms.length)) return everything;
  return joined(node.kind, bounded);
}
