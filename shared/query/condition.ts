import type { Cursor, Piece } from './cursor.ts';
import { queryFault, shown } from './fault.ts';
import { type Field, nearest } from './fields.ts';
import type { Limits } from './limits.ts';
import { refuseUnsupported } from './refuse.ts';
import { type ChoiceField, type Comparison, type Condition, choices, type Test } from './syntax.ts';
import { compareMoments, readNumber, readTime } from './values.ts';

/** Reads what follows the colon of a field. */
export function readCondition(cursor: Cursor, field: Field, limits: Limits): Condition {
  if (takePresent(cursor)) return present(cursor, field);
  switch (field.kind) {
    case 'words':
      return { kind: 'words', field: field.name, texts: wordList(cursor, field.name, limits) };
    case 'exact':
      return { kind: 'exact', field: field.name, values: exactList(cursor, field.name, limits) };
    case 'choice':
      return { kind: 'choice', field: field.name, values: choiceList(cursor, field.name, limits) };
    case 'number': {
      const test = readTest(cursor, field.name, limits, readNumber, (a, b) => a - b);
      return { kind: 'number', field: field.name, test };
    }
    case 'time': {
      const test = readTest(cursor, field.name, limits, readTime, (a, b) => compareMoments(a.first, b.first));
      return { kind: 'time', field: field.name, test };
    }
  }
}

function takePresent(cursor: Cursor): boolean {
  const { at } = cursor;
  if (cursor.take('*') && cursor.atBoundary) return true;
  cursor.at = at;
  return false;
}

function present(cursor: Cursor, field: Field): Condition {
  if (field.kind === 'choice')
    throw queryFault(cursor.at - 1, `expected ${oneOf(field.name)} after ${field.name}:`);
  if (field.kind !== 'words') return { kind: 'present', field: field.name };
  if (field.name === 'note') return { kind: 'present', field: 'note' };
  throw queryFault(cursor.at - 1, `expected a word after ${field.name}:`);
}

/** `a,"b c",d`: one piece or more. */
function list(cursor: Cursor, name: string, limits: Limits): Piece[] {
  const pieces: Piece[] = [];
  do {
    const piece = cursor.piece(',');
    if (piece.text === '' && !piece.quoted) {
      throw queryFault(
        cursor.at,
        `expected a value ${pieces.length === 0 ? `right after ${name}:` : 'after the comma'}`,
      );
    }
    refuseUnsupported(cursor, piece, 'a value');
    limits.value(piece.start);
    pieces.push(piece);
  } while (cursor.take(','));
  return pieces;
}

function wordList(cursor: Cursor, name: string, limits: Limits): string[] {
  return list(cursor, name, limits).map(({ text, start }) => {
    if (text === '') throw queryFault(start, 'expected a word or a phrase');
    return text;
  });
}

function exactList(cursor: Cursor, name: string, limits: Limits): string[] {
  return list(cursor, name, limits).map(({ text, quoted, start }) => {
    if (quoted) return text;
    const next = 'to compare with the text itself, put it in quotes';
    if (/^[<>]/.test(text))
      throw queryFault(start, `expected a value: ${name} is text, which is not ordered`, next);
    if (text.includes('..'))
      throw queryFault(start, `expected a value: ${name} is text, which has no ranges`, next);
    if (name === 'ip' && /^[\da-f.:]+\/\d{1,3}$/i.test(text)) {
      throw queryFault(
        start,
        'expected one address: networks such as 203.0.113.0/24 cannot be searched yet',
        next,
      );
    }
    return text;
  });
}

function choiceList(cursor: Cursor, name: ChoiceField, limits: Limits): string[] {
  return list(cursor, name, limits).map(({ text, start }) => {
    const value = text.toLowerCase();
    const known: readonly string[] = choices[name];
    if (known.includes(value)) return value;
    const near = nearest(value, known);
    const hint = near === null ? '' : `; did you mean ${near}?`;
    throw queryFault(start, `expected ${oneOf(name)} after ${name}:, not ${shown(text)}${hint}`);
  });
}

function oneOf(name: ChoiceField): string {
  return choices[name].join(' or ');
}

const comparisons: readonly Comparison[] = ['>=', '<=', '>', '<'];

/** `>v`, `>=v`, `<v`, `<=v`, `a..b` or a list of values. */
function readTest<V>(
  cursor: Cursor,
  name: string,
  limits: Limits,
  read: (text: string, at: number) => V,
  compare: (a: V, b: V) => number,
): Test<V> {
  const op = comparisons.find((each) => cursor.take(each));
  const pieces = list(cursor, name, limits);
  const [piece] = pieces;
  if (piece === undefined) throw new RangeError('a list has a piece');
  if (op !== undefined) {
    if (pieces.length > 1) throw queryFault(piece.start, `expected one value after ${op}, not a list`);
    return { op, value: read(piece.text, piece.start) };
  }
  const dots = piece.quoted ? -1 : piece.text.indexOf('..');
  if (dots === -1) return { op: 'in', values: pieces.map(({ text, start }) => read(text, start)) };
  if (pieces.length > 1) throw queryFault(piece.start, 'expected one range alone, not in a list');
  const from = end(piece.text.slice(0, dots), piece.start, read);
  const to = end(piece.text.slice(dots + 2), piece.start + dots + 2, read);
  if (compare(from, to) > 0)
    throw queryFault(piece.start, 'this range ends before it begins: expected the lower end first');
  return { op: 'range', from, to };
}

function end<V>(text: string, at: number, read: (text: string, at: number) => V): V {
  if (text === '')
    throw queryFault(at, 'expected a value on both sides of ..', 'use >= or <= for a range with one end');
  return read(text, at);
}
