import type { ContainerInfo, SkippedFile, SourceInfo } from '../../shared/domain/case.ts';
import type {
  CheckedHash,
  ImportResult,
  UnappliedOption,
  UncheckedHash,
} from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import type { WritableDb } from '../case/database.ts';
import { appendCustody } from '../custody/log.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { Expected } from './detect/expected-hashes.ts';
import { type Plan, planImport, refuseEmpty } from './detect/plan.ts';
import { FileImport } from './import-file.ts';

export interface ImportRequest {
  readonly paths: readonly string[];
  readonly system?: string | undefined;
  readonly mapping?: Mapping | undefined;
  /** Hex; of the one file that is imported. */
  readonly expectSha256?: string | undefined;
  /** The user says that the source is a selection: what is missing in it is no gap. */
  readonly partial: boolean;
  readonly actor: string;
}

/**
 * Imports files, the files of folders and those of zips, in one transaction: all of them or none.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN, INVALID_INPUT, CASE_LOCKED, DISK_FULL, CANCELLED
 */
export async function importPaths(
  db: WritableDb,
  request: ImportRequest,
  context: TaskContext,
  stop: StopFlag,
): Promise<ImportResult> {
  const plan = await planImport(request.paths, request, stop);
  const expected = expectedHere(plan, request);
  return inTransaction(db, async () => {
    const files = new FileImport(db, request, { context, stop, total: plan.bytes });
    const sources: SourceInfo[] = [];
    const containers: ContainerInfo[] = [];
    const hashes: CheckedHash[] = [];
    const unapplied: UnappliedOption[] = [];
    try {
      for (const file of plan.files) {
        const done = await files.import({ ...file, expected: [...expected, ...file.expected] });
        for (const source of done.sources) sources.push(source);
        for (const container of done.containers) containers.push(container);
        for (const hash of done.hashes) hashes.push(hash);
        for (const option of done.unapplied) unapplied.push(option);
      }
      files.finish();
    } finally {
      await files.close();
    }
    const { skipped, unchecked } = plan;
    recordLeftOut(db, request.actor, skipped, unchecked);
    return { sources, containers, skipped, hashes, unchecked, unapplied };
  });
}

/** @throws AppError INVALID_INPUT where the request cannot be met by these files */
function expectedHere(plan: Plan, { expectSha256 }: ImportRequest): Expected[] {
  const refuse = (message: string, next: string): never => {
    throw new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was imported', next });
  };
  refuseEmpty(plan, 'nothing was imported');
  if (expectSha256 === undefined) return [];
  if (!/^[0-9a-fA-F]{64}$/.test(expectSha256))
    refuse('the expected SHA-256 is not 64 hex digits', 'copy it again');
  if (plan.found !== 1) refuse('an expected SHA-256 is of one file', 'import the files one by one');
  return [{ sha256: expectSha256.toLowerCase(), by: '--expect-sha256' }];
}

/** What was passed over, and what could not be checked, is on record too, as far as a log can hold it. */
function recordLeftOut(
  db: WritableDb,
  actor: string,
  skipped: readonly SkippedFile[],
  unchecked: readonly UncheckedHash[],
): void {
  const listed = (files: readonly SkippedFile[]) =>
    files
      .slice(0, 1000)
      .map(({ name, reason }) => ({ name: name.toWellFormed(), reason: reason.toWellFormed() }));
  if (skipped.length > 0)
    appendCustody(db, actor, 'import', { skipped: skipped.length, files: listed(skipped) });
  if (unchecked.length > 0)
    appendCustody(db, actor, 'import', { uncheckedHashes: unchecked.length, files: listed(unchecked) });
}

async function inTransaction<T>(db: WritableDb, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
