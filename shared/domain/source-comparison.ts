/** Two acquisitions of one trail, held against each other by the bytes and the ids of their entries. */
export interface SourceComparison {
  readonly first: ComparedSource;
  readonly second: ComparedSource;
  /** The period that both cover, by their entries' own times; null if there is none. */
  readonly overlap: Period | null;
  /**
   * `same`: the same records in the same order. `grown`: the second goes on where the first ends. `shortened`: the first
   * goes on where the second ends. `different`: anything else.
   */
  readonly relation: 'same' | 'grown' | 'shortened' | 'different';
  /** Entries in both, byte for byte. */
  readonly kept: number;
  /** Ids with one version of the entry only in the first, and another version only in the second. */
  readonly changed: number;
  readonly onlyFirst: {
    /** Within the period of the second. */
    readonly vanished: number;
    /** Outside of that period: nothing says that they are gone. */
    readonly outside: number;
    /** At the very time of the second's first or last entry: whether it holds all of that time cannot be told. */
    readonly onBound: number;
    /** Within that period, but the second is a declared selection: nothing says that they are gone either. */
    readonly unselected: number;
    /** They have no time, or the second has none: whether they fall into its period cannot be told. */
    readonly undated: number;
  };
  readonly onlySecond: {
    readonly later: number;
    readonly earlier: number;
    /** Within the period of the first, which does not have them. */
    readonly appeared: number;
    /** At the very time of the first's first or last entry. */
    readonly onBound: number;
    /** Within that period, but the first is a declared selection. */
    readonly unselected: number;
    readonly undated: number;
  };
  /** Entries in both run the other way round. */
  readonly reversed: boolean;
  /** How many entries in both were moved: the fewest that have to be left out for the others to be in the same order. */
  readonly moved: number;
  /** The first `differencesListed` of those that changed, vanished, appeared and moved. */
  readonly differences: readonly SourceDifference[];
  readonly differencesTotal: number;
  /** Where one is the beginning of the other. */
  readonly consistency: ContentConsistency | null;
}

export interface ComparedSource {
  readonly id: number;
  readonly name: string;
  readonly system: string;
  /** Readable records; `repeated` of them stand a second time. */
  readonly records: number;
  readonly repeated: number;
  /** Spans that could not be read: what seems to be missing may be there. */
  readonly quarantined: number;
  /** Declared a selection at its import. */
  readonly partial: boolean;
  readonly period: Period | null;
}

/** First and last time, ISO 8601 in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface SourceDifference {
  readonly kind: 'changed' | 'vanished' | 'appeared' | 'moved';
  readonly first: ComparedRecord | null;
  readonly second: ComparedRecord | null;
}

export interface ComparedRecord {
  /** The entry's number in the case file. */
  readonly entry: number;
  readonly entryId: string | null;
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  /** ISO 8601 in UTC. */
  readonly time: string | null;
  /** SHA-256 of its bytes, hex. */
  readonly content: string;
}

/**
 * RFC 6962 trees over the content hashes of all records, without salts, so that anybody who has the two files gets the
 * same roots; and the proof that one is the beginning of the other.
 */
export interface ContentConsistency {
  readonly first: { readonly size: number; readonly root: string };
  readonly second: { readonly size: number; readonly root: string };
  /** Hex; from the smaller tree to the larger. */
  readonly proof: readonly string[];
}

/** How many differences a comparison lists; all are counted. */
export const differencesListed = 10_000;
