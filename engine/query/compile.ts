import type { EntryIntegrity } from '../../shared/domain/case.ts';
import type { NumberColumn, TimeColumn } from '../../shared/domain/columns.ts';
import type { ChoiceField, Moment, Pattern, QueryNode, Test, TimeValue } from '../../shared/query/syntax.ts';
import type { Marks } from '../annotation/marks.ts';
import { type Census, takeCensus } from '../case/census.ts';
import type { ReadableDb } from '../case/database.ts';
import type { TaskContext } from '../task.ts';
import { balanced } from './balanced.ts';
import { chosenEntries, codingTest } from './choices.ts';
import { entriesHolding } from './entries-holding.ts';
import { exactSql, presentSql } from './exact.ts';
import type { IdSet } from './id-set.ts';
import { recordedIntegrity } from './integrity.ts';
import { markedEntries, markedIds } from './marked-entries.ts';
import { type EntryTest, EntryTests } from './match/entry-tests.ts';
import { matchingSql } from './match/matching.ts';
import { pathTest } from './match/path.ts';
import { rawTest } from './match/raw.ts';
import { type Bound, Parameters } from './parameters.ts';
import { registerQueryFunctions } from './text-match.ts';
import { anywhereSql, noteSql } from './words.ts';

/** A query as a condition on `entry_row AS e`, for one range of entries at a time. */
export interface CompiledQuery {
  /** 0 or 1, never NULL, so that its negation is its complement. No text of the query is part of it. */
  readonly where: string;
  /** The values to bind for entries from `low` to `high`, both included. */
  bind(low: number, high: number): Bound;
}

export interface CompileScope {
  readonly db: ReadableDb;
  readonly context: TaskContext;
  /** Costs a scan of all entries the first time. */
  readonly census: Census;
  readonly parameters: Parameters;
  /** SQL for whether a column of `entry_row` holds one of the values: numbers, codes or text. */
  holdsOneOf(column: string, values: readonly (string | number)[]): string;
  /** The entries whose marks pass the test. */
  marked(test: (marks: Marks) => boolean): IdSet;
  /** SQL for whether the entry's own bytes pass the test. */
  bytes(test: EntryTest): string;
}

/**
 * Values in the lists of a query altogether, above which entries are looked up beforehand: a list is read anew for every
 * slice of entries, and must not cost more than the slice.
 */
const mostInLists = 20_000;

/** `candidates`: the only entries for which the query can hold, where that is known; null for all. */
export function compileQuery(
  db: ReadableDb,
  query: QueryNode,
  context: TaskContext,
  candidates: IdSet | null = null,
): CompiledQuery {
  registerQueryFunctions(db);
  const parameters = new Parameters();
  const entryTests = new EntryTests(db, candidates, context);
  let inLists = 0;
  const scope: CompileScope = {
    db,
    context,
    get census() {
      return takeCensus(db, context);
    },
    parameters,
    holdsOneOf(column, values) {
      if (inLists + values.length > mostInLists) {
        return parameters.isOneOf(entriesHolding(db, column, new Set(values), context));
      }
      inLists += values.length;
      return parameters.isIn(`e.${column}`, values);
    },
    marked: (test) => markedIds(markedEntries(db, context), test),
    bytes: (test) => parameters.isOneOf(entryTests.add(test)),
  };
  const among = candidates === null ? '' : `${parameters.isOneOf(candidates)} AND `;
  const where = `e.id BETWEEN @low AND @high AND ${among}${nodeSql(scope, query)}`;
  return { where, bind: (low, high) => parameters.bind(low, high) };
}

