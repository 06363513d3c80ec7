import { type JsonNode, member } from '../../../shared/json/parse.ts';

/** A name that leads into an array: a place in it, from 0. */
export const placeInArray = /^(?:0|[1-9]\d{0,8})$/;

/** The node at the end of a path; undefined where it leads nowhere. */
export function nodeAt(node: JsonNode | undefined, path: readonly string[]): JsonNode | undefined {
  let found = node;
  for (const name of path) {
    if (found?.kind === 'array') found = placeInArray.test(name) ? found.items[Number(name)] : undefined;
    else found = member(found, name);
  }
  return found;
}

export function isNull(node: JsonNode): boolean {
  return node.kind === 'literal' && node.text === 'null';
}

/** A value as text: a string as it is, numbers by their lexeme, the rest as compact JSON. */
export function nodeText(node: JsonNode): string {
  return node.kind === 'string' ? node.value : compact(node);
}

function compact(node: JsonNode): string {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'number') return node.lexeme;
  if (node.kind === 'string') return JSON.stringify(node.value);
  if (node.kind === 'array') return `[${node.items.map(compact).join(',')}]`;
  return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${compact(value)}`).join(',')}}`;
}
