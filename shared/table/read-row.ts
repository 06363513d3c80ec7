const quote = '"';
const quoteCode = 0x22;

/** Why a row's cells cannot be told for certain. */
export type RowFault = 'QUOTE_OPEN' | 'QUOTE_STRAY';

/**
 * The cells of one record of a table (RFC 4180 section 2), without its line ending. A quote opens a cell only where it is
 * the cell's first character, and is a character like any other elsewhere in a cell that no quote opens.
 *
 * What follows a closing quote other than a delimiter is a fault rather than part of the cell: readers disagree about it
 * (`"he said "hi", then"` is one cell for some and two for others), so that no reading of it would be the exporter's.
 */
export function readRow(text: string, delimiter: string): readonly string[] | RowFault {
  if (!text.includes(quote)) return text.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at++) {
    if (text.charCodeAt(at) === quoteCode) {
      let cell = '';
      for (let from = at + 1; ; from = at + 1) {
        at = text.indexOf(quote, from);
        if (at === -1) return 'QUOTE_OPEN';
        if (text.charCodeAt(at + 1) !== quoteCode) {
          cell += text.slice(from, at++);
          break;
        }
        cell += text.slice(from, ++at);
      }
      cells.push(cell);
      if (at < text.length && text[at] !== delimiter) return 'QUOTE_STRAY';
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(end === -1 ? text.slice(at) : text.slice(at, end));
      at = end === -1 ? text.length : end;
    }
    if (at === text.length) return cells;
  }
}
