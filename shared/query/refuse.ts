import type { Cursor, Piece } from './cursor.ts';
import { queryFault } from './fault.ts';

const literally = 'to search for the text itself, put it in quotes';

/** Refuses what the language will mean something by, so that it never silently means another thing. */
export function refuseUnsupported(cursor: Cursor, piece: Piece, what: string): void {
  if (piece.quoted) return;
  if (beginsRegex(cursor.text, piece)) {
    throw queryFault(
      piece.start,
      `expected ${what}: /regular expressions/ cannot be searched yet`,
      literally,
    );
  }
  const star = piece.text.indexOf('*');
  if (star !== -1)
    throw queryFault(piece.start + star, `expected ${what} without *: there are no wildcards`, literally);
}

/** A path such as /v1/audit is no expression; what has a closing slash before a space or the end is one. */
function beginsRegex(text: string, { start, text: own }: Piece): boolean {
  if (!own.startsWith('/')) return false;
  if (own.length > 1 && own.endsWith('/')) return true;
  for (let at = text.indexOf('/', start + 1); at !== -1; at = text.indexOf('/', at + 1)) {
    if (text[at - 1] !== '\\' && (at + 1 === text.length || /[\s)]/u.test(text.charAt(at + 1)))) return true;
  }
  return false;
}
