import { pathDepth, pathLength } from '../mapping/path.ts';
import type { Cursor } from './cursor.ts';
import { queryFault } from './fault.ts';

/** What stands before a colon: one name, or a path, which a dot begins or which has several names. */
export interface FieldName {
  readonly names: readonly string[];
  /** Whether a dot stands before it: then it leads into the entry's JSON, whatever it is called. */
  readonly dotted: boolean;
}

const letters = '[\\p{L}\\p{N}_$@-]';
const first = '[\\p{L}_$@][\\p{L}\\p{N}_$@-]*';
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const plainName = new RegExp(`^${letters}+$`, 'u');
const plainFirst = new RegExp(`^${first}$`, 'u');
/** The whole of it with its colon; only where a dot begins it may the first name be in quotes or begin with a digit. */
const whole = new RegExp(
  `(?:${first}|\\.(?:${letters}+|${quoted}))(?:\\.(?:${letters}+|${quoted})|\\[\\d{1,9}\\])*:`,
  'suy',
);
const each = new RegExp(`${letters}+|${quoted}`, 'gsu');

/** Takes a name and its colon; null where none stands here. */
export function takeFieldName(cursor: Cursor): FieldName | null {
  const start = cursor.at;
  whole.lastIndex = start;
  const [text] = whole.exec(cursor.text) ?? [];
  if (text === undefined) return null;
  // An address with a scheme is a word.
  if (cursor.text.startsWith('//', start + text.length) && !text.startsWith('.')) return null;
  if (text.length > pathLength)
    throw queryFault(start, `expected a path of at most ${pathLength.toLocaleString('en')} characters`);
  const names: string[] = [];
  for (const { 0: name, index } of text.slice(0, -1).matchAll(each)) {
    names.push(name.startsWith('"') ? unquoted(name, start + index) : name);
  }
  if (names.length > pathDepth)
    throw queryFault(start, `expected a path of at most ${pathDepth} names, one in the other`);
  cursor.at = start + text.length;
  return { names, dotted: text.startsWith('.') };
}

/** As JSON has it: a name may hold anything that a member's name can. */
function unquoted(text: string, at: number): string {
  try {
    const name: unknown = JSON.parse(text);
    if (typeof name === 'string' && name.isWellFormed()) return name;
  } catch {
    // Said below.
  }
  throw queryFault(at, 'expected the name of a member in quotes, as JSON writes it');
}

/** The text of a path, which reads back as the same path. */
export function printPath(path: readonly string[]): string {
  const [top = ''] = path;
  const dotted = path.length === 1 || top.toLowerCase() === 'code' || !plainFirst.test(top);
  return `${dotted ? '.' : ''}${path.map(printName).join('.')}`;
}

export function printCodingField(name: string): string {
  return `code.${printName(name)}`;
}

function printName(name: string): string {
  return plainName.test(name) ? name : JSON.stringify(name);
}
