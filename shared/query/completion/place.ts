import { Cursor } from '../cursor.ts';
import { takeFieldName } from '../field-name.ts';
import { type Field, fieldOf } from '../fields.ts';

/** What of a query stands at a place in its text; `from` and `to` are what a suggestion takes the place of. */
export type Place =
  /** A word, or a field's name that is being typed. */
  | { readonly kind: 'term'; readonly from: number; readonly to: number; readonly typed: string }
  /** A value of a field, one of a list or the only one. `typed` is without its quote; `compared`: an operator is before it. */
  | {
      readonly kind: 'value';
      readonly field: Field;
      readonly from: number;
      readonly to: number;
      readonly typed: string;
      readonly compared: boolean;
      /** What the field's list holds beside it. */
      readonly others: readonly string[];
    }
  /** Inside of a phrase, an expression, or what is no field. */
  | { readonly kind: 'nothing' };

/**
 * What stands at `at` (UTF-16 code units, 0-based), in a query that may be unfinished or wrong anywhere: this reads what
 * a person is typing, where `parseQuery` would refuse it.
 */
export function placeAt(text: string, at: number): Place {
  const cursor = new Cursor(text);
  while (cursor.at <= at) {
    const start = cursor.at;
    cursor.skipSpace();
    if (cursor.at > at) return { kind: 'term', from: at, to: at, typed: '' };
    while (cursor.take('(') || cursor.take(')') || cursor.take('-')) if (cursor.at > at) return nothing;
    const place = takeTerm(cursor, at);
    if (place !== null) return place;
    if (cursor.done && cursor.at <= at) break;
    if (cursor.at === start) cursor.at++;
  }
  return { kind: 'term', from: at, to: at, typed: '' };
}

const nothing: Place = { kind: 'nothing' };

/** Takes one term; null where `at` lies behind it. */
function takeTerm(cursor: Cursor, at: number): Place | null {
  const from = cursor.at;
  const field = takeField(cursor);
  if (field !== null && cursor.at <= at) return takeValues(cursor, field, at);
  cursor.at = from;
  const { end, literal } = takePiece(cursor, '');
  // At the end of a closed quote or expression the next term has not begun.
  if (at > end || (at === end && from === end)) {
    return at === end ? { kind: 'term', from: at, to: at, typed: '' } : null;
  }
  if (literal) return nothing;
  return { kind: 'term', from, to: end, typed: cursor.text.slice(from, at) };
}

/** Null where no known field stands here. */
function takeField(cursor: Cursor): Field | null {
  try {
    const start = cursor.at;
    const name = takeFieldName(cursor);
    return name === null ? null : fieldOf(name, start);
  } catch {
    return null;
  }
}

const operators = ['>=', '<=', '>', '<'] as const;

function takeValues(cursor: Cursor, field: Field, at: number): Place | null {
  const compared = operators.some((operator) => cursor.take(operator));
  if (cursor.at > at) return nothing;
  const values: { from: number; to: number; literal: boolean }[] = [];
  do {
    const from = cursor.at;
    const { end, literal } = takePiece(cursor, ',');
    values.push({ from, to: end, literal });
  } while (cursor.take(','));
  const mine = values.find(({ from, to }) => from <= at && at <= to);
  if (mine === undefined) return null;
  const { from, to } = mine;
  if (mine.literal && cursor.text.charAt(from) === '/') return nothing;
  const others = values.filter((each) => each !== mine).map((each) => cursor.text.slice(each.from, each.to));
  const typed = cursor.text
    .slice(from, at)
    .replace(/^"/, '')
    .replace(/\\(["\\])/g, '$1');
  return { kind: 'value', field, from, to, typed, compared, others };
}

/** Goes over a piece, closed or not. `literal`: it is in quotes or between slashes. */
function takePiece(cursor: Cursor, stop: string): { readonly end: number; readonly literal: boolean } {
  const start = cursor.at;
  const literal = cursor.here === '"' || cursor.here === '/';
  try {
    cursor.piece(stop);
  } catch {
    // An open quote goes to the end; of anything else that does not read, such as a*b, the space is the end.
    cursor.at = start;
    if (cursor.here === '"') cursor.at = cursor.text.length;
    else while (!cursor.done && !/[\s()"]/u.test(cursor.here) && !stop.includes(cursor.here)) cursor.at++;
  }
  return { end: cursor.at, literal };
}
