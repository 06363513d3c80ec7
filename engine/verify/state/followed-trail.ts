import { z } from 'zod';
import { findingSchema } from './source-state.ts';
import { trailProgressSchema } from './trail-progress.ts';

const count = z.number().int().min(0);
const offset = z.number().int().min(-1);

/** What was found in a source up to a place in it. */
export const followedTrailSchema = z.strictObject({
  trail: trailProgressSchema,
  findings: z.array(findingSchema),
  /** Where the last quarantined bytes of each kind stand; before the beginning where there are none. */
  quarantinedAt: z.strictObject({ remains: offset, foreign: offset }),
  quarantined: count,
  /** Entries that state a hash, of a chain. */
  hashes: count,
  /** Of a bare export: ids that were met, and what their fingerprints were made with. */
  ids: z.strictObject({ count, seeds: z.tuple([count, count]) }).nullable(),
  /** Of a source of a case. */
  stored: z
    .strictObject({
      /** SHA-256 of everything that the case file holds of the source, hex. */
      held: z.string(),
      /** The entry that comes next. */
      entry: count,
      /** By column, the codes of terms that its records have so far: a bit a code, base64. */
      terms: z.record(z.string(), z.string()),
    })
    .nullable(),
});

export type FollowedTrail = z.output<typeof followedTrailSchema>;
