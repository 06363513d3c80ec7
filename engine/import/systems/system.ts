import type { Mapping } from '../../../shared/mapping/mapping.ts';

/** A system whose entries are recognized, and how they become columns. All of it is data: a mapping file can say as much. */
export interface System {
  /** Paths that mark an entry by leading somewhere: all of the first list, at least one of the second, none of the third. */
  readonly marks: {
    readonly all: readonly string[];
    readonly any: readonly string[];
    readonly none: readonly string[];
  };
  /** Its name is the system's. */
  readonly mapping: Mapping;
}
