import { z } from 'zod';
import type { ClaimHistory, ImageHistory } from '../domain/history.ts';
import type { Related } from '../domain/related.ts';
import { queryInput } from './inputs.ts';
import { call, job } from './operation.ts';

/** A field that a case has in addition to those of the language. */
export interface CaseField {
  /** As it is written before the colon. */
  readonly name: string;
  readonly kind: 'path' | 'coding';
  /** The types of its values: `text`, `number`, `boolean`, `object`, the most frequent first. */
  readonly types: readonly string[];
  /** Some short values; for a coding field, those of the layout and those in use. */
  readonly examples: readonly string[];
}

/** What a search term finds. */
export interface TermCount {
  /** As it was given. */
  readonly term: string;
  /** How often its words occur in the texts of its entries; a term without words counts once for each entry. */
  readonly hits: number;
  /** Entries that no other term in the list finds. */
  readonly unique: number;
  readonly entries: number;
  /**
   * Why the term cannot be read, with the position of the error; null if it can. A term that cannot be read finds
   * nothing.
   */
  readonly fault: string | null;
}

export interface TermsReport {
  /** What all terms are searched for in. */
  readonly query: string;
  readonly total: number;
  /** Entries that any of the terms finds. */
  readonly entries: number;
  /** In the order of the list. */
  readonly terms: readonly TermCount[];
}

/** As in the entry: a text may be empty. */
const value = z.string().max(100_000);
/** Which entries of a history are wanted. */
const part = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(5000).default(2000),
};

/** What is needed to complete and explain queries in a case, and to find what belongs together in it. */
export const languageOperations = {
  /** The paths that a sample of the entries has, and the coding fields: those of the layout, and others in use. */
  'query.fields': call<readonly CaseField[]>()(z.object({})),
  /** How much each query in a list finds, alone and together with the others. */
  'query.terms': job<TermsReport>()(
    z.object({ query: queryInput, terms: z.array(z.string().max(100_000)).min(1).max(2_000) }),
  ),
  /** What else belongs to an entry: entries with its image, claim, request, actor and time, id, or bytes. */
  'entry.related': call<Related>()(
    z.object({
      id: z.number().int().positive(),
      /** Entries listed of each group. */
      first: z.number().int().min(1).max(200).default(10),
      /** How close in time an entry of the same actor must be to count. */
      minutes: z
        .number()
        .int()
        .min(1)
        .max(60 * 24 * 31)
        .default(15),
    }),
  ),
  /** Everything about one image, in order of time, with changes and contradictions. */
  'history.image': call<ImageHistory>()(z.object({ image: value, ...part })),
  /** Everything about one claim, with its images, its last decision and what preceded that. */
  'history.claim': call<ClaimHistory>()(z.object({ claim: value, ...part })),
} as const;
