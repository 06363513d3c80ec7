import { z } from 'zod';
import type { AnnotationExport } from '../../shared/annotation/exchange.ts';
import { chainInputSchema } from '../../shared/chain/profile-schema.ts';
import { analysisOperations } from '../../shared/contract/analysis-operations.ts';
import { annotationOperations } from '../../shared/contract/annotation-operations.ts';
import { indexOperations } from '../../shared/contract/index-operations.ts';
import { reuses } from '../../shared/contract/integrity-operations.ts';
import { languageOperations } from '../../shared/contract/language-operations.ts';
import { call, job } from '../../shared/contract/operation.ts';
import { type ExtractResult, operations } from '../../shared/contract/operations.ts';
import type { SealResult } from '../../shared/contract/pack-operations.ts';
import { reportOperations } from '../../shared/contract/report-operations.ts';
import { syncWishSchema } from '../../shared/contract/sync-operations.ts';
import { viewOperations } from '../../shared/contract/view-operations.ts';
import type { CustodyExport } from '../../shared/domain/custody.ts';
import type { GuidedReport, ReportCheck, ReportFile } from '../../shared/domain/guided-report.ts';
import type { QuarantineExport } from '../../shared/domain/import.ts';
import type { Acquisition, SyncedSource } from '../../shared/domain/sync.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import type { PackDifference } from '../../shared/pack/difference/difference.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';

const report = z.custom<VerifyReport>((value) => typeof value === 'object' && value !== null);

/** Where a finished file waits until custody tells of it, instead of taking its place at once. */
const held = { heldAt: z.string().optional() };

/** What a report verifies the case with: where the session keeps what it derived of it; the pack that it was made from. */
const verifying = { state: z.string().optional(), pack: z.string().optional() };

const knownSigner = z.custom<KnownSigner>((value) => typeof value === 'object' && value !== null);

/**
 * What a thread is asked: the contract's operations on one case file, and a few steps that the session puts together.
 * A thread serves all of it; the session gives each thread its part, so that reading, writing and verifying go on side
 * by side.
 */
export const threadOperations = {
  'case.info': operations['case.info'],
  /** Lets go of what is kept for questions: none comes for a while. */
  'thread.rest': call<null>()(z.object({})),
  /** Another number whenever another connection has changed the file. */
  'case.revision': call<number>()(z.object({})),
  'quarantine.list': operations['quarantine.list'],
  'quarantine.count': operations['quarantine.count'],
  'quarantine.raw': operations['quarantine.raw'],
  'quarantine.export': job<QuarantineExport>()(operations['quarantine.export'].input.extend(held)),
  'quarantine.reread': operations['quarantine.reread'],
  'verify.last': operations['verify.last'],
  'query.count': operations['query.count'],
  'query.page': operations['query.page'],
  'query.position': operations['query.position'],
  'query.facets': operations['query.facets'],
  ...analysisOperations,
  ...indexOperations,
  ...languageOperations,
  'query.stream': operations['query.stream'],
  'query.export': job<{ readonly out: string; readonly entries: number }>()(
    operations['query.export'].input.extend(held),
  ),
  'entry.detail': operations['entry.detail'],
  'entry.raw': operations['entry.raw'],
  'conflict.list': operations['conflict.list'],
  'conflict.compare': operations['conflict.compare'],
  'source.compare': operations['source.compare'],
  'custody.list': operations['custody.list'],
  'custody.export': job<CustodyExport>()(operations['custody.export'].input.extend(held)),
  'custody.search': operations['custody.search'],
  'custody.state': operations['custody.state'],
  'record.around': operations['record.around'],
  'entry.compare': operations['entry.compare'],
  ...annotationOperations,
  'annotation.export': job<AnnotationExport>()(operations['annotation.export'].input.extend(held)),
  ...viewOperations,
  'seal.preview': operations['seal.preview'],
  'seal.scope': operations['seal.scope'],
  'seal.related': operations['seal.related'],
  'seal.redaction': operations['seal.redaction'],
  'seal.contents': operations['seal.contents'],
  'seal.members': operations['seal.members'],
  'extract.run': job<ExtractResult>()(operations['extract.run'].input.extend(held)),
  'import.run': operations['import.run'],
  'case.setClosed': call<null>()(operations['case.setClosed'].input),
  'sync.acquire': job<Acquisition>()(syncWishSchema),
  /** Null where nothing was new and only that was wanted. */
  'sync.settle': job<SyncedSource | null>()(
    z.object({ acquisition: z.number().int(), onlyNew: z.boolean() }),
  ),
  'sync.list': operations['sync.list'],
  'sync.discard': operations['sync.discard'],
  /** Refused where nothing can be written to the case now: before what would be done in vain. */
  'case.writable': call<null>()(z.object({})),
  'custody.opened': call<null>()(z.object({})),
  'custody.disclosed': call<null>()(
    z.object({
      what: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      file: z.object({ held: z.string(), out: z.string(), replaces: z.boolean() }),
    }),
  ),
  /** `isOwnState`: whether the session made the state for itself, so that nothing is lost without it. */
  'verify.case': job<VerifyReport>()(
    z.object({
      partial: z.boolean(),
      selections: z.array(z.number()).optional(),
      state: z.string().optional(),
      isOwnState: z.boolean().optional(),
      reuse: z.enum(reuses).optional(),
      chain: chainInputSchema.optional(),
      checkpoint: z.string().optional(),
      trust: z.string().optional(),
      known: z.array(knownSigner).optional(),
    }),
  ),
  /** Makes the case that a pack is looked at in, at the thread's path. */
  'pack.build': job<null>()(z.object({ pack: z.string(), known: z.array(knownSigner) })),
  'pack.compare': job<PackDifference>()(z.object({ against: z.string(), known: z.array(knownSigner) })),
  'verify.pack': job<VerifyReport>()(
    z.object({ trust: z.string().optional(), known: z.array(knownSigner), tables: z.boolean() }),
  ),
  'verify.export': job<VerifyReport>()(
    z.object({
      partial: z.boolean(),
      chain: chainInputSchema.optional(),
      state: z.string().optional(),
      isOwnState: z.boolean().optional(),
      reuse: z.enum(reuses).optional(),
    }),
  ),
  'verify.record': call<null>()(z.object({ report })),
  /** `state`: where the session keeps what it derived of the case; without it, the case is derived as a whole. */
  'seal.run': job<SealResult>()(
    operations['seal.run'].input.extend({ state: z.string().optional(), known: z.array(knownSigner) }),
  ),
  'report.make': job<GuidedReport>()(reportOperations['report.make'].input.extend(verifying)),
  'report.export': job<ReportFile>()(
    reportOperations['report.export'].input.extend({ ...held, ...verifying }),
  ),
  'report.check': job<ReportCheck>()(reportOperations['report.check'].input.extend(verifying)),
  'pack.timestamp': operations['pack.timestamp'],
  'checkpoint.issue': operations['checkpoint.issue'],
} as const;
