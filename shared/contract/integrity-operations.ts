import { z } from 'zod';
import { chainInputSchema } from '../chain/profile-schema.ts';
import type { ChainedEvent } from '../custody/events.ts';
import type { Comparison } from '../domain/conflict.ts';
import {
  type CustodyExport,
  type CustodyPage,
  type CustodyState,
  custodyFormats,
} from '../domain/custody.ts';
import type { NearbyRecord } from '../domain/nearby-record.ts';
import type { SourceComparison } from '../domain/source-comparison.ts';
import type { VerifyReport } from '../domain/verification.ts';
import { call, job } from './operation.ts';

const entry = z.number().int().positive();
const path = z.string().min(1).max(4096);
const entryPath = z.string().min(1).max(1000);

export interface CheckpointResult {
  readonly out: string;
  readonly sources: readonly number[];
  /** Of the signing key, as ssh-keygen prints it; null if nobody signed. */
  readonly fingerprint: string | null;
  /** Whether the custody log records it. */
  readonly recorded: boolean;
}

/**
 * What to take over from an earlier verification: nothing; what has not changed since, as hashing the case file's
 * content shows; or everything, without looking at it now.
 */
export const reuses = ['nothing', 'unchanged', 'unread'] as const;
export type Reuse = (typeof reuses)[number];

/** What can be asked about integrity: verification and what goes with it, and custody. */
export const integrityOperations = {
  /** Verifies the open case, or the case file or pack at `path`. `record` adds the outcome and a custody event. */
  'verify.run': job<VerifyReport>()(
    z.object({
      path: path.optional(),
      record: z.boolean().default(false),
      /** A file of known signers' public keys, for a pack or a receipt. */
      trust: path.optional(),
      /** Whether to derive the tables of a pack again from its entries and compare them: this imports the entries. */
      tables: z.boolean().default(false),
      partial: z.boolean().default(false),
      /** Sources of a case that are selections, where not all are. */
      selections: z.array(z.number().int().positive()).max(100_000).optional(),
      /**
       * A file that keeps what is derived of a case or an export, to continue from; created if missing. Without it,
       * what is derived of an open case is kept while it is open, and of an export until the next one.
       */
      state: path.optional(),
      /** What not to derive again of what was kept; without this and a file, nothing is kept. */
      reuse: z.enum(reuses).optional(),
      /** What is known about the maker's chain: a key, a profile. */
      chain: chainInputSchema.optional(),
      /** A file of receipts that left the case earlier, to compare it with. */
      checkpoint: path.optional(),
    }),
  ),
  /** Writes the text of a verification report to a file; custody records it, unless read-only. */
  'verify.report': job<{ readonly out: string }>()(z.object({ text: z.string().max(1 << 26), out: path })),
  /** Writes the receipt of one source or of all, signed if a key is given. Custody records it, unless read-only. */
  'checkpoint.issue': job<CheckpointResult>()(
    z.object({
      source: z.number().int().optional(),
      key: path.optional(),
      passphrase: z.string().optional(),
      out: path,
    }),
  ),
  /** The report of the last recorded verification. */
  'verify.last': call<{ readonly time: string; readonly report: VerifyReport } | null>()(z.object({})),
  /** Two acquisitions of one trail: what is in both, what changed, what only one has. */
  'source.compare': job<SourceComparison>()(
    z.object({ first: z.number().int().positive(), second: z.number().int().positive() }),
  ),
  /** A readable record of a source and its neighbours in the file, in source order, as far as they exist. */
  'record.around': call<readonly NearbyRecord[]>()(
    z.object({
      source: z.number().int().positive(),
      ordinal: z.number().int().min(0),
      before: z.number().int().min(0).max(10).default(1),
      after: z.number().int().min(0).max(10).default(1),
      /** Where records state their own hash and the previous one, if those are wanted too. */
      hash: entryPath.optional(),
      previous: entryPath.optional(),
    }),
  ),
  /** Two entries of the case, by their numbers, field by field. */
  'entry.compare': call<Comparison>()(z.object({ first: entry, second: entry })),
  'custody.list': call<readonly ChainedEvent[]>()(
    z.object({
      after: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
  ),
  /** The custody log, filtered. */
  'custody.search': call<CustodyPage>()(
    z.object({
      action: z.string().max(100).optional(),
      actor: z.string().max(1000).optional(),
      text: z.string().max(1000).optional(),
      newestFirst: z.boolean().default(false),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
  ),
  /** Writes the whole log to a file, in the form of packs or as a table; custody records it, unless read-only. */
  'custody.export': job<CustodyExport>()(z.object({ format: z.enum(custodyFormats), out: path })),
  /** Whether the whole log is an unbroken chain. */
  'custody.state': call<CustodyState>()(z.object({})),
} as const;
