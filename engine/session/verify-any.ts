import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JobContext } from '../../shared/contract/server.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { unreadable } from '../case/faults.ts';
import { inputKind } from '../verify/input-kind.ts';
import { CaseThreads, type CaseWorker } from './case-threads.ts';

export interface VerifyInput {
  readonly path?: string | undefined;
  readonly record: boolean;
  readonly partial: boolean;
  /** A file of known signers, for a pack. */
  readonly trust?: string | undefined;
}

/** Verifies the open case, or whatever stands at a path: a case file, a pack or a bare export. */
export async function verifyAny(
  input: VerifyInput,
  open: CaseThreads | null,
  context: JobContext,
): Promise<VerifyReport> {
  if (input.path === undefined) return verifyOpen(input, open, context);
  const path = resolve(input.path);
  if (!existsSync(path)) throw unreadable(path, { code: 'ENOENT' });
  if (statSync(path).isDirectory()) throw unreadable(path, { code: 'EISDIR' });
  const threads = new CaseThreads({ path, mode: 'read-only', actor: '' });
  const trust = input.trust === undefined ? undefined : resolve(input.trust);
  return threads.apart((worker) => verifyWith(worker, path, { partial: input.partial, trust }, context));
}

function verifyWith(
  worker: CaseWorker,
  path: string,
  { partial, trust }: { readonly partial: boolean; readonly trust: string | undefined },
  context: JobContext,
): Promise<VerifyReport> {
  const kind = inputKind(path);
  if (kind === 'pack') return worker.job('verify.pack', { trust }, context);
  if (kind === 'export') return worker.job('verify.export', { partial }, context);
  return worker.job('verify.case', { partial }, context);
}

async function verifyOpen(
  { partial, record }: VerifyInput,
  open: CaseThreads | null,
  context: JobContext,
): Promise<VerifyReport> {
  if (open === null) {
    throw new AppError({
      code: 'CASE_NOT_FOUND',
      message: 'no case is open',
      safe: 'nothing was changed',
      next: 'open one, or name a path',
    });
  }
  const report = await open.apart((worker) => worker.job('verify.case', { partial }, context));
  if (record) await open.write((writer) => writer.client.call('verify.record', { report }));
  return report;
}
