import type { NumberColumn, TextColumn, TimeColumn } from '../domain/columns.ts';

/** The longest query, in UTF-16 code units. */
export const longestQuery = 100_000;
/** The deepest nesting of parentheses and negations. */
export const deepestNesting = 100;
/** The most conditions in a query, and the most values in all its lists together. */
export const mostConditions = 1_000;
export const mostValues = 10_000;
/** The most regular expressions in a query, and the longest one, in UTF-16 code units. */
export const mostRegexes = 100;
export const longestRegex = 1_000;

/** The place of a part in the query's text: UTF-16 code units, 0-based, `end` excluded. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Fields whose whole value is compared. The note is not one: it is searched for words. `sha256` is the hash of the entry's
 * exact bytes, in hex; `system` belongs to the entry's source.
 */
export type ExactField = Exclude<TextColumn, 'note'> | 'source' | 'system' | 'tag' | 'sha256';
export const choices = {
  has: ['note', 'tag', 'code'],
  is: ['reviewed', 'privileged', 'conflicting', 'duplicated'],
  integrity: ['verified', 'broken', 'unverifiable', 'unchecked'],
} as const;
export type ChoiceField = keyof typeof choices;
/** Where words are searched. */
export type WordField = 'anywhere' | 'note' | 'raw';
/** Where patterns are searched; `word` searches everywhere, but only for whole words or their beginnings. */
export type MatchField = ExactField | WordField | 'word';
export type PresentField = Exclude<ExactField, 'system' | 'sha256'> | NumberColumn | TimeColumn | 'note';

/** A moment, exact to the nanosecond: milliseconds since 1970-01-01 UTC, and 0 to 999,999 nanoseconds beyond. */
export interface Moment {
  readonly ms: number;
  readonly ns: number;
}

/**
 * A time as a query states it: every moment from `first` on and before `next`. It lasts as long as the text is precise: a
 * year, a month, a day, a minute, a second or a fraction of one.
 */
export interface TimeValue {
  readonly text: string;
  readonly first: Moment;
  readonly next: Moment;
}

export type Comparison = '>' | '>=' | '<' | '<=';
interface Comparing<V> {
  readonly op: Comparison;
  readonly value: V;
}
interface Range<V> {
  readonly op: 'range';
  /** Both ends included. */
  readonly from: V;
  readonly to: V;
}
export type Test<V> = { readonly op: 'in'; readonly values: readonly V[] } | Comparing<V> | Range<V>;

/** `start`: its position in the query, so that the compiler can say where it is wrong. */
export interface RegexPattern {
  readonly how: 'regex';
  readonly source: string;
  readonly anyCase: boolean;
  readonly start: number;
}

/** What one text is compared with. */
export type Pattern =
  /** For a field, its whole value, exactly; for words, a part of the text, in any case. */
  | { readonly how: 'text'; readonly text: string }
  /** `text*`: for a field, the start of its value, exactly; for words, the start of one of them, in any case. */
  | { readonly how: 'prefix'; readonly text: string }
  /** `/source/` or, in any case, `/source/i`: some part matches. RE2 syntax, a slash in it as `\/`. */
  | RegexPattern
  /** `203.0.113.0/24`: an address in that network, as `readNetwork` prints it. */
  | { readonly how: 'network'; readonly network: string };

/** An unquoted value, compared with an entry's JSON: the number, literal or time that it spells. */
export interface BareValue {
  readonly how: 'bare';
  readonly text: string;
}

/** A number as its nearest double, and its text as written if it has more digits than a double. */
export interface NumberValue {
  readonly text: string;
  readonly value: number;
}

export type PathTest =
  | { readonly op: 'present' }
  | { readonly op: 'in'; readonly values: readonly (Pattern | BareValue)[] }
  | { readonly op: 'numbers'; readonly test: Comparing<NumberValue> | Range<NumberValue> }
  | { readonly op: 'times'; readonly test: Comparing<TimeValue> | Range<TimeValue> };

export type Condition =
  | { readonly kind: 'words'; readonly field: WordField; readonly texts: readonly string[] }
  | { readonly kind: 'present'; readonly field: PresentField }
  | { readonly kind: 'exact'; readonly field: ExactField; readonly values: readonly string[] }
  /** Like `words` and `exact`, but not only plain texts are asked for. */
  | { readonly kind: 'matching'; readonly field: MatchField; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly field: ChoiceField; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly field: NumberColumn; readonly test: Test<number> }
  | { readonly kind: 'time'; readonly field: TimeColumn; readonly test: Test<TimeValue> }
  /** A reviewers' coding field: its value or, if `patterns` is null, whether it has one. */
  | { readonly kind: 'coding'; readonly name: string; readonly patterns: readonly Pattern[] | null }
  /** The value at a path in the entry's own JSON, or under a table's heading. */
  | { readonly kind: 'path'; readonly path: readonly string[]; readonly test: PathTest };

export type QueryNode = Span &
  (
    | Condition
    | { readonly kind: 'everything' }
    | { readonly kind: 'not'; readonly term: QueryNode }
    /** Two terms or more, none of the same kind as their parent. */
    | { readonly kind: 'and' | 'or'; readonly terms: readonly QueryNode[] }
  );
