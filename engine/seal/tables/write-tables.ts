import { columns } from '../../../shared/domain/columns.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { csvLine } from '../../../shared/table/csv-line.ts';
import type { Cell } from '../../query/rows-scan.ts';
import type { ValuesReader } from '../../query/values-reader.ts';
import type { TaskContext } from '../../task.ts';
import type { MemberWriter } from '../member-writer.ts';
import { packValues } from '../pack-values.ts';
import type { Staging } from '../staging.ts';
import { type CellForms, CellSpelling, noForms } from './cell-forms.ts';
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
    const valuesOf = readValues(read, shown);
    let n = from;
    for (const record of part) tables.add(record, n++, valuesOf(record.entry));
  }
  tables.finish();
}

/** The values of entries, which are then asked for in the same order. Mostly each comes once, in that of the case: then nothing is looked up. */
function readValues(
  read: ValuesReader,
  entries: readonly number[],
): (entry: number) => readonly Cell[] | undefined {
  const isAscending = entries.every((entry, i) => i === 0 || (entries[i - 1] as number) < entry);
  const ids = Float64Array.from(isAscending ? entries : new Set(entries));
  const rows = read(ids);
  if (isAscending && rows.length === ids.length) {
    let next = 0;
    return (entry) => (ids[next] === entry ? rows[next++] : undefined);
  }
  const values = new Map(rows.map((row, i) => [ids[i] as number, row]));
  return (entry) => values.get(entry);
}

/** By itself, so that it is compiled for what is made of all records. */
function tableLine(forms: readonly CellForms[]): string {
  let line = '';
  for (let column = 0; column < forms.length; column++) {
    if (column > 0) line += ',';
    line += (forms[column] as CellForms).table;
  }
  return `${line}\r\n`;
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
    this.table.write(tableLine(forms));
    this.workbook.add(forms);
  }

  finish(): void {
    this.table.finish();
    this.loadFile.finish();
    this.workbook.finish();
  }
}
