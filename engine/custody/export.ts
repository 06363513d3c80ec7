import { closeSync, fsyncSync, rmSync, writeSync } from 'node:fs';
import type { CustodyExport, CustodyFormat } from '../../shared/domain/custody.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { csvLine, csvText } from '../../shared/table/csv-line.ts';
import type { ReadableDb } from '../case/database.ts';
import { createOut } from '../case/extract.ts';
import { caseFault } from '../case/faults.ts';
import type { TaskContext } from '../task.ts';
import { custodyEvents } from './log.ts';

/** Events written at once. */
const atOnce = 1000;

/** The log as packs carry it (docs/formats/evidence-pack.md): an event a line in the form that is hashed, but for its `hash`. */
export function* custodyLines(db: ReadableDb): Generator<string> {
  for (const event of custodyEvents(db)) yield `${canonicalize(event)}\n`;
}

/** The same as a table, to be read: details as JSON, text that a spreadsheet would run as a formula behind an apostrophe. */
function* custodyTable(db: ReadableDb): Generator<string> {
  yield csvLine(['seq', 'time', 'actor', 'action', 'details', 'prev', 'hash']);
  for (const { seq, time, actor, action, details, prev, hash } of custodyEvents(db))
    yield csvLine([seq, time, actor, action, canonicalize(details), prev, hash].map(csvText));
}

const forms: Readonly<Record<CustodyFormat, (db: ReadableDb) => Generator<string>>> = {
  ndjson: custodyLines,
  csv: custodyTable,
};

/**
 * Writes the whole log into a file that is not there yet. It ends before the event that tells of the file.
 *
 * @throws AppError INVALID_INPUT, DISK_FULL, CANCELLED
 */
export function exportCustody(
  db: ReadableDb,
  {
    format,
    out,
    heldAt,
  }: {
    readonly format: CustodyFormat;
    readonly out: string;
    /** Where the file waits instead, until custody tells of it. */
    readonly heldAt?: string | undefined;
  },
  context: TaskContext,
): CustodyExport {
  const file = createOut(out, heldAt);
  let complete = false;
  let rows = 0;
  let waiting: string[] = [];
  const write = () => {
    const bytes = Buffer.from(waiting.join(''));
    waiting = [];
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    context.checkCancelled();
  };
  try {
    for (const line of forms[format](db)) {
      waiting.push(line);
      rows++;
      if (waiting.length === atOnce) write();
    }
    write();
    fsyncSync(file);
    complete = true;
    return { out, format, events: format === 'csv' ? rows - 1 : rows };
  } catch (error) {
    throw caseFault(error, out);
  } finally {
    closeSync(file);
    if (!complete) rmSync(heldAt ?? out, { force: true });
  }
}
