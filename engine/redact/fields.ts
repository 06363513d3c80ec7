/** What a person names to be masked, as places of a source's records. */
import { columns, findColumn } from '../../shared/domain/columns.ts';
import { type Mapping, mappedColumns } from '../../shared/mapping/mapping.ts';
import { wholePath } from '../../shared/mapping/path.ts';

export type FieldPath = readonly string[];

/**
 * The paths of a field in a source's records: of a normalized column all those that its mapping takes it from; of a JSON
 * pointer (`/result/note`) or a path (`result.note`) that one.
 *
 * @returns for what is none of these, what is wrong with it
 */
export function fieldPaths(field: string, mapping: Mapping): FieldPath[] | string {
  if (field.startsWith('/')) {
    const names = field.slice(1).split('/');
    return [names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))];
  }
  if (findColumn(field) !== undefined) {
    return mappedColumns(mapping)
      .filter(({ column }) => columns[column]?.name === field)
      .flatMap(({ formulas }) =>
        formulas.flatMap(({ parts }) => parts.filter((part) => typeof part !== 'string')),
      );
  }
  const path = wholePath(field);
  return typeof path === 'string' ? path : [path];
}

/** Whether a value at `path` is named by one of the fields. */
export function isNamed(path: readonly string[], fields: readonly FieldPath[]): boolean {
  return fields.some((field) => field.length === path.length && field.every((name, i) => name === path[i]));
}
