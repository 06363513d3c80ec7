import type { JsonNode } from '../json/parse.ts';
import type { EntryForm } from './profile.ts';

/**
 * Whether a number in the entry has digits that the form does not write, because a double cannot hold them (RFC 8785,
 * section 3.2.2.3): with other digits there, the same would be written.
 */
export function leavesOutDigits(
  entry: JsonNode,
  { serialize, numbers }: Pick<EntryForm, 'serialize' | 'numbers'>,
): boolean {
  return (serialize === 'jcs' || numbers === 'ecmascript') && hasMoreDigits(entry);
}

function hasMoreDigits(node: JsonNode): boolean {
  if (node.kind === 'number') return digits(node.lexeme) !== digits(String(Number(node.lexeme)));
  if (node.kind === 'array') return node.items.some(hasMoreDigits);
  return node.kind === 'object' && node.members.some(({ value }) => hasMoreDigits(value));
}

/** The digits that distinguish a number from others of its magnitude. */
function digits(number: string): string {
  return number
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');
}
