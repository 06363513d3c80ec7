import type { EntryRow } from './case.ts';

export type RelatedKind = 'image' | 'case' | 'request' | 'actor' | 'conflicts';

/** Entries that have something in common with the entry that is asked about. */
export interface RelatedGroup {
  readonly kind: RelatedKind;
  /** What they have in common. */
  readonly value: string;
  /** Entries besides the one that is asked about. */
  readonly count: number;
  /** The query that finds all of them, and the entry that is asked about. */
  readonly query: string;
  /** Those nearest in time to the entry that is asked about, without it, in the order of their times. */
  readonly entries: readonly EntryRow[];
  /** The entries before and after it in that order; null at the ends. */
  readonly previous: number | null;
  readonly next: number | null;
}

export interface Related {
  /** One for each kind that the entry has a value for; its count is 0 if no other entry has that value. */
  readonly groups: readonly RelatedGroup[];
  /** Further places with the same bytes. */
  readonly duplicates: {
    readonly count: number;
    readonly first: readonly {
      readonly source: number;
      readonly sourceName: string;
      readonly line: number;
    }[];
  };
}
