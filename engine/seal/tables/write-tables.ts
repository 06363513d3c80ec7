import { columns } from '../../../shared/domain/columns.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { csvLine } from '../../../shared/table/csv-line.ts';
import type { TaskContext } from '../../task.ts';
import { packValues } from '../pack-values.ts';
import type { Staging } from '../staging.ts';
import { CellSpelling, noForms } from './cell-forms.ts';
import { LoadFileLines } from './load-file.ts';
import { Spreadsheet } from './spreadsheet.ts';
import type { TableState } from './table-state.ts';

/** Records that are read and written together. */
const batch = 4096;

/**
 * The files in which people look entries up: a table, a workbook and a load file, in the order of the index, out of one
 * reading of the values. Table and workbook have each entry once, and none that is withheld.
 */
export function writeTables(state: TableState, staging: Staging, context: TaskContext): void {
  const { records, redactions } = state;
  const read = packValues(state, context);
  const table = staging.open(paths.table);
  const loadFile = staging.open(paths.loadFile);
  const workbook = new Spreadsheet(staging, paths.spreadsheet);
  const lines = new LoadFileLines(state);
  const spelling = new CellSpelling(workbook);
  table.write(csvLine(columns.map(({ name }) => name)));
  loadFile.write(lines.heading);
  for (let from = 0; from < records.length; from += batch) {
    context.checkCancelled();
    context.progress({ phase: 'writing tables', done: from, total: records.length, unit: 'entries' });
    const part = records.slice(from, from + batch);
    // Of what stays back no value is even looked at.
    const shown = part.map(({ entry }) => entry).filter((entry) => !redactions.withheld.has(entry));
    const ids = Float64Array.from(new Set(shown));
    const values = new Map(read(ids).map((row, i) => [ids[i] as number, row]));
    for (const [i, record] of part.entries()) {
      const row = values.get(record.entry);
      const forms = row === undefined ? noForms : spelling.of(row);
      loadFile.write(lines.of(record, from + i, forms));
      if (record.duplicate || row === undefined) continue;
      table.write(`${forms.map((form) => form.table).join(',')}\r\n`);
      workbook.add(forms);
    }
  }
  table.finish();
  loadFile.finish();
  workbook.finish();
}
