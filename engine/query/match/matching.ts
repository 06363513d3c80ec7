import { namesOf } from '../../../shared/domain/columns.ts';
import type { ExactField, MatchField, Pattern } from '../../../shared/query/syntax.ts';
import type { Marks } from '../../annotation/marks.ts';
import { isCoded } from '../../case/schema.ts';
import { balanced } from '../balanced.ts';
import type { CompileScope } from '../compile.ts';
import { sourcesWith } from '../exact.ts';
import { codesPassing } from '../terms.ts';
import { rawMatching } from './raw.ts';
import { type MatchMode, matchesSql } from './sql-function.ts';
import { partTest, type TextTest, valueTest } from './text-tests.ts';

/** Whether a field, or any text, holds what one of the patterns asks for. */
export function matchingSql(scope: CompileScope, field: MatchField, patterns: readonly Pattern[]): string {
  switch (field) {
    case 'raw':
      return scope.bytes(rawMatching(patterns));
    case 'note':
      return inNotes(scope, patterns);
    case 'anywhere':
    case 'word':
      return inAnyText(scope, patterns, field === 'word');
    case 'tag': {
      const test = valueTest(patterns);
      return scope.parameters.isOneOf(scope.marked((marks) => marks.tags.some(test)));
    }
    case 'source':
    case 'system':
      return scope.parameters.isIn('e.source', sourcesWith(scope.db, field, valueTest(patterns)));
    case 'sha256':
      return matchesSql(scope, 'lower(hex(e.content))', 'value', patterns.map(inLowerCase));
    default:
      return inColumn(scope, field, 'value', patterns, valueTest(patterns));
  }
}

/** Digits of a hash, or how one begins: nothing else is asked of it. */
function inLowerCase(pattern: Pattern): Pattern {
  return pattern.how === 'text' || pattern.how === 'prefix'
    ? { ...pattern, text: pattern.text.toLowerCase() }
    : pattern;
}

function inAnyText(scope: CompileScope, patterns: readonly Pattern[], whole: boolean): string {
  const test = partTest(patterns, whole);
  const mode = whole ? 'word' : 'part';
  return balanced(
    'OR',
    [
      ...namesOf('text').map((column) => inColumn(scope, column, mode, patterns, test)),
      scope.parameters.isOneOf(scope.marked((marks) => marksHold(marks, test))),
    ].filter((sql) => sql !== '0'),
  );
}

/** In a note words are looked for, and prefixes are of words. */
function inNotes(scope: CompileScope, patterns: readonly Pattern[]): string {
  const test = partTest(patterns, false);
  const marked = scope.marked((marks) => marks.notes.some(({ text }) => test(text)));
  return `(${inColumn(scope, 'note', 'part', patterns, test)} OR ${scope.parameters.isOneOf(marked)})`;
}

/** Whether a note, a tag or what a coding field says passes. */
export function marksHold(marks: Marks, test: TextTest): boolean {
  return (
    marks.notes.some(({ text }) => test(text)) ||
    marks.tags.some(test) ||
    [...marks.codes.values()].some(test)
  );
}

/** The dictionary is looked through once, now; rows are then compared by code. */
function inColumn(
  scope: CompileScope,
  column: Exclude<ExactField, 'tag' | 'source' | 'system' | 'sha256'> | 'note',
  mode: MatchMode,
  patterns: readonly Pattern[],
  test: TextTest,
): string {
  const { db, context } = scope;
  if (!isCoded(column)) return matchesSql(scope, `e.${column}`, mode, patterns);
  const byCode = scope.holdsOneOf(column, codesPassing(db, column, test, context));
  if (!scope.census.literal.has(column)) return byCode;
  return `(${byCode} OR (typeof(e.${column}) = 'text' AND ${matchesSql(scope, `e.${column}`, mode, patterns)}))`;
}
