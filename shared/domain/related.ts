import type { EntryRow } from './case.ts';

export type RelatedKind = 'image' | 'case' | 'request' | 'actor' | 'conflicts';

/** Entries that have something in common with one. */
export interface RelatedGroup {
  readonly kind: RelatedKind;
  /** What they have in common. */
  readonly value: string;
  /** Entries besides the one that is asked about. */
  readonly count: number;
  /** Shows all, the one that is asked about among them. */
  readonly query: string;
  /** In the order of their times: those around the one that is asked about, without it. */
  readonly entries: readonly EntryRow[];
  /** The entries before and after it in that order; null at the ends. */
  readonly previous: number | null;
  readonly next: number | null;
}

export interface Related {
  /** Of kinds that the entry has a value for; with a count of 0 where no other entry has it. */
  readonly groups: readonly RelatedGroup[];
  /** Where the same bytes stand again. */
  readonly duplicates: {
    readonly count: number;
    readonly first: readonly {
      readonly source: number;
      readonly sourceName: string;
      readonly line: number;
    }[];
  };
}
