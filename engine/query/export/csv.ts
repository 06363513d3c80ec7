import { columns } from '../../../shared/domain/columns.ts';
import { csvLine, csvText } from '../../../shared/table/csv-line.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import { valuesReader } from '../values-reader.ts';
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
  const read = valuesReader(db, context, zone);
  yield Buffer.from(csvLine(columns.map(({ name }) => name)));
  for (const part of batches(ids, context)) {
    yield Buffer.from(
      read(part)
        .map((row) => csvLine(row.map(csvText)))
        .join(''),
    );
  }
}
