import { namesOf } from '../../shared/domain/columns.ts';
import type { Marks } from '../annotation/marks.ts';
import { type CodedColumn, isCoded } from '../case/schema.ts';
import { balanced } from './balanced.ts';
import type { CompileScope } from './compile.ts';
import { containsFolded, fold } from './match/fold.ts';
import { marksHold } from './match/matching.ts';
import { codesContaining } from './terms.ts';
import { containsSql } from './text-match.ts';

/** Whether one of the texts stands in a text column, a note, a tag or a coding, in any case. */
export function anywhereSql(scope: CompileScope, texts: readonly string[]): string {
  const columns = namesOf('text');
  return anyText(texts, (needle) => {
    const marked = scope.marked((marks) => marksHold(marks, (text) => containsFolded(text, needle)));
    const inColumns = columns.map((column) =>
      isCoded(column) ? codedSql(scope, column, needle) : plainSql(scope, column, needle),
    );
    return [...inColumns, scope.parameters.isOneOf(marked)];
  });
}

/** Whether one of the texts stands in the entry's own note or a reviewer's, in any case. */
export function noteSql(scope: CompileScope, texts: readonly string[]): string {
  return anyText(texts, (needle) => [
    plainSql(scope, 'note', needle),
    scope.parameters.isOneOf(scope.marked((marks) => notesContain(marks, needle))),
  ]);
}

function anyText(texts: readonly string[], places: (needle: string) => string[]): string {
  return balanced(
    'OR',
    texts.flatMap((text) => places(fold(text))).filter((sql) => sql !== '0'),
  );
}

function notesContain(marks: Marks, needle: string): boolean {
  return marks.notes.some((note) => containsFolded(note.text, needle));
}

function plainSql({ parameters }: CompileScope, column: string, needle: string): string {
  return `(${containsSql(`e.${column}`, needle, parameters.add(needle))}) IS TRUE`;
}

/** The dictionary is searched once, now; rows are then compared by code. */
function codedSql(scope: CompileScope, column: CodedColumn, needle: string): string {
  const byCode = scope.holdsOneOf(column, codesContaining(scope.db, column, needle, scope.context));
  if (!scope.census.literal.has(column)) return byCode;
  return `(${byCode} OR (typeof(e.${column}) = 'text' AND ${plainSql(scope, column, needle)}))`;
}
