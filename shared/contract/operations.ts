import { z } from 'zod';
import type { AccessMode, EntryDetail, EntryRow, QuarantinedSpan } from '../domain/case.ts';
import type { Comparison, ConflictPage } from '../domain/conflict.ts';
import type {
  DetectResult,
  ImportResult,
  QuarantineCount,
  QuarantineExport,
  RereadResult,
} from '../domain/import.ts';
import { mappingSchema } from '../mapping/schema.ts';
import { analysisOperations } from './analysis-operations.ts';
import { annotationOperations } from './annotation-operations.ts';
import { caseOperations } from './case-operations.ts';
import { indexOperations } from './index-operations.ts';
import { queryInput, sortInput, zoneInput } from './inputs.ts';
import { integrityOperations } from './integrity-operations.ts';
import { languageOperations } from './language-operations.ts';
import { call, job, stream } from './operation.ts';
import { packOperations } from './pack-operations.ts';
import { reportOperations } from './report-operations.ts';
import { sealingOperations } from './sealing-operations.ts';
import { signerOperations } from './signer-operations.ts';
import { stateOperations } from './state-operations.ts';
import { syncOperations } from './sync-operations.ts';
import { viewOperations } from './view-operations.ts';

const path = z.string().min(1).max(4096);
const query = queryInput;
const sort = sortInput;
const entry = z.number().int().positive();
const nothing = z.object({});

export interface AppInfo {
  readonly version: string;
  /** The system's name for the user who runs the engine, as custody records it. */
  readonly account: string;
  /** The case that this host was started with, or null. */
  readonly startCase: string | null;
  /** The highest mode in which this host opens a case. */
  readonly mostMode: AccessMode;
  /** The sample case, if it has been made. */
  readonly sampleCase: string | null;
  readonly recentCases: readonly { readonly path: string; readonly title: string; readonly opened: string }[];
}

export interface FileListing {
  readonly directory: string;
  readonly parent: string | null;
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly directory: boolean;
    readonly bytes: number;
  }[];
}

export interface PageAnswer {
  readonly rows: readonly EntryRow[];
  readonly matched: number;
  readonly total: number;
}

export interface CountAnswer {
  readonly matched: number;
  readonly total: number;
  /** Spent in the engine. */
  readonly elapsedMs: number;
}

export interface FacetValues {
  /** The most frequent first; ties in the order of the values. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Entries without a value. */
  readonly missing: number;
  /** How many distinct values there are, listed or not. */
  readonly distinct: number;
}
export type FacetsAnswer = Readonly<Record<string, FacetValues>>;

export interface ExtractResult {
  readonly out: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Everything that a screen or a command can ask of the engine. A session has at most one case open; operations on a
 * case answer CASE_NOT_FOUND if none is.
 */
export const operations = {
  'app.info': call<AppInfo>()(nothing),
  'files.list': call<FileListing>()(z.object({ directory: z.string().max(4096).optional() })),

  ...caseOperations,
  ...stateOperations,

  /** What files and folders hold, and what importing them would do. */
  'import.detect': call<DetectResult>()(
    z.object({
      paths: z.array(path).min(1),
      system: z.string().optional(),
      mapping: mappingSchema.optional(),
    }),
  ),
  /** Into the open case, or into the case file at `into`, which is created if it is missing. */
  'import.run': job<ImportResult>()(
    z.object({
      into: path.optional(),
      paths: z.array(path).min(1),
      system: z.string().optional(),
      /** Instead of the mapping of a known system, or the one that would be proposed. */
      mapping: mappingSchema.optional(),
      expectSha256: z.string().optional(),
      partial: z.boolean().default(false),
    }),
  ),
  'quarantine.list': call<readonly QuarantinedSpan[]>()(
    z.object({
      source: z.number().int().optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
  ),
  'quarantine.count': call<QuarantineCount>()(z.object({ source: z.number().int().optional() })),
  /** A range of a quarantined span's exact bytes, base64. */
  'quarantine.raw': call<string>()(
    z.object({
      id: z.number().int().positive(),
      offset: z.number().int().min(0),
      length: z
        .number()
        .int()
        .min(0)
        .max(1 << 20),
    }),
  ),
  /** The exact bytes of the spans, in the order of the list, each followed by one line feed. */
  'quarantine.export': job<QuarantineExport>()(z.object({ source: z.number().int().optional(), out: path })),
  /** Reads a source's bytes again, as a new source, with today's rules or with the given mapping. */
  'quarantine.reread': job<RereadResult>()(
    z.object({ source: z.number().int(), mapping: mappingSchema.optional() }),
  ),
  /**
   * Writes a source's file back as acquired, or a container, by its id. `stream`: what a compressed file decompresses
   * to instead.
   */
  'extract.run': job<ExtractResult>()(
    z.object({ source: z.number().int(), out: path, stream: z.boolean().optional() }),
  ),

  'query.count': call<CountAnswer>()(z.object({ query })),
  'query.page': call<PageAnswer>()(
    z.object({
      query,
      sort: sort.optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(2000).default(200),
    }),
  ),
  /** Where an entry stands in a result, 0-based, or -1. */
  'query.position': call<number>()(z.object({ query, sort: sort.optional(), entry })),
  /** Counts by value. A field's own `field:value` terms at the top level of the query do not narrow its own counts. */
  'query.facets': call<FacetsAnswer>()(
    z.object({
      query,
      fields: z.array(z.string()).optional(),
      top: z.number().int().min(1).max(10_000).default(100),
    }),
  ),
  ...analysisOperations,
  ...indexOperations,
  ...languageOperations,
  /** The result as a file's bytes, base64, in pieces; `xlsx` only through `query.export`. */
  'query.stream': stream<string>()(
    z.object({
      query,
      sort: sort.optional(),
      limit: z.number().int().min(0).optional(),
      format: z.enum(['ndjson', 'csv', 'table']),
      zone: zoneInput.optional(),
    }),
  ),
  'query.export': job<{ readonly out: string; readonly entries: number }>()(
    z.object({
      query,
      sort: sort.optional(),
      limit: z.number().int().min(0).optional(),
      format: z.enum(['ndjson', 'csv', 'xlsx', 'table']),
      /** For the times in columns; without it they are the entries' own text. */
      zone: zoneInput.optional(),
      out: path,
    }),
  ),

  'entry.detail': call<EntryDetail>()(z.object({ id: entry })),
  /** A range of the entry's exact bytes, base64. */
  'entry.raw': call<string>()(
    z.object({
      id: entry,
      offset: z.number().int().min(0),
      length: z
        .number()
        .int()
        .min(0)
        .max(1 << 20),
    }),
  ),

  /** Entries with the id of an earlier entry but other bytes, in the order of their numbers. */
  'conflict.list': call<ConflictPage>()(
    z.object({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
  ),
  /** One of those, by its own number or that of the first, beside the first: field by field. */
  'conflict.compare': call<Comparison>()(z.object({ id: entry })),

  ...integrityOperations,
  ...syncOperations,
  ...annotationOperations,
  ...viewOperations,
  ...reportOperations,

  ...signerOperations,
  ...packOperations,
  ...sealingOperations,
} as const;

export type Operations = typeof operations;
