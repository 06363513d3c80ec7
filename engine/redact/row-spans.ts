import type { JsonSpan } from './json-spans.ts';

/**
 * Where the cells of a row stand in its text: as the members of an object that is named by the columns.
 *
 * @param text that `readRow` reads
 */
export function* rowSpans(text: string, delimiter: string, names: readonly string[]): Generator<JsonSpan> {
  let at = 0;
  for (let column = 0; at <= text.length; column++) {
    const start = at;
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; ) at += text[at] === '"' ? 2 : 1;
      at++;
    } else {
      const end = text.indexOf(delimiter, at);
      at = end === -1 ? text.length : end;
    }
    const cell = text.slice(start, at);
    const said = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    const path = [names[column] ?? `column ${column + 1}`];
    if (said !== '') yield { path, kind: 'string', start, end: at, text: said };
    at++;
  }
}
