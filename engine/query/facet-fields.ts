import { columns } from '../../shared/domain/columns.ts';
import { AppError } from '../../shared/errors.ts';
import { printCodingField, printPath } from '../../shared/query/field-name.ts';
import { findField, nearest } from '../../shared/query/fields.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { Condition } from '../../shared/query/syntax.ts';

/** The columns worth counting. */
export const facetColumns: readonly string[] = columns.filter(({ facet }) => facet).map(({ name }) => name);
const countable: readonly string[] = [...columns.map(({ name }) => name), 'source', 'tag', 'integrity'];

/**
 * The field of that name that entries can be counted by: a normalized column, `source`, `tag` or `integrity`, a coding
 * field or a path, as queries write them.
 *
 * @throws AppError INVALID_INPUT where there is none
 */
export function countableField(name: string): string {
  const known = findField(name);
  const field = known?.name ?? name;
  if (countable.includes(field)) return field;
  const own = ownField(name);
  if (own !== null) return own.kind === 'coding' ? printCodingField(own.name) : printPath(own.path);
  const near = nearest(name.toLowerCase(), countable);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `entries cannot be counted by ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    safe: 'nothing was searched or changed',
    next: `name one of ${countable.join(', ')}, a coding field (code.name) or a path (data.name, .name)`,
  });
}

/** The coding field or path that is written so; null for anything else. */
export function ownField(name: string): Extract<Condition, { kind: 'coding' | 'path' }> | null {
  if (!name.includes('.')) return null;
  try {
    const query = parseQuery(`${name}:*`);
    return query.kind === 'coding' || query.kind === 'path' ? query : null;
  } catch {
    return null;
  }
}
