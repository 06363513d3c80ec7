import type { Encoding } from '../bytes/encoded-text.ts';

/** A record of a source as it stands beside another. */
export interface NearbyRecord {
  /** The entry's number in the case file: of a duplicate, that of the entry whose bytes it repeats. */
  readonly entry: number;
  /** Whether its bytes stood in the case before. */
  readonly duplicate: boolean;
  readonly entryId: string | null;
  /** ISO 8601 in UTC, or the record's own text; null where there is none. */
  readonly time: string | null;
  readonly ordinal: number;
  readonly line: number;
  /** Of the record in the source, and of its bytes. */
  readonly byteOffset: number;
  readonly length: number;
  /** SHA-256 of its bytes, hex. */
  readonly content: string;
  readonly encoding: Encoding;
  /** What the record states of its chain; null where it states nothing there, or no text. */
  readonly hash: string | null;
  readonly previous: string | null;
}
