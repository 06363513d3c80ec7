import { closeSync, fsyncSync, rmSync, writeSync } from 'node:fs';
import type { Encoding } from '../../shared/bytes/encoded-text.ts';
import type { QuarantinedSpan } from '../../shared/domain/case.ts';
import type { QuarantineCount, QuarantineExport } from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import { createOut } from '../case/extract.ts';
import { caseFault } from '../case/faults.ts';
import { sourceRow } from '../case/sources.ts';
import type { TaskContext } from '../task.ts';
import { encodingOf } from './layout/layout.ts';
import { layoutOf } from './layout/stated.ts';

/** Bytes of a quarantined span that are shown with its place. */
const previewLength = 256;

/** Bytes of a span read at once: it may be as long as its source. */
const pieceLength = 1 << 20;

type SpanRow = Omit<QuarantinedSpan, 'preview' | 'encoding'>;

const inOrder = 'ORDER BY source, offset, id';

/**
 * Quarantined spans in the order of their sources, and of their places there.
 *
 * @throws AppError INVALID_INPUT where there is no such source
 */
export function quarantinedSpans(
  db: ReadableDb,
  {
    source,
    offset,
    limit,
  }: { readonly source?: number | undefined; readonly offset: number; readonly limit: number },
): QuarantinedSpan[] {
  if (source !== undefined) sourceRow(db, source);
  const bytes = new SourceBytes(db);
  const encodings = new Map<number, Encoding>();
  const encodingIn = (id: number) => {
    const encoding = encodings.get(id) ?? encodingOf(layoutOf(sourceRow(db, id)));
    encodings.set(id, encoding);
    return encoding;
  };
  const rows = db
    .prepare<[number | null, number | null, number, number], SpanRow>(
      `SELECT id, source, line, offset, length, reason, detail FROM quarantine WHERE ? IS NULL OR source = ?
       ${inOrder} LIMIT ? OFFSET ?`,
    )
    .all(source ?? null, source ?? null, limit, offset);
  return rows.map((row) => ({
    ...row,
    encoding: encodingIn(row.source),
    preview: bytes.read(row.source, row.offset, Math.min(row.length, previewLength)).toString('base64'),
  }));
}

export function countQuarantined(db: ReadableDb, source: number | undefined): QuarantineCount {
  const rows = db
    .prepare<[number | null, number | null], { reason: string; spans: number; bytes: number }>(
      `SELECT reason, count(*) AS spans, sum(length) AS bytes FROM quarantine WHERE ? IS NULL OR source = ?
       GROUP BY reason ORDER BY reason`,
    )
    .all(source ?? null, source ?? null);
  return {
    spans: rows.reduce((total, { spans }) => total + spans, 0),
    bytes: rows.reduce((total, { bytes }) => total + bytes, 0),
    reasons: Object.fromEntries(rows.map(({ reason, spans }) => [reason, spans])),
  };
}

/**
 * The bytes `offset .. offset + length` of a span, as far as it goes.
 *
 * @throws AppError INVALID_INPUT where there is no such span, CASE_CORRUPT
 */
export function quarantinedBytes(db: ReadableDb, id: number, offset: number, length: number): Buffer {
  const span = db
    .prepare<[number], SpanRow>('SELECT source, offset, length FROM quarantine WHERE id = ?')
    .get(id);
  if (span === undefined) {
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `the case has no quarantined span ${id}`,
      safe: 'nothing was changed',
      next: 'list them again: the case has changed',
    });
  }
  const start = Math.min(offset, span.length);
  return new SourceBytes(db).read(span.source, span.offset + start, Math.min(length, span.length - start));
}

/**
 * Writes the exact bytes of spans, in the order of the list, each followed by one line feed. Whatever stands at `out` is
 * not overwritten; a file that could not be completed is removed.
 *
 * @throws AppError INVALID_INPUT, CASE_CORRUPT, DISK_FULL, CANCELLED
 */
export function exportQuarantined(
  db: ReadableDb,
  {
    source,
    out,
    heldAt,
  }: {
    readonly source?: number | undefined;
    readonly out: string;
    /** Where the file waits instead, until custody tells of it. */
    readonly heldAt?: string | undefined;
  },
  context: TaskContext,
): QuarantineExport {
  if (source !== undefined) sourceRow(db, source);
  const total = countQuarantined(db, source).bytes;
  const stored = new SourceBytes(db);
  const file = createOut(out, heldAt);
  let complete = false;
  let spans = 0;
  let bytes = 0;
  const write = (piece: Buffer) => {
    context.checkCancelled();
    for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
    bytes += piece.length;
    context.progress({ phase: 'exporting what is quarantined', done: bytes, total, unit: 'bytes' });
  };
  try {
    const rows = db.prepare<[number | null, number | null], SpanRow>(
      `SELECT source, offset, length FROM quarantine WHERE ? IS NULL OR source = ? ${inOrder}`,
    );
    for (const span of rows.iterate(source ?? null, source ?? null)) {
      for (let at = 0; at < span.length; at += pieceLength)
        write(stored.read(span.source, span.offset + at, Math.min(pieceLength, span.length - at)));
      write(lineFeed);
      spans++;
    }
    fsyncSync(file);
    complete = true;
    return { out, spans, bytes };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!complete) rmSync(heldAt ?? out, { force: true });
  }
}

const lineFeed = Buffer.from('\n');
