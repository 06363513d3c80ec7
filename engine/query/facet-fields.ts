import { columns } from '../../shared/domain/columns.ts';
import { AppError } from '../../shared/errors.ts';
import { findField, nearest } from '../../shared/query/fields.ts';

/** The columns worth counting. */
export const facetColumns: readonly string[] = columns.filter(({ facet }) => facet).map(({ name }) => name);
const countable: readonly string[] = [...columns.map(({ name }) => name), 'source', 'tag', 'integrity'];

/**
 * The field of that name that entries can be counted by: a normalized column, `source`, `tag` or `integrity`.
 *
 * @throws AppError INVALID_INPUT where there is none
 */
export function countableField(name: string): string {
  const known = findField(name);
  const field = known?.name ?? name;
  if (countable.includes(field)) return field;
  const near = nearest(name.toLowerCase(), countable);
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `entries cannot be counted by ${JSON.stringify(name)}${near === null ? '' : `; did you mean ${near}?`}`,
    safe: 'nothing was searched or changed',
    next: `name one of ${countable.join(', ')}`,
  });
}