function nodeSql(scope: CompileScope, node: QueryNode): string {
  scope.context.checkCancelled();
  switch (node.kind) {
    case 'everything':
      return '1';
    case 'and':
      return balanced(
        'AND',
        node.terms.map((term) => nodeSql(scope, term)),
      );
    case 'or':
      return balanced(
        'OR',
        node.terms.map((term) => nodeSql(scope, term)),
      );
    case 'not':
      return `NOT (${nodeSql(scope, node.term)})`;
    case 'words':
      if (node.field === 'note') return noteSql(scope, node.texts);
      if (node.field === 'anywhere') return anywhereSql(scope, node.texts);
      return scope.bytes(rawTest(node.texts));
    case 'present':
      return presentSql(scope, node.field);
    case 'exact':
      return exactSql(scope, node.field, node.values);
    case 'choice':
      return balanced(
        'OR',
        node.values.map((value) => choiceSql(scope, node.field, value)),
      );
    case 'matching':
      return matchingSql(scope, node.field, node.patterns);
    case 'coding':
      return codingSql(scope, node.name, node.patterns);
    case 'path':
      return scope.bytes(pathTest(node.path, node.test));
    case 'number':
      return numberSql(scope, node.field, node.test);
    case 'time':
      return timeSql(scope, node.field, node.test);
  }
}

function choiceSql(scope: CompileScope, field: ChoiceField, value: string): string {
  const { db, context, parameters } = scope;
  if (field === 'integrity') return integritySql(scope, value as EntryIntegrity);
  return parameters.isOneOf(chosenEntries(db, value, context));
}

function codingSql(scope: CompileScope, name: string, patterns: readonly Pattern[] | null): string {
  return scope.parameters.isOneOf(scope.marked(codingTest(name, patterns)));
}

function integritySql({ db, parameters }: CompileScope, wanted: EntryIntegrity): string {
  const { broken, unknown, others } = recordedIntegrity(db);
  const isBroken = parameters.isOneOf(broken);
  if (wanted === 'broken') return isBroken;
  const isUnknown = parameters.isOneOf(unknown);
  const said = [...others]
    .filter(([, integrity]) => wanted === 'unchecked' || integrity === wanted)
    .map(([source]) => source);
  const ofSource = parameters.isIn('e.source', said);
  const other = `${wanted === 'unchecked' ? `NOT (${ofSource})` : ofSource} AND NOT (${isBroken})`;
  return wanted === 'unverifiable' ? `(${isUnknown} OR (${other}))` : `(${other} AND NOT (${isUnknown}))`;
}

function numberSql(
  { parameters, holdsOneOf }: CompileScope,
  field: NumberColumn,
  test: Test<number>,
): string {
  const column = `e.${field}`;
  if (test.op === 'in') return holdsOneOf(field, test.values);
  if (test.op === 'range') {
    return `(${column} BETWEEN ${parameters.add(test.from)} AND ${parameters.add(test.to)}) IS TRUE`;
  }
  return `(${column} ${test.op} ${parameters.add(test.value)}) IS TRUE`;
}

/** A time whose moment is not understood is NULL here: no comparison holds for it. */
function timeSql({ parameters }: CompileScope, field: TimeColumn, test: Test<TimeValue>): string {
  const before = ({ ms, ns }: Moment) => {
    const whole = parameters.add(ms);
    if (ns === 0) return `(e.${field} < ${whole})`;
    return `(e.${field} < ${whole} OR (e.${field} = ${whole} AND coalesce(e.${field}_ns, 0) < ${parameters.add(ns)}))`;
  };
  const from = (moment: Moment) => `(NOT ${before(moment)})`;
  const between = (first: Moment, next: Moment) => `(${from(first)} AND ${before(next)}) IS TRUE`;
  switch (test.op) {
    case 'in':
      return balanced(
        'OR',
        test.values.map(({ first, next }) => between(first, next)),
      );
    case 'range':
      return between(test.from.first, test.to.next);
    case '>':
      return `${from(test.value.next)} IS TRUE`;
    case '>=':
      return `${from(test.value.first)} IS TRUE`;
    case '<':
      return `${before(test.value.first)} IS TRUE`;
    case '<=':
      return `${before(test.value.next)} IS TRUE`;
  }
}
