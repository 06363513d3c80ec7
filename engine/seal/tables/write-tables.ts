import { columns } from '../../../shared/domain/columns.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { csvLine } from '../../../shared/table/csv-line.ts';
import type { Cell } from '../../query/rows-scan.ts';
import type { TaskContext } from '../../task.ts';
import type { MemberWriter } from '../member-writer.ts';
import { packValues } from '../pack-values.ts';
import type { Staging } from '../staging.ts';
import { CellSpelling, noForms } from './cell-forms.ts';
import { LoadFileLines } from './load-file.ts';
import { Spreadsheet } from './spreadsheet.ts';
import type { TableRecord, TableState } from './table-state.ts';

/** Records that are read and written together: of so few, what is made of them does not outlive the young generation. */
const batch = 512;

/**
 * The files in which people look entries up: a table, a workbook and a load file, in the order of the index, out of one
 * reading of the values. Table and workbook have each entry once, and none that is withheld.
 */
export function writeTables(state: TableState, staging: Staging, context: TaskContext): void {
  const { records, redactions } = state;
  const read = packValues(state, context);
  const tables = new Tables(state, staging);
  for (let from = 0; from < records.length; from += batch) {
    context.checkCancelled();
    context.progress({ phase: 'writing tables', done: from, total: records.length, unit: 'entries' });
    const part = records.slice(from, from + batch);
    // Of what stays back no value is even looked at.
    const shown = part.map(({ entry }) => entry).filter((entry) => !redactions.withheld.has(entry));
    const ids = Float64Array.from(new Set(shown));
    const values = new Map(read(ids).map((row, i) => [ids[i] as number, row]));
    let n = from;
    for (const record of part) tables.add(record, n++, values.get(record.entry));
  }
  tables.finish();
}

class Tables {
  private readonly table: MemberWriter;
  private readonly loadFile: MemberWriter;
  private readonly workbook: Spreadsheet;
  private readonly lines: LoadFileLines;
  private readonly spelling: CellSpelling;

  constructor(state: TableState, staging: Staging) {
    this.table = staging.open(paths.table);
    this.loadFile = staging.open(paths.loadFile);
    this.workbook = new Spreadsheet(staging, paths.spreadsheet);
    this.lines = new LoadFileLines(state);
    this.spelling = new CellSpelling(this.workbook);
    this.table.write(csvLine(columns.map(({ name }) => name)));
    this.loadFile.write(this.lines.heading);
  }

  /** The `n`th record of the pack; `values`: none of one that is withheld. */
  add(record: TableRecord, n: number, values: readonly Cell[] | undefined): void {
    const forms = values === undefined ? noForms : this.spelling.of(values);
    this.loadFile.write(this.lines.of(record, n, forms));
    if (record.duplicate || values === undefined) return;
    this.table.write(`${forms.map((form) => form.table).join(',')}\r\n`);
    this.workbook.add(forms);
  }

  finish(): void {
    this.table.finish();
    this.loadFile.finish();
    this.workbook.finish();
  }
}
