import { printCell, printRow } from './print-row.ts';

/** What makes a spreadsheet take a cell for a formula, full-width signs included (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell with which no spreadsheet does anything: what it would run begins with an apostrophe. Numbers stay numbers. */
export function csvText(value: string | number | Uint8Array | null): string {
  if (value === null) return '';
  return typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
}

/** `csvText` of a value as it stands in a line. */
export function csvCell(value: string | number | Uint8Array | null): string {
  return printCell(csvText(value), ',');
}

/** A line of RFC 4180, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${printRow(cells, ',')}\r\n`;
}
