import type { SyncFilters } from '../../../shared/domain/sync.ts';
import type { Step, WalkState } from '../walk/walk.ts';

/** One request as the API documents it, without what authenticates it. */
export interface Ask {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** JSON, as the API wants it in a body. */
  readonly body: string | null;
  /** The answer is a stream of lines of any length, kept as it comes. */
  readonly streamed: boolean;
}

/** What is asked of an API, resolved: times in milliseconds since 1970. */
export interface Wish {
  readonly from: number | null;
  readonly to: number;
  readonly filters: SyncFilters;
  readonly entry: string | null;
  /** Most entries of an answer. */
  readonly limit: number;
}

/** One system's API. */
export interface Api {
  /** The entries' own members with their time and their id. */
  readonly time: string;
  readonly id: string;
  /** Paths to the array of entries in an answer that is an object, the likeliest first. */
  readonly members: readonly (readonly string[])[];
  /** The way through everything that is asked for. */
  begin(wish: Wish): WalkState;
  ask(step: Step, wish: Wish): Ask;
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Filters as parameters of a query, in the order of the API's own list; those of the form are left to the step. */
export function queryOf(
  filters: SyncFilters,
  names: readonly string[],
): (readonly [name: string, value: string])[] {
  return names.flatMap((name) => (filters[name] ?? []).map((value) => [name, value] as const));
}
