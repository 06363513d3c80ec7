import type { AppError } from '../errors.ts';
import { readCondition } from './condition.ts';
import { Cursor } from './cursor.ts';
import { queryFault, shown } from './fault.ts';
import { takeFieldName } from './field-name.ts';
import { fieldOf, findField } from './fields.ts';
import { Limits } from './limits.ts';
import { patternOf } from './patterns.ts';
import { type Condition, deepestNesting, longestQuery, type QueryNode } from './syntax.ts';

/**
 * Reads a query as docs/query-language.md describes it: negation binds tightest, then AND (written or not), then OR.
 *
 * @throws AppError INVALID_INPUT; `details.position` is 0-based, in UTF-16 code units
 */
export function parseQuery(text: string): QueryNode {
  if (text.length > longestQuery) {
    throw queryFault(
      longestQuery,
      `a query holds at most ${longestQuery.toLocaleString('en')} characters`,
      'shorten the query',
    );
  }
  if (!text.isWellFormed())
    throw queryFault(loneSurrogate(text), 'half of a character stands here (a lone surrogate)');
  const cursor = new Cursor(text);
  cursor.skipSpace();
  if (cursor.done) return { kind: 'everything', start: 0, end: text.length };
  const limits = new Limits();
  const query = anyOf(cursor, limits, 0);
  if (!cursor.done)
    throw queryFault(cursor.at, 'this parenthesis closes nothing: expected a term or the end');
  return query;
}

function anyOf(cursor: Cursor, limits: Limits, depth: number): QueryNode {
  const terms = [allOf(cursor, limits, depth)];
  while (cursor.takeOperator('OR')) terms.push(allOf(cursor, limits, depth));
  return joined('or', terms);
}

function allOf(cursor: Cursor, limits: Limits, depth: number): QueryNode {
  const terms = [term(cursor, limits, depth)];
  for (;;) {
    cursor.skipSpace();
    if (cursor.done || cursor.here === ')' || atOr(cursor)) return joined('and', terms);
    cursor.takeOperator('AND');
    terms.push(term(cursor, limits, depth));
  }
}

function atOr(cursor: Cursor): boolean {
  const { at } = cursor;
  const there = cursor.takeOperator('OR');
  cursor.at = at;
  return there;
}

/** One node for the terms; a term of the same kind, which parentheses made, is taken apart. */
export function joined(kind: 'and' | 'or', terms: readonly QueryNode[]): QueryNode {
  const flat = terms.flatMap((each) => (each.kind === kind ? each.terms : [each]));
  const [first] = flat;
  const last = flat.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a node needs a term');
  return flat.length === 1 ? first : { kind, terms: flat, start: first.start, end: last.end };
}

function term(cursor: Cursor, limits: Limits, depth: number): QueryNode {
  cursor.skipSpace();
  const start = cursor.at;
  if (depth > deepestNesting)
    throw queryFault(start, `nested deeper than ${deepestNesting} levels`, 'simplify the query');
  for (const operator of ['AND', 'OR'] as const) {
    if (cursor.takeOperator(operator)) throw expectedTerm(start, `before ${operator}`);
  }
  if (cursor.done) throw expectedTerm(start, 'here, where the query ends');
  if (cursor.here === ')') throw expectedTerm(start, 'before )');
  if (cursor.takeOperator('NOT')) return negation(cursor, limits, depth, start);
  if (cursor.take('-')) {
    if (cursor.atBoundary) throw expectedTerm(cursor.at, 'right after -');
    return negation(cursor, limits, depth, start);
  }
  const node = cursor.take('(') ? group(cursor, limits, depth, start) : condition(cursor, limits);
  if (!cursor.atBoundary)
    throw queryFault(
      cursor.at,
      `expected a space before ${shown(cursor.here)}`,
      'put a space there, or quotes around all that belongs together',
    );
  return node;
}

function negation(cursor: Cursor, limits: Limits, depth: number, start: number): QueryNode {
  const negated = term(cursor, limits, depth + 1);
  return { kind: 'not', term: negated, start, end: cursor.at };
}

function group(cursor: Cursor, limits: Limits, depth: number, start: number): QueryNode {
  const inner = anyOf(cursor, limits, depth + 1);
  if (!cursor.take(')'))
    throw queryFault(start, 'this parenthesis is not closed: expected ) after its terms');
  return inner;
}

function condition(cursor: Cursor, limits: Limits): QueryNode {
  const start = cursor.at;
  limits.condition(start);
  const name = takeFieldName(cursor);
  const read = name === null ? bareTerm(cursor, limits) : readCondition(cursor, fieldOf(name, start), limits);
  return { ...read, start, end: cursor.at };
}

/** A word, a phrase, the beginning of a word, or an expression. */
function bareTerm(cursor: Cursor, limits: Limits): Condition {
  const piece = cursor.piece();
  const { form, text, start } = piece;
  if (text === '') throw queryFault(start, 'expected a word or a phrase');
  if (form === 'quoted') return { kind: 'words', field: 'anywhere', texts: [text] };
  if (form === 'bare') refuseComparison(text, start);
  const pattern = patternOf(piece, limits);
  if (pattern.how === 'text') return { kind: 'words', field: 'anywhere', texts: [pattern.text] };
  return { kind: 'matching', field: pattern.how === 'prefix' ? 'word' : 'anywhere', patterns: [pattern] };
}

function refuseComparison(text: string, start: number): void {
  const [, name = '', sign] = /^([a-z_]+)(>=?|<=?|=)/i.exec(text) ?? [];
  if (findField(name) === null) return;
  throw queryFault(
    start,
    `expected a colon after ${name}`,
    `write ${name}:${sign === '=' ? '' : sign}…, or quotes around the text`,
  );
}

function expectedTerm(at: number, where: string): AppError {
  return queryFault(
    at,
    `expected a term ${where}`,
    'write a word, a "phrase", field:value or a group in parentheses there',
  );
}

function loneSurrogate(text: string): number {
  return text.search(/\p{Surrogate}/u);
}
