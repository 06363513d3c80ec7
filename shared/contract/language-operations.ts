import { z } from 'zod';
import type { ClaimHistory, ImageHistory } from '../domain/history.ts';
import type { Related } from '../domain/related.ts';
import { queryInput } from './inputs.ts';
import { call, job } from './operation.ts';

/** A field of a case beside those that the language has for every case. */
export interface CaseField {
  /** As it is written before the colon. */
  readonly name: string;
  readonly kind: 'path' | 'coding';
  /** What its values are: `text`, `number`, `boolean`, `object`, the most frequent first. */
  readonly types: readonly string[];
  /** Some values that are short; of a coding field those of the layout and those that were given. */
  readonly examples: readonly string[];
}

/** What a search term finds. */
export interface TermCount {
  /** As it was given. */
  readonly term: string;
  /** How often its words stand in the texts of its entries; a term without words counts once an entry. */
  readonly hits: number;
  /** Entries that no other term of the list finds. */
  readonly unique: number;
  readonly entries: number;
  /** Why it does not read, with the position in it; null where it does. What does not read finds nothing. */
  readonly fault: string | null;
}

export interface TermsReport {
  /** What all terms are looked for in. */
  readonly query: string;
  readonly total: number;
  /** Entries that any of the terms finds. */
  readonly entries: number;
  /** In the order of the list. */
  readonly terms: readonly TermCount[];
}

/** As entries have it: an empty text is one too. */
const value = z.string().max(100_000);
/** Which of a history's entries are wanted. */
const part = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(0).max(5000).default(2000),
};

/** What completing and understanding queries needs to know of a case, and what belongs together in it. */
export const languageOperations = {
  /** The paths that a sample of the entries has, and the coding fields: those of the layout, and others in use. */
  'query.fields': call<readonly CaseField[]>()(z.object({})),
  /** How much each of a list of queries finds, alone and together with the others. */
  'query.terms': job<TermsReport>()(
    z.object({ query: queryInput, terms: z.array(z.string().max(100_000)).min(1).max(2_000) }),
  ),
  /** What else belongs to an entry: by image, claim, request, actor and time, id, and bytes. */
  'entry.related': call<Related>()(
    z.object({
      id: z.number().int().positive(),
      /** Entries listed of each group. */
      first: z.number().int().min(1).max(200).default(10),
      /** How far from the entry's time the same actor's entries belong to it. */
      minutes: z
        .number()
        .int()
        .min(1)
        .max(60 * 24 * 31)
        .default(15),
    }),
  ),
  /** Everything on one image, in the order of time, with what changed and what contradicts. */
  'history.image': call<ImageHistory>()(z.object({ image: value, ...part })),
  /** Everything on one claim, with its images, its last decision and what came before that. */
  'history.claim': call<ClaimHistory>()(z.object({ claim: value, ...part })),
} as const;
