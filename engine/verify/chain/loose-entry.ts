import type { Quarantine } from '../quarantined-offsets.ts';

/** Where a record stands, for findings. */
export interface RecordPlace {
  readonly entryId: string | null;
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  /** Milliseconds since 1970; NaN where the record states no time that can be read. */
  readonly time: number;
}

/** What quarantined bytes stand between two offsets, the second of them not beyond the records met so far; null where none do. */
export type QuarantinedBetween = (from: number, to: number) => Quarantine | null;

/** An entry that names neither neighbour in the file as the one before it. */
export interface LooseEntry {
  readonly place: RecordPlace;
  /** Its number among the entries that state a hash. */
  readonly n: number;
  readonly previous: string;
  readonly quarantine: { before: Quarantine | null; after: Quarantine | null };
  /** Of the records that stand before and after it in the file. */
  readonly times: { readonly before: number; after: number };
  /** Whether its bytes stood in the source before, which is told apart. */
  readonly repeated: boolean;
}
