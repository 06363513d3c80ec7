import { fold } from './match/fold.ts';

/** The values of a field, by number from 0: what counts are told of. */
export interface FieldValues {
  readonly length: number;
  text(value: number): string;
  /** Whether the text of one comes before that of another, by UTF-16 code units. */
  precedes(a: number, b: number): boolean;
  /** By value, 1 where its text contains the folded needle. */
  containing(needle: string): Uint8Array;
}

export interface FacetCounts {
  readonly values: FieldValues;
  /** How many entries have each of the values; values of which there are none do not count. */
  readonly counts: Uint32Array;
  /** Entries without a value. */
  readonly missing: number;
}

export function listed(texts: readonly string[]): FieldValues {
  return {
    // It may grow.
    get length() {
      return texts.length;
    },
    text: (value) => texts[value] as string,
    precedes: (a, b) => (texts[a] as string) < (texts[b] as string),
    containing: (needle) => Uint8Array.from(texts, (text) => Number(fold(text).includes(needle))),
  };
}
