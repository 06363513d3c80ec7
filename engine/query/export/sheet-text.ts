/** The most UTF-16 code units that a cell of a spreadsheet takes (ECMA-376; Excel specifications and limits). */
export const cellLimit = 32_767;
/** Rows of a sheet, its header included. */
export const rowLimit = 1_048_576;

/** Stands at the end of a cell that was cut; the whole text is on the overflow sheet. */
export const cutMark = '… [cut: see sheet overflow]';

/**
 * Text as ECMA-376 part 1, 22.4.2.4 (ST_Xstring) writes it: what XML cannot carry as `_xHHHH_`, and text that only looks
 * like that with its underscore so written.
 */
export function sheetText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)|(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, (character) => {
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

/** The text in pieces that a cell can take, no character divided. */
export function* cellPieces(text: string, limit = cellLimit): Generator<string> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + limit, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    yield text.slice(start, end);
    start = end;
  }
}

/** The text where it fits a cell; otherwise its beginning and the mark. */
export function cellText(text: string): string {
  if (text.length <= cellLimit) return text;
  const [beginning = ''] = cellPieces(text, cellLimit - cutMark.length);
  return beginning + cutMark;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
