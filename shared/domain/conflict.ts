import type { EntryIntegrity } from './case.ts';

/** One of the entries that carry the same id with other bytes. */
export interface ConflictSide {
  /** The entry's number in this case file. */
  readonly id: number;
  readonly source: number;
  readonly sourceName: string;
  readonly line: number;
  readonly ordinal: number;
  /** As the entry writes it, or null. */
  readonly time: string | null;
  /** SHA-256 of the entry's bytes, hex. */
  readonly content: string;
  /** As the last recorded verification found it. */
  readonly integrity: EntryIntegrity;
}

/** A later entry with the id of an earlier one. */
export interface Conflict {
  /** The id that both carry. */
  readonly entryId: string;
  /** The first entry of the case that carries it. */
  readonly first: ConflictSide;
  readonly other: ConflictSide;
}

export interface ConflictPage {
  readonly rows: readonly Conflict[];
  readonly total: number;
}

/** A value as the entry writes it: a number by its digits, a text without its quotes; an empty object or array as such. */
export interface ComparedValue {
  readonly kind: 'text' | 'number' | 'boolean' | 'null' | 'object' | 'array';
  readonly text: string;
}

export interface ComparedField {
  /** As a mapping writes it; a name that stands twice in one object has ` (2)` after it the second time. */
  readonly path: string;
  readonly state: 'same' | 'different' | 'only-first' | 'only-other';
  readonly first: ComparedValue | null;
  readonly other: ComparedValue | null;
}

/** Two conflicting entries, field by field. */
export interface Comparison extends Conflict {
  /** Every field of either, in the order of the first entry, then what only the other has. */
  readonly fields: readonly ComparedField[];
  /** How many of them are not the same. 0: the bytes differ only in what carries no value, such as white space. */
  readonly differing: number;
  /** Why `fields` is not all there is, in one sentence; null where it is. */
  readonly incomplete: string | null;
}
