import type { JsonMember, JsonNode } from '../json/parse.ts';
import type { EntryForm } from './profile.ts';

/** An entry as the profile's maker wrote it before hashing. Null where the form has no way to write it. */
export function serializeEntry(entry: JsonNode, form: EntryForm): string | null {
  return write(entry, form, '');
}

function write(node: JsonNode, form: EntryForm, path: string): string | null {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'number') return writeNumber(node.lexeme, form);
  if (node.kind === 'string') return writeString(node.value, form);
  const parts: string[] = [];
  if (node.kind === 'array') {
    for (const item of node.items) {
      const text = write(item, form, `${path}[]`);
      if (text === null) return null;
      parts.push(text);
    }
    return `[${parts.join(form.itemSeparator)}]`;
  }
  // Which of two members of one name was hashed cannot be known.
  if (node.repeats) return null;
  for (const { name, value } of ordered(node.members, form)) {
    const inner = path === '' ? name : `${path}.${name}`;
    if (form.omit.includes(inner)) continue;
    if (form.nulls === 'drop' && value.kind === 'literal' && value.text === 'null') continue;
    const label = writeString(name, form);
    const text = write(value, form, inner);
    if (label === null || text === null) return null;
    parts.push(`${label}${form.keySeparator}${text}`);
  }
  return `{${parts.join(form.itemSeparator)}}`;
}

function ordered(members: readonly JsonMember[], { serialize }: EntryForm): readonly JsonMember[] {
  if (serialize === 'insertion') return members;
  const compare = serialize === 'jcs' ? byCodeUnits : byCodePoints;
  return [...members].sort((a, b) => compare(a.name, b.name));
}

/** RFC 8785 section 3.2.3. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As Python compares strings. */
function byCodePoints(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** RFC 8785 section 3.2.2.3 prescribes ECMAScript's form; every other form keeps the lexeme. */
function writeNumber(lexeme: string, { serialize }: EntryForm): string | null {
  if (serialize !== 'jcs') return lexeme;
  const value = Number(lexeme);
  return Number.isFinite(value) ? JSON.stringify(value) : null;
}

function writeString(value: string, { asciiOnly, serialize }: EntryForm): string | null {
  if (!value.isWellFormed() && !asciiOnly) return null;
  const text = JSON.stringify(value);
  if (serialize === 'sorted') {
    // Python escapes DEL no more than ECMAScript does; both write the short escapes and lower-case \u.
    return asciiOnly ? text.replace(/[\u0080-\uffff]/g, escapeUnit) : text;
  }
  return text;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
