import { z } from 'zod';
import { type Acquisition, type ConnectionTest, type SyncResult, syncSystems } from '../domain/sync.ts';
import { call, job } from './operation.ts';

const text = z.string().min(1).max(4096);

const connection = {
  system: z.enum(syncSystems),
  /** The origin, without `/v1`. */
  baseUrl: text,
  /** The API key. It is used only for the requests: no file, log or answer of the engine contains it. */
  key: z.string().min(1).max(8192),
  /** A file of further certificate authorities, PEM. */
  caFile: text.optional(),
};

/** What a sync asks for. */
const wish = {
  ...connection,
  /** A date, or a time with its offset; a date alone is its whole day in UTC. */
  from: z.string().max(64).optional(),
  to: z.string().max(64).optional(),
  /** By the API's own names. */
  filters: z.record(z.string().max(100), z.array(z.string().max(1000)).max(1000)).default({}),
  /** One entry, by its id, instead of a period. */
  entry: z.string().min(1).max(1000).optional(),
  /** The whole period again, not only what is new. */
  full: z.boolean().default(false),
};

export const syncWishSchema = z.object(wish);

export const syncOperations = {
  /** One small request, to test the address, the key and the certificate. */
  'sync.test': call<ConnectionTest>()(z.object(connection)),
  /** Into the open case, or into the case file at `into`, which is created if it is missing. */
  'sync.run': job<SyncResult>()(
    z.object({
      ...wish,
      into: z.string().min(1).max(4096).optional(),
      /** Asks again, this many seconds after each answer, until it is stopped. */
      follow: z.number().min(1).max(86_400).optional(),
    }),
  ),
  /** The acquisitions of the open case, including unfinished ones, the oldest first. */
  'sync.list': call<readonly Acquisition[]>()(z.object({})),
  /** Makes a source of what an unfinished acquisition has fetched; its statement stays incomplete. */
  'sync.keep': job<SyncResult>()(z.object({ acquisition: z.number().int().positive() })),
  /** Discards what an unfinished acquisition has fetched. */
  'sync.discard': call<null>()(z.object({ acquisition: z.number().int().positive() })),
} as const;
