import type { JsonNode } from '../json/parse.ts';
import type { EntryForm } from './profile.ts';

/**
 * Whether a number of the entry has digits that the form does not write, since no double has them (RFC 8785, section 3.2.2.3): others could
 * stand there, and it would write the same.
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

/** Those that tell one number from another of its size. */
function digits(number: string): string {
  return number
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');
}
