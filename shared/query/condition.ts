import { readPathTest, readTest } from './comparing.ts';
import type { Cursor, Piece } from './cursor.ts';
import { queryFault, shown } from './fault.ts';
import { type Field, nearest } from './fields.ts';
import type { Limits } from './limits.ts';
import { networkOf, patternOf, plainTexts, readList } from './patterns.ts';
import {
  type ChoiceField,
  type Condition,
  choices,
  type ExactField,
  type Pattern,
  type PresentField,
} from './syntax.ts';
import { compareMoments, readNumber, readTime } from './values.ts';

/** Reads what follows the colon of a field. */
export function readCondition(cursor: Cursor, field: Field, limits: Limits): Condition {
  if (takePresent(cursor)) return present(cursor, field);
  switch (field.kind) {
    case 'words':
      return wordCondition(cursor, field.name, limits);
    case 'exact':
      return exactCondition(cursor, field.name, limits);
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
    case 'coding': {
      const patterns = readList(cursor, field.text, limits).map((piece) => {
        refuseOrder(piece, field.text);
        return patternOf(piece, limits);
      });
      return { kind: 'coding', name: field.name, patterns };
    }
    case 'path':
      return { kind: 'path', path: field.path, test: readPathTest(cursor, field.text, limits) };
  }
}

function takePresent(cursor: Cursor): boolean {
  const { at } = cursor;
  if (cursor.take('*') && cursor.atBoundary) return true;
  cursor.at = at;
  return false;
}

function present(cursor: Cursor, field: Field): Condition {
  switch (field.kind) {
    case 'choice':
      throw queryFault(cursor.at - 1, `expected ${oneOf(field.name)} after ${field.name}:`);
    case 'coding':
      return { kind: 'coding', name: field.name, patterns: null };
    case 'path':
      return { kind: 'path', path: field.path, test: { op: 'present' } };
    case 'words':
      if (field.name === 'note') return { kind: 'present', field: 'note' };
      throw queryFault(cursor.at - 1, `expected a word after ${field.name}:`);
    default:
      if (field.name === 'system' || field.name === 'sha256')
        throw queryFault(cursor.at - 1, `expected a value after ${field.name}:, which every entry has`);
      return { kind: 'present', field: field.name satisfies PresentField };
  }
}

function wordCondition(cursor: Cursor, field: 'note' | 'raw' | 'word', limits: Limits): Condition {
  const patterns = readList(cursor, field, limits).map((piece) => {
    const { form, start, text } = piece;
    if (text === '') throw queryFault(start, 'expected a word or a phrase');
    if (field === 'raw' && form === 'prefix')
      throw queryFault(start, 'expected the text itself after raw:, without a *: bytes have no words');
    if (field === 'word' && form === 'regex')
      throw queryFault(start, 'expected a word after word:', 'leave word: out to search for an expression');
    return patternOf(piece, limits);
  });
  if (field === 'word') return { kind: 'matching', field, patterns };
  const texts = plainTexts(patterns);
  return texts === null ? { kind: 'matching', field, patterns } : { kind: 'words', field, texts };
}

function exactCondition(cursor: Cursor, field: ExactField, limits: Limits): Condition {
  const patterns = readList(cursor, field, limits).map((piece): Pattern => {
    refuseOrder(piece, field);
    if (field === 'sha256') expectHex(piece);
    return (field === 'ip' ? networkOf(piece, true) : null) ?? patternOf(piece, limits);
  });
  const values = plainTexts(patterns);
  return values === null ? { kind: 'matching', field, patterns } : { kind: 'exact', field, values };
}

function refuseOrder({ form, text, start }: Piece, name: string): void {
  if (form !== 'bare') return;
  const next = 'to compare with the text itself, put it in quotes';
  if (/^[<>]/.test(text))
    throw queryFault(start, `expected a value: ${name} is text, which is not ordered`, next);
  if (text.includes('..'))
    throw queryFault(start, `expected a value: ${name} is text, which has no ranges`, next);
}

function expectHex({ form, text, start }: Piece): void {
  if (form === 'prefix' ? /^[\da-f]{1,64}$/i.test(text) : /^[\da-f]{64}$/i.test(text)) return;
  throw queryFault(start, 'expected the 64 hexadecimal digits of a SHA-256, or the first of them and a *');
}

function choiceList(cursor: Cursor, name: ChoiceField, limits: Limits): string[] {
  return readList(cursor, name, limits).map(({ text, start }) => {
    const value = text.toLowerCase();
    const known: readonly string[] = choices[name];
    if (known.includes(value)) return value;
    const near = nearest(value, known);
    const hint = near === null ? '' : `; did you mean ${near}?`;
    throw queryFault(start, `expected ${oneOf(name)} after ${name}:, not ${shown(text)}${hint}`);
  });
}

function oneOf(name: ChoiceField): string {
  const list = choices[name];
  return `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;
}
