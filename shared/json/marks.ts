import { nestingLimit } from './parse.ts';

/**
 * What is out of the ordinary in an entry's exact text. All of it is kept as it stands; it is told because a program that
 * reads the entry, or a person, may take it for something else.
 */
export const peculiarities = {
  DUPLICATE_NAME: 'a name stands twice in one object: programs differ in which value they take',
  PROTO_NAME: 'a member is named __proto__, which some programs mistake for part of the language',
  INEXACT_NUMBER: 'a number is written as no double writes it: programs change its digits or its value',
  LONE_SURROGATE: 'text holds half of a surrogate pair, which is no character',
  NUL: 'text holds NUL, where some programs take it to end',
  CONTROL: 'text holds control characters',
  BIDI: 'text holds characters that turn the direction of what follows: it may read otherwise than it is',
  LONG_TEXT: 'a text is very long',
  MANY_NAMES: 'objects have more names than are looked through for ones that stand twice',
  DEEP: 'values are nested more deeply than is looked into',
} as const;
export type Peculiarity = keyof typeof peculiarities;

export interface Mark {
  readonly what: Peculiarity;
  readonly count: number;
  /** The first few: names, numbers or texts, shortened. */
  readonly examples: readonly string[];
}

/** UTF-16 code units from which a text counts as long. */
export const longText = 1 << 16;

/** Names of one entry that are remembered, to find those that stand twice. */
export const nameLimit = 100_000;

const exampleLimit = 5;
const exampleLength = 80;

/** Controls but for tab, line feed and carriage return, which ordinary text has; NUL is told apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const numeral = /-?\d[\d.eE+-]*/y;

/** Collects marks; what is met often is counted, not kept. */
class Marks {
  private readonly found = new Map<Peculiarity, { count: number; examples: string[] }>();

  private remembered = 0;

  /** Whether one more name may be remembered. */
  mayRemember(): boolean {
    if (this.remembered++ < nameLimit) return true;
    if (!this.found.has('MANY_NAMES')) this.add('MANY_NAMES', `${nameLimit} names`);
    return false;
  }

  add(what: Peculiarity, example: string): void {
    let mark = this.found.get(what);
    if (mark === undefined) {
      mark = { count: 0, examples: [] };
      this.found.set(what, mark);
    }
    mark.count++;
    const short = example.length > exampleLength ? `${example.slice(0, exampleLength)}…` : example;
    if (mark.examples.length < exampleLimit && !mark.examples.includes(short)) mark.examples.push(short);
  }

  /** What a text holds, a name's too. */
  text(value: string): void {
    if (!value.isWellFormed()) this.add('LONE_SURROGATE', value);
    if (value.includes('\0')) this.add('NUL', value);
    if (control.test(value)) this.add('CONTROL', value);
    if (bidi.test(value)) this.add('BIDI', value);
    if (value.length >= longText) this.add('LONG_TEXT', value);
  }

  list(): Mark[] {
    return (Object.keys(peculiarities) as Peculiarity[]).flatMap((what) => {
      const mark = this.found.get(what);
      // As it crosses to a screen: well-formed, whatever the text is.
      return mark ? [{ what, ...mark, examples: mark.examples.map((text) => text.toWellFormed()) }] : [];
    });
  }
}

/**
 * The marks of a JSON text that JSON.parse reads. One pass without recursion: time and memory grow with its length alone,
 * however it is nested.
 */
export function jsonMarks(text: string): Mark[] {
  const marks = new Marks();
  /** The names of the objects that are open, by depth; null for an array. */
  const open: (Set<string> | null)[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    if (character === '"') {
      const end = closingQuote(text, at);
      const value = stringValue(text, at, end);
      at = end + 1;
      marks.text(value);
      if (isName(text, at)) markName(marks, depth > nestingLimit ? null : (open[depth - 1] ?? null), value);
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth <= nestingLimit) open[depth - 1] = character === '{' ? new Set() : null;
      else if (depth === nestingLimit + 1) marks.add('DEEP', `${nestingLimit} levels`);
      at++;
    } else if (character === '}' || character === ']') {
      depth--;
      at++;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      numeral.lastIndex = at;
      const lexeme = numeral.exec(text)?.[0] ?? character;
      if (JSON.stringify(Number(lexeme)) !== lexeme) marks.add('INEXACT_NUMBER', lexeme);
      at += lexeme.length;
    } else {
      at++;
    }
  }
  return marks.list();
}

/** The marks of a table's cells. */
export function textMarks(texts: Iterable<string>): Mark[] {
  const marks = new Marks();
  for (const text of texts) marks.text(text);
  return marks.list();
}

function markName(marks: Marks, names: Set<string> | null, name: string): void {
  if (name === '__proto__') marks.add('PROTO_NAME', name);
  if (names?.has(name)) marks.add('DUPLICATE_NAME', name);
  else if (names !== null && marks.mayRemember()) names.add(name);
}

/** Where the string that begins at `start` ends. */
function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function stringValue(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end);
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    return inside;
  }
}

function isName(text: string, after: number): boolean {
  let at = after;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}
