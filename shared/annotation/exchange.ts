import type { Saying } from './answers.ts';

export interface AnnotationExport {
  readonly out: string;
  readonly events: number;
  /** Distinct entries that they are about. */
  readonly entries: number;
  /** Of the file, hex. */
  readonly sha256: string;
}

/** One of two statements about the same entries by people who could not see each other's. */
export interface ConflictSide extends Saying {
  /** The coded value, `on` or `off` for a tag, `yes` or `no` for reviewed; empty if a code was removed. */
  readonly value: string;
}

export interface AnnotationConflict {
  readonly about: 'code' | 'tag' | 'reviewed' | 'layout';
  /** The field or the tag. */
  readonly name: string;
  readonly here: ConflictSide;
  /** As imported: with the number that its event has in this case. */
  readonly there: ConflictSide;
  /** Which of the two is in effect, because it is later; the other stays in the history. */
  readonly prevails: 'here' | 'there';
  readonly entries: number;
  /** The numbers of the first few of them. */
  readonly examples: readonly number[];
}

/** What one person said in the events that are new. */
export interface NewFrom {
  readonly author: string;
  readonly events: number;
  /** The times of the first and the last, ISO 8601 in UTC. */
  readonly first: string;
  readonly last: string;
}

export interface AnnotationImport {
  /** Whose annotations they are. */
  readonly case: { readonly uuid: string; readonly title: string };
  /** Whether that is a copy of this case. */
  readonly sameCase: boolean;
  /** Events in the file. */
  readonly events: number;
  readonly added: number;
  /** By author, the most events first; at most 100. */
  readonly authors: readonly NewFrom[];
  /** Events that were here already. */
  readonly duplicates: number;
  /**
   * Distinct entries that the file's events are about, and how many of them this case lacks: they are marked once
   * they are imported.
   */
  readonly entries: number;
  readonly missing: number;
  /** The most entries first; at most 10,000 are listed. */
  readonly conflicts: readonly AnnotationConflict[];
  readonly conflictsTotal: number;
}
