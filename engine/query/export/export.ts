import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import type { ReadableDb } from '../../case/database.ts';
import { caseFault } from '../../case/faults.ts';
import { writeFault } from '../../files/file-fault.ts';
import { nameable } from '../../files/nameable.ts';
import { outFault } from '../../files/out-fault.ts';
import type { TaskContext } from '../../task.ts';
import { csvOf } from './csv.ts';
import { ndjsonOf } from './ndjson.ts';
import { type ExportSelection, selectedIds } from './selection.ts';
import { tableOf } from './table.ts';
import { writeXlsx } from './xlsx.ts';

/** The formats that come piece by piece; a workbook is only ever a whole file. */
export type StreamFormat = 'ndjson' | 'csv' | 'table';

/**
 * The entries of a query's result as a file's bytes, in pieces. Nothing of the database is held between two.
 *
 * @throws AppError INVALID_INPUT for a query that does not read, CASE_CORRUPT, CANCELLED
 */
export function exportRows(
  db: ReadableDb,
  { format, zone, ...selection }: ExportSelection & { readonly format: StreamFormat },
  context: TaskContext,
): Generator<Buffer> {
  return rendered(db, selectedIds(db, selection, context), format, context, zone);
}

function rendered(
  db: ReadableDb,
  ids: Float64Array,
  format: StreamFormat,
  context: TaskContext,
  zone: string | undefined,
): Generator<Buffer> {
  const renderers = { ndjson: ndjsonOf, csv: csvOf, table: tableOf };
  return renderers[format](db, ids, context, zone);
}

/**
 * Writes the entries of a query's result to a file. It appears at `out` whole, in place of what stood there, or not at
 * all.
 *
 * @throws AppError INVALID_INPUT for a query that does not read, FILE_UNREADABLE for a place that cannot be written, DISK_FULL, CANCELLED
 */
export async function exportEntries(
  db: ReadableDb,
  {
    format,
    out,
    heldAt,
    zone,
    ...selection
  }: ExportSelection & {
    readonly format: StreamFormat | 'xlsx';
    readonly out: string;
    /** Where the file waits instead, until custody tells of it. */
    readonly heldAt?: string | undefined;
  },
  context: TaskContext,
): Promise<{ readonly out: string; readonly entries: number }> {
  const ids = selectedIds(db, selection, context);
  const beside = heldAt ?? nameable(`${out}.${randomBytes(6).toString('hex')}.part`, out);
  try {
    if (format === 'xlsx') await writeXlsx(db, ids, beside, context, { zone });
    else await writePieces(beside, rendered(db, ids, format, context, zone));
    sync(beside);
    if (heldAt === undefined) renameSync(beside, out);
  } catch (error) {
    rmSync(beside, { force: true });
    throw unwritable(error, out) ?? caseFault(error, out);
  }
  return { out, entries: ids.length };
}

async function writePieces(path: string, pieces: Iterable<Buffer>): Promise<void> {
  const file = openSync(path, 'wx');
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      await setImmediate();
    }
  } finally {
    closeSync(file);
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is wrong with the place, where that is what is wrong. */
function unwritable(cause: unknown, out: string): AppError | null {
  const fault = outFault(out, cause);
  if (fault instanceof AppError && fault.code === 'DISK_FULL') return fault;
  const code = String((cause as NodeJS.ErrnoException | null)?.code);
  if (!code.startsWith('E') || code.startsWith('ERR_')) return null;
  return new AppError(
    {
      code: 'FILE_UNREADABLE',
      message: `${out} cannot be written: ${writeFault(cause)}`,
      safe: 'nothing was written',
      next: 'choose a folder that exists and that you can write to',
    },
    { cause },
  );
}
