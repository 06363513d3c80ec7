import type { JsonMember, JsonNode } from '../json/parse.ts';
import type { EntryForm } from './profile.ts';

/** An entry as the profile's maker wrote it before hashing. Null where the form has no way to write it. */
export function serializeEntry(entry: JsonNode, form: EntryForm): string | null {
  return write(entry, form, '');
}

/** `path`: dotted; null inside arrays and below a name with a dot of its own, which must not pass for a path. */
function write(node: JsonNode, form: EntryForm, path: string | null): string | null {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'number') return writeNumber(node.lexeme, form);
  if (node.kind === 'string') return writeString(node.value, form);
  const parts: string[] = [];
  if (node.kind === 'array') {
    for (const item of node.items) {
      const text = write(item, form, null);
      if (text === null) return null;
      parts.push(text);
    }
    return `[${parts.join(form.itemSeparator)}]`;
  }
  // Which of two members of one name was hashed cannot be known.
  if (node.repeats) return null;
  for (const { name, value } of ordered(node.members, form)) {
    const inner = path === null || name.includes('.') ? null : path === '' ? name : `${path}.${name}`;
    if (inner !== null && form.omit.includes(inner)) continue;
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

/** As Python compares strings: by code units, but for a surrogate, which stands for what comes after U+FFFF. */
function byCodePoints(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const pair =
    at > 0 && isHighSurrogate(a.charCodeAt(at - 1)) ? codePointAt(a, at - 1) - codePointAt(b, at - 1) : 0;
  return pair === 0 ? codePointAt(a, at) - codePointAt(b, at) : pair;
}

/** Before every character, where the text has ended. */
function codePointAt(text: string, at: number): number {
  return text.codePointAt(at) ?? -1;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** RFC 8785 section 3.2.2.3 prescribes ECMAScript's form; every other form keeps the lexeme. */
function writeNumber(lexeme: string, { serialize }: EntryForm): string | null {
  if (serialize !== 'jcs') return lexeme;
  const value = Number(lexeme);
  return Number.isFinite(value) ? JSON.stringify(value) : null;
}

/** Characters that every form writes as they are. */
const plainText = /^[ !#-[\]-~]*$/;

/**
 * `JSON.stringify` writes a lone surrogate as an escape; UTF-8 and RFC 8785 have no form for it, and no more has the
 * UTF-8 of a Python string. Where only ASCII is written, Python escapes DEL too.
 */
function writeString(value: string, { asciiOnly, serialize }: EntryForm): string | null {
  if (plainText.test(value)) return `"${value}"`;
  if (!value.isWellFormed() && !asciiOnly && serialize !== 'insertion') return null;
  const text = JSON.stringify(value);
  return asciiOnly ? text.replace(/[\u007f-\uffff]/g, escapeUnit) : text;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
