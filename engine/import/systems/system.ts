import type { Mapping } from '../../../shared/mapping/mapping.ts';

/** A system whose entries are recognized, and how they become columns. */
export interface System {
  /** Member names that mark an entry: all of the first list, and at least one of the second. */
  readonly marks: { readonly all: readonly string[]; readonly any: readonly string[] };
  /** Its name is the system's. */
  readonly mapping: Mapping;
}

/** Whether an object looks like an entry of the system. */
export function recognizes(system: System, value: object): boolean {
  const { all, any } = system.marks;
  return all.every((name) => Object.hasOwn(value, name)) && any.some((name) => Object.hasOwn(value, name));
}
