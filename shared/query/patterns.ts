import { printNetwork, readNetwork } from './address.ts';
import type { Cursor, Piece } from './cursor.ts';
import { queryFault, shown } from './fault.ts';
import type { Limits } from './limits.ts';
import { longestRegex, type Pattern } from './syntax.ts';

/** `a,"b c",d*,/e/`: one piece or more. */
export function readList(cursor: Cursor, name: string, limits: Limits): Piece[] {
  const pieces: Piece[] = [];
  do {
    const piece = cursor.piece(',');
    if (piece.text === '' && piece.form === 'bare') {
      throw queryFault(
        cursor.at,
        `expected a value ${pieces.length === 0 ? `right after ${name}:` : 'after the comma'}`,
      );
    }
    limits.value(piece.start);
    pieces.push(piece);
  } while (cursor.take(','));
  return pieces;
}

/** A piece as what a text is held against. */
export function patternOf(piece: Piece, limits: Limits): Pattern {
  const { form, text, anyCase, start } = piece;
  if (form === 'regex') {
    limits.regex(start);
    if (text.length > longestRegex)
      throw queryFault(
        start,
        `expected a regular expression of at most ${longestRegex.toLocaleString('en')} characters`,
      );
    return { how: 'regex', source: text, anyCase, start };
  }
  return { how: form === 'prefix' ? 'prefix' : 'text', text };
}

/** Of other fields than `ip` only such texts are networks: `v1.2/3` is none. */
const likeNetwork = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:.]*:[\da-f:.]*)\/\d{1,3}$/i;

/**
 * The network of a piece; null where it is meant as something else: as an `ip`, what has no slash.
 *
 * @throws AppError INVALID_INPUT for what is meant as a network and is none
 */
export function networkOf({ form, text, start }: Piece, isIp: boolean): Pattern | null {
  if (form !== 'bare' || !(isIp ? text.includes('/') : likeNetwork.test(text))) return null;
  const network = readNetwork(text);
  if (network !== null) return { how: 'network', network: printNetwork(network) };
  throw queryFault(
    start,
    `expected a network such as 203.0.113.0/24 or 2001:db8::/32, not ${shown(text)}`,
    'to compare with the text itself, put it in quotes',
  );
}

/** The text of each, where all are plain texts; otherwise null. */
export function plainTexts(patterns: readonly Pattern[]): string[] | null {
  const texts = patterns.flatMap((pattern) => (pattern.how === 'text' ? [pattern.text] : []));
  return texts.length === patterns.length ? texts : null;
}
