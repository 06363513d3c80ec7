import type { NumberColumn, TextColumn, TimeColumn } from '../domain/columns.ts';

/** The longest query, in UTF-16 code units. */
export const longestQuery = 100_000;
/** How deep parentheses and negations may nest. */
export const deepestNesting = 100;
/** How many conditions a query may hold, and how many values all its lists together. */
export const mostConditions = 1_000;
export const mostValues = 10_000;

/** Where a part stands in the query's text: UTF-16 code units, 0-based, `end` excluded. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Fields whose whole value is compared. The note is not one: what is asked of it is which words it holds. */
export type ExactField = Exclude<TextColumn, 'note'> | 'source' | 'tag';
export const choices = {
  has: ['note', 'tag'],
  is: ['reviewed', 'privileged'],
  integrity: ['verified', 'broken', 'unverifiable', 'unchecked'],
} as const;
export type ChoiceField = keyof typeof choices;
/** Where words are looked for. */
export type WordField = 'anywhere' | 'note' | 'raw';
export type PresentField = ExactField | NumberColumn | TimeColumn | 'note';

/** A moment, exact to the nanosecond: milliseconds since 1970-01-01 UTC, and what is finer, 0 to 999,999. */
export interface Moment {
  readonly ms: number;
  readonly ns: number;
}

/** A time as a query states it: every moment from `first` on and before `next`. A date is its whole day. */
export interface TimeValue {
  readonly text: string;
  readonly first: Moment;
  readonly next: Moment;
}

export type Comparison = '>' | '>=' | '<' | '<=';
export type Test<V> =
  | { readonly op: 'in'; readonly values: readonly V[] }
  | { readonly op: Comparison; readonly value: V }
  /** Both ends included. */
  | { readonly op: 'range'; readonly from: V; readonly to: V };

export type Condition =
  | { readonly kind: 'words'; readonly field: WordField; readonly texts: readonly string[] }
  | { readonly kind: 'present'; readonly field: PresentField }
  | { readonly kind: 'exact'; readonly field: ExactField; readonly values: readonly string[] }
  | { readonly kind: 'choice'; readonly field: ChoiceField; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly field: NumberColumn; readonly test: Test<number> }
  | { readonly kind: 'time'; readonly field: TimeColumn; readonly test: Test<TimeValue> };

export type QueryNode = Span &
  (
    | Condition
    | { readonly kind: 'everything' }
    | { readonly kind: 'not'; readonly term: QueryNode }
    /** Two terms or more, none of the same kind as their parent. */
    | { readonly kind: 'and' | 'or'; readonly terms: readonly QueryNode[] }
  );
