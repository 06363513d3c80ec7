import { readRow } from '../../../shared/table/read-row.ts';
import { encodedText } from '../record/encoded-record.ts';
import { splitTable } from '../split/split-table.ts';

const usual = [',', ';', '\t', '|'];
/** Behind a name of a column, the sign that stands before the next; never one that names are made of. */
const unusual = /^"?[\p{L}_][\p{L}\p{N}_.-]*"?([^\p{L}\p{N}_.\s"'{}[\]<>-]|\p{Cc})/u;
const plainName = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;
/** Rows looked at. */
const sampleRows = 200;

export interface TableForm {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** Rows looked at behind the heading, and how many of them have as many cells as it. */
  readonly rows: number;
  readonly alike: number;
}

interface ReadTable extends TableForm {
  /** Rows that begin as a JSON object does. */
  readonly braced: number;
}

/**
 * A text as a table: the delimiter under which the most rows have as many cells as the heading, which has two at least.
 * Where none of the usual ones gives a table, the sign behind the first name is tried.
 *
 * @param text without a byte order mark; without a half line at its end
 * @param delimiter where it is known: any other is not tried then
 * @returns why it is no table, where it is none
 */
export function detectTable(text: string, delimiter?: string): TableForm | { readonly why: string } {
  const tables = (delimiter === undefined ? usual : [delimiter]).map((each) => tableOf(text, each));
  const likely = tables.filter(({ header, rows, alike }) => header.length > 1 && alike * 2 >= rows);
  if (likely.length === 0 && delimiter === undefined) likely.push(...unusualTable(text));
  likely.sort(
    (a, b) => b.alike / (b.rows || 1) - a.alike / (a.rows || 1) || b.header.length - a.header.length,
  );
  const [table] = likely;
  if (table === undefined)
    return { why: 'its lines are no JSON objects, and no rows of as many cells as the first' };
  if (delimiter !== undefined) return table;
  if (!table.header.every((heading) => isHeading(heading)))
    return { why: 'its first row names no columns, as the heading of a table must' };
  const names = table.header.filter((heading) => plainName.test(heading));
  if (table.rows < 2 && names.length < table.header.length && !isSureInOneRow(table, names.length))
    return { why: 'it has too few lines to tell a table from text' };
  if (names.length === 0 && table.header.length === 2)
    return { why: 'its lines are text with a comma rather than rows of a table' };
  return table;
}

/**
 * Whether a text surely is a table, so that lines of JSON in its cells are not taken for records: it begins with the names of three
 * columns or more, and most rows have as many cells. What is left of a cut record names none.
 */
export function beginsTable(text: string): boolean {
  if (/^\s*[{[]/.test(text)) return false;
  const heading = text.replace(/^sep=[^\r\n]{0,3}\r?\n?/i, '').slice(0, headingLimit);
  return usual
    .filter((delimiter) => heading.includes(delimiter))
    .some((delimiter) => {
      const { header, rows, alike, braced } = tableOf(text, delimiter);
      const isNamed = header.length > 2 && header.every((name) => plainName.test(name));
      return isNamed && rows > 0 && alike * 3 >= rows * 2 && braced * 3 < rows;
    });
}

/** A heading with less before its first delimiter is none. */
const headingLimit = 200;

/**
 * Whether so many columns stand in the heading that no row, or a single one that has them all, is enough: a line or two of
 * prose may have a comma or two each, but a space behind them.
 */
function isSureInOneRow(table: TableForm, names: number): boolean {
  return (
    table.header.length > 3 &&
    table.alike === table.rows &&
    (table.rows === 1 || names * 2 >= table.header.length)
  );
}

/** A table between some other sign: then there is no doubt about its names, nor about any row. */
function unusualTable(text: string): ReadTable[] {
  const delimiter = unusual.exec(text)?.[1];
  if (delimiter === undefined || usual.includes(delimiter) || /[\r\n]/.test(delimiter)) return [];
  const table = tableOf(text, delimiter);
  const isSure = table.header.length > 2 && table.header.every((name) => plainName.test(name));
  return isSure && table.alike === table.rows ? [table] : [];
}

function tableOf(text: string, delimiter: string): ReadTable {
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
  const braced = data.filter(([first = '']) => first.startsWith('{')).length;
  return { delimiter, header, rows: data.length, alike, braced };
}

/** Whether a cell of the first row names a column, rather than being a value: short, and no number, date or sentence. */
function isHeading(cell: string): boolean {
  if (cell === '') return true;
  if (cell.length > 80 || /^[\s\d]/.test(cell) || cell.split(/\s+/).length > 6) return false;
  return (
    /^[\p{L}\p{N}_$#@][\p{L}\p{N}_\s.,:;/()%#@$&+[\]|?!'"*=~^§°€£-]*$/u.test(cell) &&
    !/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(cell)
  );
}
