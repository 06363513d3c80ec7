import { z } from 'zod';
import type { Comparison } from '../domain/conflict.ts';
import type { NearbyRecord } from '../domain/nearby-record.ts';
import { call } from './operation.ts';

const entry = z.number().int().positive();
const path = z.string().min(1).max(1000);

/** What the integrity screen asks beside verification itself. */
export const integrityOperations = {
  /** A readable record of a source and its neighbours in the file, in source order, as far as there are any. */
  'record.around': call<readonly NearbyRecord[]>()(
    z.object({
      source: z.number().int().positive(),
      ordinal: z.number().int().min(0),
      before: z.number().int().min(0).max(10).default(1),
      after: z.number().int().min(0).max(10).default(1),
      /** Where records state their own hash and that of the one before, to be given too. */
      hash: path.optional(),
      previous: path.optional(),
    }),
  ),
  /** Two entries of the case, by their numbers, field by field. */
  'entry.compare': call<Comparison>()(z.object({ first: entry, second: entry })),
} as const;
