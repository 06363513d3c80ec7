import { printQuery } from '../../shared/query/print.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import { lastAnnotation } from '../annotation/events.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import { isAskedOfMarks, lastDuplicate } from './choices.ts';
import { lastVerification } from './integrity.ts';

/** Answers kept for a connection, the last ones asked for, as long as nothing that they depend on has changed. */
export class KeptResults<T> {
  private readonly most: number;
  private readonly kept = new WeakMap<ReadableDb, Map<string, T>>();

  constructor(most: number) {
    this.most = most;
  }

  /** @param more what else the answer depends on */
  get(db: ReadableDb, query: QueryNode, more: readonly unknown[], make: () => T): T {
    const name = JSON.stringify([printQuery(query), revision(db, query), more]);
    const results = this.kept.get(db) ?? new Map<string, T>();
    this.kept.set(db, results);
    const result = results.get(name) ?? make();
    results.delete(name);
    results.set(name, result);
    if (results.size > this.most) results.delete(results.keys().next().value as string);
    return result;
  }
}

/** What of a case can change under a query: entries, annotations and verifications are only ever added. */
function revision(db: ReadableDb, query: QueryNode): (number | null)[] {
  const annotation = asks(query, isAboutMarks) ? lastAnnotation(db) : null;
  const verification = asks(query, isAboutIntegrity) ? lastVerification(db) : null;
  const duplicate = asks(query, isAboutDuplicates) ? lastDuplicate(db) : null;
  return [lastEntry(db), annotation, verification, duplicate];
}

function asks(query: QueryNode, about: (node: QueryNode) => boolean): boolean {
  if (query.kind === 'not') return asks(query.term, about);
  if (query.kind === 'and' || query.kind === 'or') return query.terms.some((term) => asks(term, about));
  return about(query);
}

function isAboutMarks(node: QueryNode): boolean {
  switch (node.kind) {
    case 'words':
      return node.field !== 'raw';
    case 'matching':
    case 'exact':
    case 'present':
      return ['tag', 'note', 'word', 'anywhere'].includes(node.field);
    case 'choice':
      return node.values.some(isAskedOfMarks);
    default:
      return node.kind === 'coding';
  }
}

function isAboutDuplicates(node: QueryNode): boolean {
  return node.kind === 'choice' && node.values.includes('duplicated');
}

function isAboutIntegrity(node: QueryNode): boolean {
  return node.kind === 'choice' && node.field === 'integrity';
}
