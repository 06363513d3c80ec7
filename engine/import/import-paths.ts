import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { ImportResult } from '../../shared/contract/operations.ts';
import type { SourceInfo } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import type { WritableDb } from '../case/database.ts';
import { unreadable } from '../case/faults.ts';
import { acquisitionDigest, sourceInfos, sourceRow } from '../case/sources.ts';
import { appendCustody } from '../custody/log.ts';
import type { TaskContext } from '../task.ts';
import type { StopFlag } from '../threads/signal.ts';
import { fileBlocks } from './blocks.ts';
import { type Detected, detect, openInput } from './detect.ts';
import { importSource } from './import-source.ts';
import { KnownEntries } from './known-entries.ts';

export interface ImportRequest {
  readonly paths: readonly string[];
  readonly system?: string | undefined;
  /** Hex; of the one file that is imported. */
  readonly expectSha256?: string | undefined;
  /** The user says that the source is a selection: what is missing in it is no gap. */
  readonly partial: boolean;
  readonly actor: string;
}

interface Input {
  readonly path: string;
  readonly detected: Detected;
}

/**
 * Imports files, and the files of folders, in one transaction: all of them or none.
 *
 * @throws AppError FILE_UNREADABLE, FORMAT_UNKNOWN, INVALID_INPUT, CASE_LOCKED, DISK_FULL, CANCELLED
 */
export async function importPaths(
  db: WritableDb,
  request: ImportRequest,
  context: TaskContext,
  stop: StopFlag,
): Promise<ImportResult> {
  // Detected first, every one, and opened again to be read: a folder may hold more files than can be open at once.
  const inputs: Input[] = [];
  for (const path of filesOf(request.paths)) {
    stop.check();
    inputs.push({ path, detected: await withFile(path, (file) => detect(file, path, request.system)) });
  }
  checkInputs(inputs, request);
  return inTransaction(db, async () => {
    const known = new KnownEntries(db);
    const sources: SourceInfo[] = [];
    for (const { path, detected } of inputs) {
      const source = (file: number) =>
        importInput(db, { path, file, detected }, request, known, context, stop);
      sources.push(await withFile(path, source));
    }
    return { sources, containers: [], skipped: [] };
  });
}

async function withFile<T>(path: string, work: (file: number) => T | Promise<T>): Promise<T> {
  const file = openInput(path);
  try {
    return await work(file);
  } finally {
    closeSync(file);
  }
}

/** The files that paths stand for: a folder's regular files, its folders' too, in the order of their names. */
function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    try {
      if (!statSync(path).isDirectory()) return [resolve(path)];
      const names = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
      return names.flatMap((entry) => {
        const inner = join(path, entry.name);
        // Links are not followed: a folder from the other side must not reach outside itself.
        if (entry.isDirectory()) return filesOf([inner]);
        return entry.isFile() ? [resolve(inner)] : [];
      });
    } catch (error) {
      throw error instanceof AppError ? error : unreadable(path, error);
    }
  });
}

function checkInputs(inputs: readonly Input[], { paths, expectSha256 }: ImportRequest): void {
  const refuse = (message: string, next: string): never => {
    throw new AppError({ code: 'INVALID_INPUT', message, safe: 'nothing was imported', next });
  };
  if (inputs.length === 0)
    refuse(`there is no file in ${paths.join(', ')}`, 'name the files or the folder that holds them');
  if (inputs.every(({ detected }) => detected.layout.form === 'empty')) {
    refuse(
      `${inputs.map(({ path }) => path).join(', ')}: the file is empty`,
      'check that its export was completed',
    );
  }
  if (expectSha256 === undefined) return;
  if (!/^[0-9a-fA-F]{64}$/.test(expectSha256))
    refuse('the expected SHA-256 is not 64 hex digits', 'copy it again');
  if (inputs.length !== 1) refuse('an expected SHA-256 is of one file', 'import the files one by one');
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

async function importInput(
  db: WritableDb,
  { path, file, detected }: Input & { readonly file: number },
  request: ImportRequest,
  known: KnownEntries,
  context: TaskContext,
  stop: StopFlag,
): Promise<SourceInfo> {
  const name = basename(path).toWellFormed();
  const again = sameFile(db, file, path, stop);
  if (again) {
    checkExpected(again.sha256, request.expectSha256, path);
    const { entries, duplicates, quarantined } = again;
    appendCustody(db, request.actor, 'import', {
      source: again.id,
      name,
      sha256: again.sha256,
      unchanged: true,
    });
    return {
      ...again,
      name,
      entries: 0,
      duplicates: entries + duplicates + quarantined,
      conflicts: 0,
      quarantined: 0,
    };
  }
  const source = await importSource(
    db,
    {
      file,
      path,
      name,
      layout: detected.layout,
      mapping: detected.mapping,
      evidence: detected.evidence,
      partial: request.partial,
    },
    {
      known,
      secret: randomBytes(32),
      stop,
      progress: (progress) => context.progress(progress),
      size: fstatSync(file).size,
    },
  );
  checkExpected(source.sha256, request.expectSha256, path);
  const { id, sha256, bytes, system, format, entries, duplicates, conflicts, quarantined, merkleRoot } =
    source;
  appendCustody(db, request.actor, 'import', {
    source: id,
    name,
    sha256,
    bytes,
    system,
    format,
    entries,
    duplicates,
    conflicts,
    quarantined,
    merkleRoot,
    partial: request.partial,
    acquisition: acquisitionDigest(sourceRow(db, id)),
    ...(request.expectSha256 === undefined ? {} : { expectedSha256: 'matched' }),
  });
  return source;
}

/** The source that these bytes have been imported as already; only files of the same size are hashed to find out. */
function sameFile(db: WritableDb, file: number, path: string, stop: StopFlag): SourceInfo | null {
  const candidates = sourceInfos(db).filter((source) => source.bytes === fstatSync(file).size);
  if (candidates.length === 0) return null;
  const hash = createHash('sha256');
  for (const block of fileBlocks(file, path)) {
    stop.check();
    hash.update(block);
  }
  const sha256 = toHex(hash.digest());
  return candidates.find((source) => source.sha256 === sha256) ?? null;
}

function checkExpected(actual: string, expected: string | undefined, path: string): void {
  if (expected === undefined || actual === expected.toLowerCase()) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is not the expected file: its SHA-256 is ${actual}, expected was ${expected.toLowerCase()}`,
    safe: 'nothing was imported',
    next: 'check which of the two is right before going on',
    details: { expected, actual },
  });
}
