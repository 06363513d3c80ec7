import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ChainInput } from '../../shared/chain/profile-schema.ts';
import type { Reuse } from '../../shared/contract/integrity-operations.ts';
import type { JobContext } from '../../shared/contract/server.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { KnownSigner } from '../../shared/seal/known-signer.ts';
import { exactPath } from '../files/exact-path.ts';
import { unreadable } from '../files/path-faults.ts';
import { type InputKind, inputKind } from '../verify/input-kind.ts';
import { isMeantAsPack } from '../verify/meant-as-pack.ts';
import { CaseThreads, type CaseWorker } from './case-threads.ts';

export interface VerifyInput {
  readonly path?: string | undefined;
  readonly record: boolean;
  readonly partial: boolean;
  /** Sources of a case that are selections, where not all are. */
  readonly selections?: readonly number[] | undefined;
  /** Of a case or an export: the file that what is derived is kept in, and how it is used. */
  readonly state?: string | undefined;
  /** Whether the session made that file for itself. */
  readonly isOwnState?: boolean;
  readonly reuse?: Reuse | undefined;
  /** A file of known signers, for a pack or a receipt. */
  readonly trust?: string | undefined;
  /** Whether a pack's tables are made again, and compared. */
  readonly tables?: boolean;
  /** A file of receipts, for a case. */
  readonly checkpoint?: string | undefined;
  /** What is known of the maker's chain, for a case or an export. */
  readonly chain?: ChainInput | undefined;
}

/** Verifies the open case, or whatever stands at a path: a case file, a pack or a bare export. */
export async function verifyAny(
  input: VerifyInput,
  open: CaseThreads | null,
  known: () => readonly KnownSigner[],
  context: JobContext,
): Promise<VerifyReport> {
  if (input.path === undefined) return verifyOpen(input, open, known, context);
  const path = resolve(input.path);
  try {
    statSync(exactPath(path));
  } catch (error) {
    throw unreadable(path, error);
  }
  const threads = new CaseThreads({ path, mode: 'read-only', actor: '' });
  return threads.apart((worker) => verifyWith(worker, path, input, known, context));
}

async function verifyWith(
  worker: CaseWorker,
  path: string,
  input: VerifyInput,
  known: () => readonly KnownSigner[],
  context: JobContext,
): Promise<VerifyReport> {
  const { partial, selections, chain, state, isOwnState, reuse, ...files } = wishesOf(input);
  const kind = await kindOf(path, context.signal);
  if (kind !== 'pack' && input.tables) throw tablesOfNoPack(path);
  if (kind === 'case') return await worker.job('verify.case', withKnown(wishesOf(input), known), context);
  if (files.checkpoint !== undefined || selections !== undefined) throw noCase(path, kind);
  if (kind === 'pack' && state !== undefined) throw stateOfPack(path);
  if (kind === 'pack' && chain !== undefined) throw chainOfPack(path);
  if (state !== undefined && statSync(exactPath(path)).isDirectory()) throw stateOfFolder(path);
  if (kind === 'export' && reuse === 'unread') throw quickExport(path);
  if (kind === 'pack')
    return await worker.job(
      'verify.pack',
      { trust: files.trust, known: [...known()], tables: input.tables === true },
      context,
    );
  return await worker.job('verify.export', { partial, chain, state, isOwnState, reuse }, context);
}

function tablesOfNoPack(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is no pack: only a pack has tables`,
    safe: 'nothing was checked',
    next: 'leave out --tables, or name a pack',
  });
}

/** @throws AppError INVALID_INPUT where a pack was unpacked into it: its entries would pass for an export, whatever its seal says */
function folderKind(path: string): 'export' {
  const isUnpacked = [path, ...foldersIn(path)].some((folder) => existsSync(join(folder, paths.index)));
  if (!isUnpacked) return 'export';
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} holds an unpacked pack`,
    safe: 'nothing was checked',
    next: 'verify the zip that it came in, or do as its VERIFY.md says',
  });
}

function foldersIn(path: string): string[] {
  try {
    const within = readdirSync(path, { withFileTypes: true });
    return within.filter((each) => each.isDirectory()).map(({ name }) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** A zip that is no pack is what a vendor or a clerk put exports into. */
async function kindOf(path: string, signal: AbortSignal): Promise<InputKind> {
  if (statSync(exactPath(path)).isDirectory()) return folderKind(path);
  const kind = inputKind(path);
  return kind === 'pack' && !(await isMeantAsPack(path, signal)) ? 'export' : kind;
}

async function verifyOpen(
  input: VerifyInput,
  open: CaseThreads | null,
  known: () => readonly KnownSigner[],
  context: JobContext,
): Promise<VerifyReport> {
  if (input.tables) throw tablesOfNoPack('the open case');
  if (open === null) {
    throw new AppError({
      code: 'CASE_NOT_FOUND',
      message: 'no case is open',
      safe: 'nothing was changed',
      next: 'open one, or name a path',
    });
  }
  const wishes = withKnown(wishesOf(input), known);
  // What takes minutes is not to be lost because it cannot be recorded.
  if (input.record) await open.write((writer) => writer.client.call('case.writable', {}));
  const report = await open.apart((worker) => worker.job('verify.case', wishes, context));
  if (input.record) await open.write((writer) => writer.client.call('verify.record', { report }));
  return report;
}

/** Known signers bear on receipts alone; without one the list is not looked at. */
function withKnown(wishes: ReturnType<typeof wishesOf>, known: () => readonly KnownSigner[]) {
  return wishes.checkpoint === undefined ? wishes : { ...wishes, known: [...known()] };
}

/** Threads know no folder that paths could be meant from. */
function wishesOf({ partial, selections, chain, trust, checkpoint, state, isOwnState, reuse }: VerifyInput) {
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path));
  return {
    partial,
    selections: selections === undefined ? undefined : [...selections],
    chain,
    state: absolute(state),
    isOwnState,
    reuse,
    trust: absolute(trust),
    checkpoint: absolute(checkpoint),
  };
}

function noCase(path: string, kind: 'pack' | 'export'): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is ${kind === 'pack' ? 'a pack' : 'an export'}, and receipts and selections are of sources of a case file`,
    safe: 'nothing was checked',
    next: 'verify the case file with them, or this without',
  });
}

function stateOfPack(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is a pack, which is verified as a whole each time`,
    safe: 'nothing was checked',
    next: 'verify it without a state',
  });
}

function stateOfFolder(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is a folder, and a state is of one file`,
    safe: 'nothing was checked',
    next: 'verify it without a state, or import it into a case and verify that with one',
  });
}

function quickExport(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is an export, of which nothing is known as long as its bytes are not hashed`,
    safe: 'nothing was checked',
    next: 'verify it with the state alone: what did not change is hashed, and not followed again',
  });
}

function chainOfPack(path: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is a pack, which is verified by what is in it, without a key or a profile of its maker's chain`,
    safe: 'nothing was checked',
    next: 'verify the case file or the export with them',
  });
}
