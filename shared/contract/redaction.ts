/** What is withheld from a pack or masked in it, and why: any number of rules, each with its own ground. */
import { z } from 'zod';

const query = z.string().min(1);
const entries = z.array(z.number().int().positive()).min(1).max(1_000_000);
const entryIds = z.array(z.string().min(1)).min(1).max(100_000);

const ground = {
  /** The ground, in a few words: `attorney-client privilege`. */
  basis: z.string().min(1).max(200).optional(),
  reason: z.string().min(1).max(2000),
};

/** Which entries: those that match, or those chosen by their numbers in the case file or by their own ids. */
const chosen = { query: query.optional(), entries: entries.optional(), entryIds: entryIds.optional() };

function choices(rule: { query?: unknown; entries?: unknown; entryIds?: unknown }): number {
  return [rule.query, rule.entries, rule.entryIds].filter((each) => each !== undefined).length;
}

/** Entries that are in the pack's proofs and in its privilege log, and nowhere else. */
const withholdSchema = z
  .strictObject({ kind: z.literal('withhold'), ...chosen, ...ground })
  .refine((rule) => choices(rule) === 1, 'exactly one of query, entries and entryIds has to say which');

/** Values that are replaced in a copy; in all entries, if none are named. */
const maskSchema = z
  .strictObject({
    kind: z.literal('mask'),
    fields: z.array(z.string().min(1).max(1000)).min(1).max(100),
    ...chosen,
    ...ground,
  })
  .refine((rule) => choices(rule) <= 1, 'at most one of query, entries and entryIds may say which');

export const redactionRuleSchema = z.discriminatedUnion('kind', [withholdSchema, maskSchema]);
export type RedactionRule = z.output<typeof redactionRuleSchema>;

export type MaskRule = z.output<typeof maskSchema>;

/**
 * An entry that one rule withholds is withheld, whatever other rules say. If several mask an entry, the fields of all
 * of them are masked.
 */
export const redactionSchema = z.array(redactionRuleSchema).max(100);
export type Redaction = z.output<typeof redactionSchema>;
