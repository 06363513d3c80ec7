import { type Path, pathDepth, printPath, type ReadPath, readPath, tooDeep, unquoted } from './path.ts';

/**
 * How a person may write a path in a mapping: as names joined by dots (`path.ts`), as a singular query of JSONPath
 * (RFC 9535 section 2.3.5.1: `$.a['b c'][0]`), or as a JSON Pointer (RFC 6901: `/a/b/0`).
 */

/** Steps of a JSONPath: a name after a dot, a place or a quoted name in brackets. */
const step = /\.([\p{L}_$@][\p{L}\p{N}_$@-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['([^'\\]*)'\]/uy;
/** A name of a JSON Pointer: `~` stands for itself as `~0`, and a slash as `~1`. */
const reference = /\/((?:[^~/\s'"+]|~[01])+)/uy;

/** A path in any of its notations that begins at a place of a text, and where it ends; a sentence where there is none. */
export function readNotation(text: string, from: number): ReadPath | string {
  if (text[from] === '$' && (text[from + 1] === '.' || text[from + 1] === '['))
    return readSteps(
      text,
      from + 1,
      step,
      (found) => found[1] ?? found[2] ?? found[4] ?? unquoted(found[3] ?? ''),
    );
  if (text[from] === '/')
    return readSteps(text, from, reference, ([, name = '']) =>
      name.replaceAll('~1', '/').replaceAll('~0', '~'),
    );
  return readPath(text, from);
}

function readSteps(
  text: string,
  from: number,
  pattern: RegExp,
  nameOf: (found: RegExpExecArray) => string | null,
): ReadPath | string {
  const names: string[] = [];
  let at = from;
  for (;;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    const name = found === null ? null : nameOf(found);
    if (found === null || name === null) break;
    if (names.length === pathDepth) return tooDeep(at);
    names.push(name);
    at += found[0].length;
  }
  const next = text[at];
  if (names.length === 0 || next === '.' || next === '[' || next === '/')
    return `position ${at + 1}: only names and places in lists are followed, such as $.a.b[0] or /a/b/0`;
  return { path: names as unknown as Path, end: at };
}

/** The path that the whole text states, in any of the notations; if it states none, a sentence that says why. */
export function wholeNotation(text: string): Path | string {
  const read = readNotation(text, 0);
  if (typeof read === 'string') return read;
  return read.end === text.length ? read.path : `position ${read.end + 1}: the path should end here`;
}

/** The path's text as names joined by dots, which `readNotation` reads back as it was. */
export function printNotation(path: readonly string[]): string {
  const [first = '', ...others] = path;
  // At the beginning of a text, these would be read in another notation.
  if (first !== '$' && !/^(?:\/|\$\[)/.test(first)) return printPath(path);
  return [JSON.stringify(first), ...(others.length === 0 ? [] : [printPath(others)])].join('.');
}
