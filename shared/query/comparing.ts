import type { Cursor, Piece } from './cursor.ts';
import { queryFault, shown } from './fault.ts';
import type { Limits } from './limits.ts';
import { networkOf, patternOf, readList } from './patterns.ts';
import type { BareValue, Comparison, NumberValue, PathTest, Pattern, Test } from './syntax.ts';
import { compareMoments, decimalNumber, isLong, timeValue } from './values.ts';

const comparisons: readonly Comparison[] = ['>=', '<=', '>', '<'];

/** `>v`, `>=v`, `<v`, `<=v`, `a..b` or a list of values. */
export function readTest<V>(
  cursor: Cursor,
  name: string,
  limits: Limits,
  read: (text: string, at: number) => V,
  compare: (a: V, b: V) => number,
): Test<V> {
  const { op, pieces, ends } = testParts(cursor, name, limits);
  for (const piece of pieces) expectValue(piece, name);
  const [piece] = pieces as [Piece];
  if (op !== null) return { op, value: read(piece.text, piece.start) };
  if (ends === null) return { op: 'in', values: pieces.map(({ text, start }) => read(text, start)) };
  const from = read(...ends.from);
  const to = read(...ends.to);
  if (compare(from, to) > 0) throw turned(piece);
  return { op: 'range', from, to };
}

/** The same of a path: numbers or times where it is a comparison or a range, otherwise whatever a value can be. */
export function readPathTest(cursor: Cursor, name: string, limits: Limits): PathTest {
  const { op, pieces, ends } = testParts(cursor, name, limits);
  const [piece] = pieces as [Piece];
  if (op !== null) {
    expectValue(piece, name);
    const number = numberValue(piece.text);
    if (number !== null) return { op: 'numbers', test: { op, value: number } };
    return { op: 'times', test: { op, value: ordered(piece.text, piece.start) } };
  }
  if (ends === null) return { op: 'in', values: pieces.map((each) => pathValue(each, limits)) };
  const [from, to] = [numberValue(ends.from[0]), numberValue(ends.to[0])];
  if (from !== null && to !== null) {
    if (from.value > to.value) throw turned(piece);
    return { op: 'numbers', test: { op: 'range', from, to } };
  }
  const [first, last] = [ordered(...ends.from), ordered(...ends.to)];
  if (compareMoments(first.first, last.first) > 0) throw turned(piece);
  return { op: 'times', test: { op: 'range', from: first, to: last } };
}

function numberValue(text: string): NumberValue | null {
  const value = decimalNumber(text);
  return value === null ? null : { text: isLong(text) ? text : String(value), value };
}

function ordered(text: string, at: number) {
  const time = timeValue(text);
  if (time === null)
    throw queryFault(
      at,
      `expected a number such as 0.9 or a time such as 2025-11-01, not ${shown(text)}`,
      'to compare with the text itself, put it in quotes',
    );
  return time;
}

function pathValue(piece: Piece, limits: Limits): Pattern | BareValue {
  const { form, text } = piece;
  if (form === 'bare' && (decimalNumber(text) !== null || readsAs.test(text) || timeValue(text) !== null))
    return { how: 'bare', text };
  return networkOf(piece, false) ?? patternOf(piece, limits);
}

/** What is more than text where it stands without quotes, beside numbers and times. */
const readsAs = /^(?:true|false|null)$/;

/** Whether a text must stand in quotes to be nothing but a text. */
export function needsQuotes(text: string): boolean {
  return decimalNumber(text) !== null || readsAs.test(text) || timeValue(text) !== null;
}

interface TestParts {
  readonly op: Comparison | null;
  /** One or more; with an operator or ends, one. */
  readonly pieces: readonly Piece[];
  readonly ends: {
    readonly from: [text: string, at: number];
    readonly to: [text: string, at: number];
  } | null;
}

function testParts(cursor: Cursor, name: string, limits: Limits): TestParts {
  const op = comparisons.find((each) => cursor.take(each)) ?? null;
  const pieces = readList(cursor, name, limits);
  const [piece] = pieces as [Piece];
  if (op !== null && pieces.length > 1)
    throw queryFault(piece.start, `expected one value after ${op}, not a list`);
  if (op !== null) return { op, pieces, ends: null };
  const dotted = pieces.find(({ form, text }) => form === 'bare' && text.includes('..'));
  if (dotted === undefined) return { op, pieces, ends: null };
  if (pieces.length > 1) throw queryFault(dotted.start, 'expected one range alone, not in a list');
  const dots = piece.text.indexOf('..');
  const from = end(piece.text.slice(0, dots), piece.start);
  const to = end(piece.text.slice(dots + 2), piece.start + dots + 2);
  return { op, pieces, ends: { from, to } };
}

function end(text: string, at: number): [string, number] {
  if (text === '')
    throw queryFault(at, 'expected a value on both sides of ..', 'use >= or <= for a range with one end');
  return [text, at];
}

function turned({ start }: Piece) {
  return queryFault(start, 'this range ends before it begins: expected the lower end first');
}

/** Numbers and times have no beginnings, and match no expressions. */
function expectValue({ form, start }: Piece, name: string): void {
  if (form === 'prefix' || form === 'regex')
    throw queryFault(start, `expected a value of ${name}, which has no text to match`);
}
