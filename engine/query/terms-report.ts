import type { TermCount, TermsReport } from '../../shared/contract/language-operations.ts';
import { columns } from '../../shared/domain/columns.ts';
import { AppError } from '../../shared/errors.ts';
import { joined, parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/syntax.ts';
import { lastEntry } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { markedEntries } from './marked-entries.ts';
import { partCount } from './match/text-tests.ts';
import { idsIn, matching, sizeOf } from './matching.ts';
import { valuesReader } from './values-reader.ts';

/** Entries whose texts are read at once. */
const entriesAtOnce = 1_000;
/** In place of a term's number: an entry that no term finds, and one that several do. */
const none = 0;
const several = -1;

/**
 * How much each of the terms, which are queries, finds among the entries of a query: how often, in how many entries, and in
 * how many that no other term finds. A term that does not read finds nothing, and says why.
 *
 * @throws AppError INVALID_INPUT where the query itself does not read, CANCELLED
 */
export function countTerms(
  db: ReadableDb,
  { query, terms }: { readonly query: string; readonly terms: readonly string[] },
  context: TaskContext,
): TermsReport {
  const scope = parseQuery(query);
  const total = sizeOf(matching(db, scope, context, 'rows'));
  const foundBy = new Int32Array(lastEntry(db) + 1);
  const counted = terms.map((term, i): Omit<TermCount, 'unique'> => {
    context.progress({ phase: 'searching', done: i, total: terms.length, unit: 'members' });
    try {
      const read = parseQuery(term);
      const ids = idsIn(matching(db, within(scope, read), context, 'rows'), context);
      for (const id of ids) foundBy[id] = foundBy[id] === none ? i + 1 : several;
      return { term, hits: countHits(db, read, ids, context), entries: ids.length, fault: null };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'INVALID_INPUT') throw error;
      return { term, hits: 0, entries: 0, fault: error.message };
    }
  });
  const unique = new Array<number>(terms.length).fill(0);
  let entries = 0;
  for (const by of foundBy) {
    if (by !== none) entries++;
    if (by > none) unique[by - 1] = (unique[by - 1] as number) + 1;
  }
  return {
    query,
    total,
    entries,
    terms: counted.map((term, i) => ({ ...term, unique: unique[i] as number })),
  };
}

function within(scope: QueryNode, term: QueryNode): QueryNode {
  if (scope.kind === 'everything') return term;
  return term.kind === 'everything' ? scope : joined('and', [scope, term]);
}

/** Counts words in texts. */
interface Counter {
  readonly notes: boolean;
  readonly count: (text: string) => number;
}

function countHits(db: ReadableDb, term: QueryNode, ids: Float64Array, context: TaskContext): number {
  const counters = countersOf(term);
  if (counters.length === 0) return ids.length;
  const texts = columns.map(({ kind }) => kind === 'text');
  const note = columns.findIndex(({ name }) => name === 'note');
  const marked = markedEntries(db, context);
  const read = valuesReader(db, context);
  let hits = 0;
  for (let at = 0; at < ids.length; at += entriesAtOnce) {
    context.checkCancelled();
    const part = ids.subarray(at, at + entriesAtOnce);
    read(part).forEach((row, i) => {
      const { notes, tags, codes } = marked.get(part[i] as number);
      const noted = [row[note], ...notes.map(({ text }) => text)].filter((text) => typeof text === 'string');
      const others = row.filter(
        (cell, column) => texts[column] && column !== note && typeof cell === 'string',
      );
      const all = [...(others as string[]), ...noted, ...tags, ...codes.values()];
      for (const counter of counters)
        for (const text of counter.notes ? noted : all) hits += counter.count(text);
    });
  }
  return hits;
}

/** Of the words and expressions that a term looks for, not of those that it excludes. */
function countersOf(node: QueryNode): Counter[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.flatMap(countersOf);
    case 'words': {
      if (node.field === 'raw') return [];
      const patterns = node.texts.map((text) => ({ how: 'text' as const, text }));
      return [{ notes: node.field === 'note', count: partCount(patterns, false) }];
    }
    case 'matching':
      if (node.field !== 'anywhere' && node.field !== 'word' && node.field !== 'note') return [];
      return [{ notes: node.field === 'note', count: partCount(node.patterns, node.field === 'word') }];
    default:
      return [];
  }
}
