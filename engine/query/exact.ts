import type { ExactField, PresentField } from '../../shared/query/syntax.ts';
import type { ReadableDb } from '../case/database.ts';
import { isCoded } from '../case/schema.ts';
import type { CompileScope } from './compile.ts';
import { codesOf } from './terms.ts';

/** Whether a field has exactly one of the values. */
export function exactSql(scope: CompileScope, field: ExactField, values: readonly string[]): string {
  const { db, parameters } = scope;
  if (field === 'tag') {
    const wanted = new Set(values);
    return parameters.isOneOf(scope.marked((marks) => marks.tags.some((tag) => wanted.has(tag))));
  }
  if (field === 'source') return parameters.isIn('e.source', sourcesCalled(db, values));
  if (field === 'system') {
    const wanted = new Set(values);
    return parameters.isIn(
      'e.source',
      sourcesWith(db, 'system', (system) => wanted.has(system)),
    );
  }
  if (field === 'sha256') {
    const hashes = values.map((value) => value.toLowerCase());
    return parameters.isIn('lower(hex(e.content))', hashes);
  }
  if (!isCoded(field)) return scope.holdsOneOf(field, values);
  const literals = scope.census.literal.has(field) ? values : [];
  return scope.holdsOneOf(field, [...codesOf(db, field, values), ...literals]);
}

/** The sources with one of the values as their id or name. */
function sourcesCalled(db: ReadableDb, values: readonly string[]): number[] {
  const wanted = new Set(values);
  return sourcesWith(db, 'source', (value) => wanted.has(value));
}

/** The sources whose id or name, or whose system, passes. */
export function sourcesWith(
  db: ReadableDb,
  field: 'source' | 'system',
  test: (text: string) => boolean,
): number[] {
  return db
    .prepare<[], { id: number; name: string; system: string }>('SELECT id, name, system FROM source')
    .all()
    .filter(({ id, name, system }) => (field === 'system' ? test(system) : test(String(id)) || test(name)))
    .map(({ id }) => id);
}

/** Whether a field has a value at all. */
export function presentSql(scope: CompileScope, field: PresentField): string {
  switch (field) {
    case 'source':
      return '1';
    case 'tag':
      return scope.parameters.isOneOf(scope.marked((marks) => marks.tags.length > 0));
    case 'note':
      return `(e.note IS NOT NULL OR ${scope.parameters.isOneOf(scope.marked((marks) => marks.notes.length > 0))})`;
    case 'time':
    case 'logged_at':
      return `(e.${field} IS NOT NULL OR e.${field}_text IS NOT NULL)`;
    default:
      return `e.${field} IS NOT NULL`;
  }
}
