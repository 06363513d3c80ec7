/** Cells as one record of a table without its line ending: quoted where RFC 4180 section 2 needs it, and only there. */
export function printRow(cells: readonly string[], delimiter: string): string {
  const quoted = (cell: string) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return cells.map(quoted).join(delimiter);
}
