import { columns } from '../../../shared/domain/columns.ts';
import { csvLine, csvText } from '../../../shared/table/csv-line.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { type ValuesReader, valuesReader } from '../rows.ts';
import { batches } from './selection.ts';

/**
 * All normalized columns as RFC 4180 has it: a header, CRLF, quotes where they are needed. Text that a spreadsheet would
 * run as a formula begins with an apostrophe; numbers stay numbers.
 *
 * @param read what gives the values, where that is not the case file alone
 */
export function* csvOf(
  db: ReadableDb,
  ids: Float64Array,
  context: TaskContext,
  zone?: string,
  read: ValuesReader = valuesReader(db, context, zone),
): Generator<Buffer> {
  yield Buffer.from(csvLine(columns.map(({ name }) => name)));
  for (const part of batches(ids, context)) {
    yield Buffer.from(
      read(part)
        .map((row) => csvLine(row.map(csvText)))
        .join(''),
    );
  }
}
