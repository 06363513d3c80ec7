import { readRow } from '../../shared/table/read-row.ts';
import { encodedText } from './encoded-record.ts';
import { splitTable } from './split-table.ts';

const delimiters = [',', ';', '\t', '|'];
/** Rows looked at. */
const sampleRows = 200;

export interface TableForm {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Rows looked at behind the heading, and how many of them have as many cells as it. */
  readonly rows: number;
  readonly alike: number;
}

/**
 * A text as a table: the delimiter under which the most rows have as many cells as the heading, which has two at least.
 *
 * @param text without a byte order mark; without a half line at its end
 * @param delimiter where it is known: any other is not tried then
 * @returns why it is no table, where it is none
 */
export function detectTable(text: string, delimiter?: string): TableForm | { readonly why: string } {
  const tables = (delimiter === undefined ? delimiters : [delimiter]).map((each) => tableOf(text, each));
  const likely = tables.filter(({ header, rows, alike }) => header.length > 1 && alike * 2 >= rows);
  likely.sort(
    (a, b) => b.alike / (b.rows || 1) - a.alike / (a.rows || 1) || b.header.length - a.header.length,
  );
  const [table] = likely;
  if (table === undefined)
    return { why: 'its lines are no JSON objects, and no rows of as many cells as the first' };
  if (delimiter !== undefined) return table;
  if (!table.header.every((heading) => isHeading(heading)))
    return { why: 'its first row names no columns, as the heading of a table must' };
  const names = table.header.filter((heading) => /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(heading));
  // A few lines of prose may have a comma each.
  if (table.rows < 2 && names.length < table.header.length)
    return { why: 'it has too few lines to tell a table from text' };
  if (names.length === 0 && table.header.length === 2)
    return { why: 'its lines are text with a comma rather than rows of a table' };
  return table;
}

function tableOf(text: string, delimiter: string): TableForm {
  // A heading before the heading, so that the real one comes out as a row.
  const lineEnd = /\r\n?|\n/.exec(text)?.[0] === '\r' ? '\r' : '\n';
  const rows: string[][] = [];
  const bytes = Buffer.from(`-${lineEnd}${text}`);
  for (const located of splitTable([bytes], { delimiter: Buffer.from(delimiter), columns: 0 })) {
    if (located.fault !== null) rows.push([]);
    else {
      const cells = readRow(encodedText('utf-8', located.bytes) ?? '', delimiter);
      const hint = rows.length === 0 && /^sep=.{0,3}$/i.test(located.bytes.toString());
      if (!hint) rows.push(typeof cells === 'string' ? [] : [...cells]);
    }
    if (rows.length > sampleRows) break;
  }
  const [header = [], ...data] = rows;
  const alike = data.filter((cells) => cells.length === header.length).length;
  return { delimiter, header, rows: data.length, alike };
}

/** Whether a cell of the first row names a column, rather than being a value: short, and no number, date or sentence. */
function isHeading(cell: string): boolean {
  if (cell === '') return true;
  if (cell.length > 80 || /^[\s\d]/.test(cell) || cell.split(/\s+/).length > 6) return false;
  return (
    /^[\p{L}\p{N}_$#@][\p{L}\p{N}_ .:/()%#@$&+[\]-]*$/u.test(cell) && !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(cell)
  );
}
