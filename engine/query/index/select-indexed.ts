import type { QueryNode } from '../../../shared/query/syntax.ts';
import type { ReadableDb } from '../../case/database.ts';
import { codedColumns, isCoded } from '../../case/schema.ts';
import type { TaskContext } from '../../task.ts';
import { KeptResults } from '../kept-results.ts';
import { isIndexed, isPlainText, plainColumns } from './columns.ts';
import { Conditions } from './conditions.ts';
import { complement, EntrySet, intersection, union } from './entry-set.ts';
import { knownText } from './known-text.ts';
import type { ReviewIndex } from './review-index.ts';

/** Scans of the rows for parts of a query; more would take longer than one for the whole query. */
const mostScans = 1;
/** Texts that columns of free text are searched for; of more, the rows are asked: one pass is enough for all. */
const mostTexts = 16;

/** Finds the entries of a part of a query in the rows: of all, or of some alone. */
export type ScanRows = (part: QueryNode, among: EntrySet | null) => Iterable<number>;

/** A bit an entry each: many conditions are asked again and again, as a query grows from one to the next. */
const kept = new KeptResults<EntrySet>(48);

/**
 * The matching entries. Parts of the query that the index does not answer are asked of the rows; null where that would take
 * longer than to ask the whole query of them.
 */
export function selectIndexed(
  db: ReadableDb,
  index: ReviewIndex,
  query: QueryNode,
  scan: ScanRows,
  context: TaskContext,
): EntrySet | null {
  if (scansFor(query) > mostScans || !answers(query)) return null;
  const columns = columnsOf(query);
  if (!index.areWanted(columns) || !index.load(columns)) return null;
  const { last } = index;
  const scanned = (part: QueryNode, among: EntrySet | null) => EntrySet.of(scan(part, among), last);
  const conditions = new Conditions(db, index, scanned, context);

  const setOf = (node: QueryNode): EntrySet => {
    context.checkCancelled();
    switch (node.kind) {
      case 'everything':
        return EntrySet.all(last);
      case 'and':
        return intersection(termsOf(node), last);
      case 'or':
        return union(termsOf(node), last);
      case 'not':
        return complement(setOf(node.term));
      default:
        return kept.get(db, node, [last, index.generation], () => conditions.set(node));
    }
  };
  /** One scan for all the terms that the rows must answer; where all must hold, of what the others leave. */
  const termsOf = (node: QueryNode & { kind: 'and' | 'or' }): EntrySet[] => {
    const [mixed, apart] = parted(node.terms);
    const sets = mixed.map(setOf);
    const [only] = apart;
    if (only === undefined) return sets;
    const whole = apart.length === 1 ? only : { ...node, terms: apart };
    const among = node.kind === 'and' && sets.length > 0 ? intersection(sets, last) : null;
    return [...sets, scanned(whole, among)];
  };
  return setOf(query);
}

/** Whether the index answers some part of the query. */
function answers(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.some(answers);
    case 'not':
      return answers(node.term);
    case 'words':
      return node.field !== 'raw' && node.texts.length <= mostTexts;
    case 'exact':
      if (isPlainText(node.field)) return node.values.length <= mostTexts;
      return isCoded(node.field) || ['source', 'system', 'tag'].includes(node.field);
    case 'matching':
      if (isCoded(node.field) || ['source', 'system', 'tag'].includes(node.field)) return true;
      if (node.field !== 'word' && node.field !== 'note' && !isPlainText(node.field)) return false;
      return (
        node.patterns.length <= mostTexts &&
        // An expression of which nothing is known may match anything.
        node.patterns.every((pattern) => knownText(pattern) !== '')
      );
    case 'path':
      return false;
    default:
      return true;
  }
}

/** How many times the rows are read for a query. */
function scansFor(node: QueryNode): number {
  if (!answers(node)) return 1;
  if (node.kind === 'not') return scansFor(node.term);
  if (node.kind !== 'and' && node.kind !== 'or') return 0;
  const [mixed, apart] = parted(node.terms);
  return mixed.reduce((sum, term) => sum + scansFor(term), apart.length === 0 ? 0 : 1);
}

function parted(terms: readonly QueryNode[]): [QueryNode[], QueryNode[]] {
  return [terms.filter((term) => answers(term)), terms.filter((term) => !answers(term))];
}

/** The columns that the index answers from. */
function columnsOf(node: QueryNode): string[] {
  if (node.kind === 'and' || node.kind === 'or') return node.terms.flatMap(columnsOf);
  if (node.kind === 'not') return columnsOf(node.term);
  if (!answers(node)) return [];
  if (node.kind === 'choice') return node.field === 'integrity' ? ['source'] : [];
  if (node.kind === 'words') return node.field === 'note' ? ['note'] : [...codedColumns, ...plainColumns];
  if (!('field' in node)) return [];
  if (node.field === 'word') return [...codedColumns, ...plainColumns];
  if (node.field === 'system') return ['source'];
  return isIndexed(node.field) || isPlainText(node.field) ? [node.field] : [];
}
