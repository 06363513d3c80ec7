import { columns } from '../../../shared/domain/columns.ts';
import { csvCell } from '../../../shared/table/csv-line.ts';
import { isCoded } from '../../case/schema.ts';
import { cellLimit } from '../../query/export/sheet-text.ts';
import type { Cell } from '../../query/rows-scan.ts';
import { loadFileText } from './load-file.ts';
import type { Spreadsheet } from './spreadsheet.ts';

/** How a value stands in each of the tables. */
export interface CellForms {
  readonly table: string;
  readonly loadFile: string;
  /** What stands in a cell of the workbook; null where it has none. */
  readonly sheet: string | null;
}

const nothing: CellForms = { table: '', loadFile: '', sheet: null };
/** What a record that stays back says of each column. */
export const noForms: readonly CellForms[] = columns.map(() => nothing);

/** Values of one column that are spelled once and kept: of columns of few values, which nearly all are, it is all of them. */
const mostKept = 4096;

/** Signs that stand for themselves in each of the tables, wherever they stand; what begins with one is no formula. */
const standsForItself = /^[A-Za-z0-9][\w.:/-]*$/;

/** Spells the values of entries for all tables at once. Only of what goes into the workbook: it may keep a text for all its sheets. */
export class CellSpelling {
  private readonly workbook: Pick<Spreadsheet, 'numberForm' | 'sharedForm' | 'textForm'>;
  /** By the place of the column; null of a column of ever new values. */
  private readonly kept = columns.map(({ name }) => (isCoded(name) ? new Map<string, CellForms>() : null));

  constructor(workbook: Pick<Spreadsheet, 'numberForm' | 'sharedForm' | 'textForm'>) {
    this.workbook = workbook;
  }

  /** Values in the order of `columns`. */
  of(values: readonly Cell[]): CellForms[] {
    return values.map((value, column) => {
      if (value === null) return nothing;
      if (typeof value === 'number') {
        const text = String(value);
        return { table: text, loadFile: text, sheet: this.workbook.numberForm(text) };
      }
      return this.ofText(String(value), this.kept[column] ?? null);
    });
  }

  private ofText(text: string, kept: Map<string, CellForms> | null): CellForms {
    const known = kept?.get(text);
    if (known !== undefined) return known;
    const isKept = kept !== null && kept.size < mostKept;
    const plain = isPlain(text);
    const sheet = isKept ? this.workbook.sharedForm(text) : this.workbook.textForm(text, plain);
    const forms = plain
      ? { table: text, loadFile: text, sheet }
      : { table: csvCell(text), loadFile: loadFileText(text), sheet };
    if (isKept) kept.set(text, forms);
    return forms;
  }
}

/** Whether a text is the same in every table. */
function isPlain(text: string): boolean {
  return text.length <= cellLimit && standsForItself.test(text) && !text.includes('_x');
}
