import { columns } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { valuesReader } from '../rows.ts';
import type { Cell } from '../rows-scan.ts';
import { batches } from './selection.ts';

/**
 * All normalized columns as RFC 4180 has it: a header, CRLF, quotes where they are needed. Text that a spreadsheet would
 * run as a formula begins with an apostrophe; numbers stay numbers.
 */
export function* csvOf(
  db: ReadableDb,
  ids: Float64Array,
  context: TaskContext,
  zone?: string,
): Generator<Buffer> {
  yield Buffer.from(csvLine(columns.map(({ name }) => name)));
  const read = valuesReader(db, context, zone);
  for (const part of batches(ids, context)) {
    yield Buffer.from(
      read(part)
        .map((row) => csvLine(row.map(csvText)))
        .join(''),
    );
  }
}

/** What makes a spreadsheet take a cell for a formula, full-width signs included (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

function csvText(value: Cell): string {
  if (value === null) return '';
  return typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
