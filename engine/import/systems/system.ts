import type { ColumnName } from '../../../shared/domain/columns.ts';

/** How one system's entries become columns: data over one evaluator, so that a mapping file can say the same. */
export interface System {
  readonly name: string;
  /** Member names that mark an entry: all of the first list, and at least one of the second. */
  readonly marks: { readonly all: readonly string[]; readonly any: readonly string[] };
  /** Where each column's value stands: dotted paths, the first that is there counts. Columns not named stay empty. */
  readonly columns: Partial<Readonly<Record<ColumnName, readonly string[]>>>;
}

/** Whether an object looks like an entry of the system. */
export function recognizes(system: System, value: object): boolean {
  const { all, any } = system.marks;
  return all.every((name) => Object.hasOwn(value, name)) && any.some((name) => Object.hasOwn(value, name));
}
