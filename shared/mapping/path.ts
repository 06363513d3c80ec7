/**
 * Where a value is in a record: the names of members from the top down, in a table beginning with a column's heading. In
 * an array, a name of digits is an index from 0. In text, names are joined by dots; a name with anything but plain
 * characters is in double quotes, as in JSON: `annotations."authorization.k8s.io/decision"`.
 */
export type Path = readonly [string, ...string[]];

/** A name that needs no quotes: no white space, control characters, dots, quotes or plus signs. */
const plain = /[^\s\p{Cc}\p{Cf}.'"+\ud800-\udfff]+/uy;
const plainName = new RegExp(`^${plain.source}$`, 'u');
const quoted = /"(?:[^"\\]|\\.)*"/suy;
/** Deeper paths are refused: no trail has them, and the limit bounds the work of following one. */
export const pathDepth = 32;

/** The longest text of a path that is read. */
export const pathLength = 1000;

export interface ReadPath {
  readonly path: Path;
  readonly end: number;
}

/** The path that begins at a place in a text, and where it ends; a sentence if there is none. */
export function readPath(text: string, from: number): ReadPath | string {
  const names: string[] = [];
  let at = from;
  do {
    if (names.length > 0) at++;
    const name = readName(text, at);
    if (name === null) {
      return `position ${at + 1}: a name is expected here; one with spaces, dots or signs stands in double quotes`;
    }
    names.push(name.name);
    at = name.end;
  } while (text[at] === '.' && names.length < pathDepth);
  if (text[at] === '.') return tooDeep(at);
  return { path: names as unknown as Path, end: at };
}

/** Says that the path up to a place is too long. */
export function tooDeep(at: number): string {
  return `position ${at + 1}: a path of more than ${pathDepth} names is not read`;
}

function readName(text: string, at: number): { readonly name: string; readonly end: number } | null {
  if (text[at] === '"') {
    quoted.lastIndex = at;
    const found = quoted.exec(text)?.[0];
    const name = found === undefined ? null : unquoted(found);
    return found === undefined || name === null ? null : { name, end: at + found.length };
  }
  plain.lastIndex = at;
  const found = plain.exec(text)?.[0];
  return found === undefined ? null : { name: found, end: at + found.length };
}

/** The text that a JSON string spells; null if it is not a JSON string. */
export function unquoted(text: string): string | null {
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}

/** The path's text; `readPath` reads the same path from it. */
export function printPath(path: readonly string[]): string {
  return path.map((name) => (plainName.test(name) ? name : JSON.stringify(name))).join('.');
}

/** The path that the whole text spells; a sentence if it does not spell one. */
export function wholePath(text: string): Path | string {
  const read = readPath(text, 0);
  if (typeof read === 'string') return read;
  return read.end === text.length ? read.path : `position ${read.end + 1}: the path should end here`;
}
