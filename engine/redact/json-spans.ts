/** Where the values of a JSON text stand in it, so that some can be replaced and every other byte kept. */

export interface JsonSpan {
  /** Member names, and places in arrays, from the top. */
  readonly path: readonly string[];
  /** `name`: of the member at `path`. */
  readonly kind: 'name' | 'string' | 'number' | 'literal' | 'composite';
  readonly start: number;
  readonly end: number;
  /** What a string says, or the lexeme; empty of a composite. */
  readonly text: string;
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\]|\\.)*"/sy;
const atom = /[^\s,\]}]+/y;

interface Open {
  readonly path: readonly string[];
  readonly start: number;
  readonly array: boolean;
  count: number;
}

/** @param text that JSON.parse reads; in the order of the text, a composite behind what is in it */
export function* jsonSpans(text: string): Generator<JsonSpan> {
  const open: Open[] = [];
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  let path: readonly string[] = [];
  for (take(space); at < text.length; take(space)) {
    const inside = open.at(-1);
    const character = text[at];
    if (character === ',') {
      at++;
    } else if (inside !== undefined && (character === '}' || character === ']')) {
      at++;
      open.pop();
      yield { path: inside.path, kind: 'composite', start: inside.start, end: at, text: '' };
    } else {
      if (inside !== undefined && !inside.array) {
        const start = at;
        const name = JSON.parse(take(string)) as string;
        path = [...inside.path, name];
        yield { path, kind: 'name', start, end: at, text: name };
        take(space);
        at++;
        take(space);
      } else if (inside !== undefined) {
        path = [...inside.path, String(inside.count++)];
      }
      const start = at;
      const first = text[at];
      if (first === '{' || first === '[') {
        at++;
        open.push({ path, start, array: first === '[', count: 0 });
      } else if (first === '"') {
        const said = JSON.parse(take(string)) as string;
        yield { path, kind: 'string', start, end: at, text: said };
      } else {
        const lexeme = take(atom);
        const kind = /^[-\d]/.test(lexeme) ? 'number' : 'literal';
        yield { path, kind, start, end: at, text: lexeme };
      }
    }
  }
}
