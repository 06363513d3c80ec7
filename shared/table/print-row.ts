/** Cells as one record of a table without its line ending: quoted where RFC 4180 section 2 needs it, and only there. */
export function printRow(cells: readonly string[], delimiter: string): string {
  return cells.map((cell) => printCell(cell, delimiter)).join(delimiter);
}

/** One cell of such a record. */
export function printCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
