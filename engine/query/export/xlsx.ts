import { once } from 'node:events';
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { columns } from '../../../shared/domain/columns.ts';
import type { ReadableDb } from '../../case/database.ts';
import type { TaskContext } from '../../task.ts';
import type { Cell } from '../rows-scan.ts';
import { valuesReader } from '../values-reader.ts';
import { batches } from './selection.ts';
import { cellLimit, cellPieces, cellText, rowLimit, sheetText } from './sheet-text.ts';

const frozenHeader = { views: [{ state: 'frozen' as const, ySplit: 1 }] };

interface CutCell {
  /** `Entries!T2`. */
  readonly address: string;
  readonly id: number;
  readonly column: number;
}

export interface XlsxOptions {
  /** Smaller only in tests. */
  readonly rowsInSheet?: number;
  readonly zone?: string | undefined;
}

/**
 * Writes a workbook of the entries to `path`, where no file stands: text as text, which no spreadsheet runs, numbers as
 * numbers. What a cell cannot hold stands whole, in pieces, on the sheet `overflow`; beyond a sheet's rows the next
 * sheet goes on.
 */
export async function writeXlsx(
  db: ReadableDb,
  ids: Float64Array,
  path: string,
  context: TaskContext,
  { rowsInSheet = rowLimit, zone }: XlsxOptions = {},
): Promise<void> {
  const file = createWriteStream(path, { fd: openSync(path, 'wx') });
  // The writer looks for errors of the file only at its end; before, one would go unheard and end the process.
  const failed = new Promise<never>((_, reject) => file.on('error', reject));
  try {
    await Promise.race([failed, writeWorkbook(db, ids, file, context, { rowsInSheet, zone })]);
  } finally {
    if (!file.closed) await new Promise<void>((resolve) => file.once('close', () => resolve()).destroy());
  }
}

async function writeWorkbook(
  db: ReadableDb,
  ids: Float64Array,
  file: WriteStream,
  context: TaskContext,
  { rowsInSheet, zone }: Required<XlsxOptions>,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: file,
    zip: { zlib: { level: 1 } },
  });
  workbook.creator = 'Casebound';
  const header = columns.map(({ name }) => name);
  const entries = new SheetSeries(workbook, 'Entries', header, rowsInSheet);
  const cut: CutCell[] = [];
  const read = valuesReader(db, context, zone);
  for (const part of batches(ids, context)) {
    const rows = read(part);
    for (const [i, row] of rows.entries()) {
      const place = entries.add(row.map(cellValue));
      row.forEach((value, column) => {
        if (isTooLong(value)) cut.push({ address: addressOf(place, column), id: part[i] as number, column });
      });
    }
    await entries.drained();
  }
  entries.end();
  if (cut.length > 0) await writeOverflow(db, workbook, cut, context, rowsInSheet);
  await workbook.commit();
}

async function writeOverflow(
  db: ReadableDb,
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  cut: readonly CutCell[],
  context: TaskContext,
  rowsInSheet: number,
): Promise<void> {
  const sheets = new SheetSeries(
    workbook,
    'overflow',
    ['cell', 'entry_id', 'column', 'part', 'text'],
    rowsInSheet,
  );
  const read = valuesReader(db, context);
  const idColumn = columns.findIndex(({ name }) => name === 'entry_id');
  for (const { address, id, column } of cut) {
    context.checkCancelled();
    const [row = []] = read(Float64Array.of(id));
    let part = 0;
    for (const piece of cellPieces(String(row[column]))) {
      sheets.add([
        address,
        cellValue(row[idColumn] ?? null),
        columns[column]?.name ?? '',
        ++part,
        cellValue(piece),
      ]);
    }
    await sheets.drained();
  }
  sheets.end();
}

function isTooLong(value: Cell): boolean {
  return typeof value === 'string' && value.length > cellLimit;
}

type CellValue = string | number | null | ExcelJS.CellRichTextValue;

/** White space at the ends, line ends, and what `sheetText` had to write in its own way. */
const delicate = /^\s|\s$|[\n\t]|_x[0-9A-Fa-f]{4}_/;

/**
 * The library writes text as the result of a formula, in which programs trim white space and leave escapes as they are;
 * only a text with formats it writes as text. So what would suffer is one, without any format.
 */
function cellValue(value: Cell): CellValue {
  if (typeof value !== 'string') return value as number | null;
  const text = sheetText(cellText(value));
  return delicate.test(text) ? { richText: [{ text }] } : text;
}

interface Place {
  readonly sheet: string;
  readonly row: number;
}

function addressOf({ sheet, row }: Place, column: number): string {
  const quoted = sheet.includes(' ') ? `'${sheet}'` : sheet;
  // No more than 26 columns: one letter names each.
  return `${quoted}!${String.fromCharCode(65 + column)}${row}`;
}

/** Sheets of the same header, a new one wherever the last is full. */
class SheetSeries {
  private readonly workbook: ExcelJS.stream.xlsx.WorkbookWriter;
  private readonly name: string;
  private readonly header: readonly string[];
  private readonly rowsInSheet: number;
  private sheet: ExcelJS.Worksheet;
  private sheets = 0;
  private rows = 0;

  constructor(
    workbook: ExcelJS.stream.xlsx.WorkbookWriter,
    name: string,
    header: readonly string[],
    rowsInSheet: number,
  ) {
    this.workbook = workbook;
    this.name = name;
    this.header = header;
    this.rowsInSheet = rowsInSheet;
    this.sheet = this.begin();
  }

  add(values: readonly CellValue[]): Place {
    if (this.rows === this.rowsInSheet) {
      this.end();
      this.sheet = this.begin();
    }
    this.sheet.addRow([...values]).commit();
    return { sheet: this.sheet.name, row: ++this.rows };
  }

  end(): void {
    this.sheet.commit();
  }

  /**
   * Waits until what was added is on its way to the file. The library hands it to the compressor without asking whether
   * that keeps up, so that a large sheet would wait in memory: asked here, by writing nothing to where it pipes to.
   */
  async drained(): Promise<void> {
    await setImmediate();
    const { pipes } = (this.sheet as unknown as { readonly stream: { readonly pipes: readonly Writable[] } })
      .stream;
    for (const pipe of pipes) if (!pipe.write('')) await once(pipe, 'drain');
  }

  private begin(): ExcelJS.Worksheet {
    this.sheets++;
    const sheet = this.workbook.addWorksheet(
      this.sheets === 1 ? this.name : `${this.name} ${this.sheets}`,
      frozenHeader,
    );
    sheet.addRow([...this.header]).commit();
    this.rows = 1;
    return sheet;
  }
}
