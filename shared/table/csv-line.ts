import { printCell, printRow } from './print-row.ts';

/** What makes a spreadsheet take a cell for a formula, full-width signs included (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Where a program that splits lines at semicolons, as in much of Europe, or at tabs begins a cell inside of one: it minds no quotes but those
 * that a cell begins with, so that a line break begins one too.
 */
const formulaInside = /([;\t\r\n])("*)(?=[=+\-@＝＋－＠])/g;

/** A cell with which no spreadsheet does anything: before what it would run stands an apostrophe. Numbers stay numbers. */
export function csvText(value: string | number | Uint8Array | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = value.replace(formulaInside, "$1'$2");
  return formula.test(text) ? `'${text}` : text;
}

/** `csvText` of a value as it stands in a line. */
export function csvCell(value: string | number | Uint8Array | null): string {
  return printCell(csvText(value), ',');
}

/** A line of RFC 4180, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${printRow(cells, ',')}\r\n`;
}
