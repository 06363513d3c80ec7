import { z } from 'zod';
import { call } from './operation.ts';

/** A field of a case beside those that the language has for every case. */
export interface CaseField {
  /** As it is written before the colon. */
  readonly name: string;
  readonly kind: 'path' | 'coding';
  /** What its values are: `text`, `number`, `boolean`, `object`, the most frequent first. */
  readonly types: readonly string[];
  /** Some values, shortened; of a coding field those of the layout and those that were given. */
  readonly examples: readonly string[];
}

/** What completing and understanding queries needs to know of a case. */
export const languageOperations = {
  /** The paths that a sample of the entries has, and the coding fields: those of the layout, and others in use. */
  'query.fields': call<readonly CaseField[]>()(z.object({})),
} as const;
