import { utf8 } from '../bytes/encoding.ts';
import type { JsonMember, JsonNode } from '../json/parse.ts';
import { cutOut } from './cut-out.ts';
import { expandedNumber } from './expanded-number.ts';
import { namesOf, nodeAt, type PathTree, pathTree } from './paths.ts';
import type { Blanks, EntryForm, Escapes } from './profile.ts';

/** A form, ready to be used many times. */
interface Prepared {
  readonly form: EntryForm;
  readonly omit: PathTree;
  readonly only: PathTree | null;
  readonly blank: BlankTree | null;
}

/** Values by the names that lead to them. */
interface BlankTree {
  readonly value: string | null | undefined;
  readonly children: ReadonlyMap<string, BlankTree>;
}

const prepared = new WeakMap<EntryForm, Prepared>();

function prepare(form: EntryForm): Prepared {
  let made = prepared.get(form);
  if (made === undefined) {
    made = {
      form,
      omit: pathTree(form.omit),
      only: form.only === null ? null : pathTree(form.only),
      blank: form.blank === undefined ? null : blankTree(form.blank),
    };
    prepared.set(form, made);
  }
  return made;
}

function blankTree(blank: Blanks): BlankTree {
  const values = Object.entries(blank);
  const treeOf = (tree: PathTree, path: readonly string[]): BlankTree => ({
    value: values.find(([each]) => isSame(namesOf(each), path))?.[1],
    children: new Map([...tree.children].map(([name, inner]) => [name, treeOf(inner, [...path, name])])),
  });
  return treeOf(pathTree(values.map(([path]) => path)), []);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, n) => name === b[n]);
}

/**
 * How texts spell what JSON may spell in several ways. `json`: as ECMAScript and most others do. `go`: as Go's encoding/json, U+2028 and
 * U+2029 always escaped; `go before 1.22`: backspace and form feed by their numbers too. `upper-case digits`: of control characters, as Jackson
 * writes them. `other DEL`: as an escape where others are not, as jq and Yojson, and as it is among those outside ASCII, as JSON::PP.
 * `bare separators`: U+2028 and U+2029 as they are where PHP's json_encode would escape them. `org.json`: U+0080 to U+009F and U+2000 to
 * U+20FF always escaped, and the slash behind `<`.
 */
export type Spelling =
  | 'json'
  | 'go'
  | 'go before 1.22'
  | 'upper-case digits'
  | 'other DEL'
  | 'bare separators'
  | 'org.json';

/** What in a JSON text each spelling may write differently from the usual one. */
const tellTales: readonly (readonly [Spelling, RegExp])[] = [
  ['go', /[\u2028\u2029]|\\u202[89]/i],
  ['go before 1.22', /[\u2028\u2029]|\\(?:[bf]|u(?:202[89]|000[8c]))/i],
  ['upper-case digits', /\\u00[01][a-f]/i],
  ['other DEL', /\u007f|\\u007f/i],
  ['bare separators', /[\u2028\u2029]|\\u202[89]/i],
  ['org.json', /[\u0080-\u009f\u2000-\u20ff]|<\\?\/|\\u(?:00[89]|20[0-9a-f])[0-9a-f]|\\u003c/i],
];

/** The spellings in which that entry may have been written, the usual one first. */
export function spellingsOf(text: string): readonly Spelling[] {
  if (!mayBeSpelled.test(text)) return plainly;
  return ['json', ...tellTales.filter(([, tale]) => tale.test(text)).map(([spelling]) => spelling)];
}

const plainly: readonly Spelling[] = ['json'];
/** Whether any of them may be told, looked for in one pass. */
const mayBeSpelled = /[\u007f-\u009f\u2000-\u20ff]|<\\?\/|\\[bfu]/i;

/**
 * An entry as the profile's maker wrote it before hashing. `text`: the entry's own. Null where the form has no way to
 * write it.
 */
export function serializeEntry(
  entry: JsonNode,
  form: EntryForm,
  text: string,
  spelling: Spelling = 'json',
): string | null {
  const { omit, only, blank } = prepare(form);
  if (form.serialize === 'raw-without') return entry.kind === 'object' ? cutOut(text, omit) : null;
  if (form.serialize === 'fields') return joinedFields(entry, form);
  if (entry.kind !== 'object') return null;
  const kept = form.nested === 'drop' ? namesWritten(entry.members, omit, only) : null;
  const writer = new Writer(form, kept, spelling);
  return writer.write(entry, omit, only, blank, 0);
}

/** The names that the entry itself writes. */
function namesWritten(
  members: readonly JsonMember[],
  omit: PathTree,
  only: PathTree | null,
): ReadonlySet<string> {
  const names = members.map(({ name }) => name);
  return new Set(
    names.filter((name) => !omit.children.get(name)?.leaf && (only === null || only.children.has(name))),
  );
}

class Writer {
  private readonly form: EntryForm;
  private readonly kept: ReadonlySet<string> | null;
  private readonly spelling: Spelling;

  /** `kept`: the names that nested objects keep; null where they keep all. */
  constructor(form: EntryForm, kept: ReadonlySet<string> | null, spelling: Spelling) {
    this.form = form;
    this.kept = kept;
    this.spelling = spelling;
  }

  /** `omit`, `only`, `blank`: what of them lies below this node. `depth`: 0 of the entry itself. */
  write(
    node: JsonNode,
    omit: PathTree | undefined,
    only: PathTree | null,
    blank: BlankTree | null,
    depth: number,
  ): string | null {
    const { form } = this;
    if (node.kind === 'literal') return node.text;
    if (node.kind === 'number') return writeNumber(node.lexeme, form);
    if (node.kind === 'string') return writeString(node.value, form, this.spelling);
    const parts: string[] = [];
    if (node.kind === 'array') {
      for (const item of node.items) {
        const text = this.write(item, undefined, null, null, depth + 1);
        if (text === null) return null;
        parts.push(text);
      }
      return this.enclosed('[', parts, ']', depth);
    }
    // Which of two members with the same name was hashed cannot be known.
    if (node.repeats) return null;
    for (const { name, value } of ordered(node.members, form, only, depth)) {
      const left = omit?.children.get(name);
      if (left?.leaf) continue;
      const wanted = only === null || only.leaf ? null : (only.children.get(name) ?? undefined);
      if (wanted === undefined) continue;
      if (depth > 0 && this.kept !== null && !this.kept.has(name)) continue;
      const inner = blank?.children.get(name) ?? null;
      const fixed = inner?.value;
      const isNull = fixed === undefined ? value.kind === 'literal' && value.text === 'null' : fixed === null;
      if (form.nulls === 'drop' && isNull) continue;
      const label = writeString(name, form, this.spelling);
      const text =
        fixed === undefined ? this.write(value, left, wanted, inner, depth + 1) : this.fixed(fixed);
      if (label === null || text === null) return null;
      parts.push(`${label}${form.keySeparator}${text}`);
    }
    return this.enclosed('{', parts, '}', depth);
  }

  private enclosed(open: string, parts: readonly string[], close: string, depth: number): string {
    const { itemSeparator, indent } = this.form;
    if (indent === undefined || parts.length === 0) return open + parts.join(itemSeparator) + close;
    const line = `\n${indent.repeat(depth)}`;
    return `${open}${line}${indent}${parts.join(`${itemSeparator}${line}${indent}`)}${line}${close}`;
  }

  private fixed(value: string | null): string | null {
    return value === null ? 'null' : writeString(value, this.form, this.spelling);
  }
}

/** Values as texts, one after another. */
function joinedFields(entry: JsonNode, form: EntryForm): string | null {
  const parts: string[] = [];
  for (const path of form.only ?? []) {
    const node = nodeAt(entry, path);
    const none = node === undefined || (node.kind === 'literal' && node.text === 'null');
    if (none && form.nulls === 'drop') parts.push('');
    else if (node === undefined) return null;
    else if (node.kind === 'string') parts.push(node.value);
    else {
      const text = new Writer(inFields(form), null, 'json').write(node, undefined, null, null, 1);
      if (text === null) return null;
      parts.push(text);
    }
  }
  const text = parts.join(form.itemSeparator);
  return text.isWellFormed() ? text : null;
}

const plainInner = { serialize: 'insertion', itemSeparator: ',', keySeparator: ':' } as const;

/** An object among joined fields is written as JSON without spaces unless the profile says otherwise. */
function inFields(form: EntryForm): EntryForm {
  const { inner = plainInner } = form;
  return { ...form, ...inner, nulls: 'keep' };
}

function ordered(
  members: readonly JsonMember[],
  { serialize }: EntryForm,
  only: PathTree | null,
  depth: number,
): readonly JsonMember[] {
  if (serialize === 'insertion' || (serialize === 'outer-sorted' && depth > 0))
    return only === null || only.leaf ? members : inOrderOf(members, only);
  const compare = serialize === 'jcs' ? byCodeUnits : serialize === 'jsonb' ? byLength : byCodePoints;
  return [...members].sort((a, b) => compare(a.name, b.name));
}

function inOrderOf(members: readonly JsonMember[], { children }: PathTree): readonly JsonMember[] {
  const places = new Map([...children.keys()].map((name, place) => [name, place]));
  return [...members].sort((a, b) => (places.get(a.name) ?? -1) - (places.get(b.name) ?? -1));
}

/** RFC 8785 section 3.2.3. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** PostgreSQL's lengthCompareJsonbStringValue: the shorter in bytes first, then by bytes. */
function byLength(a: string, b: string): number {
  return utf8(a).length - utf8(b).length || byCodePoints(a, b);
}

/** As Python compares strings: by code point, so that a surrogate sorts after U+FFFF. */
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

/** Every form keeps the number as written, except those that prescribe a notation. */
function writeNumber(lexeme: string, { serialize, numbers }: EntryForm): string | null {
  if (serialize === 'jsonb') return expandedNumber(lexeme);
  if (serialize !== 'jcs' && numbers === 'source') return lexeme;
  const value = Number(lexeme);
  return Number.isFinite(value) ? JSON.stringify(value) : null;
}

/** Characters that every form writes as they are. */
const plainText = /^[ !#-%'-;=?-[\]-~]*$/;

/**
 * `JSON.stringify` writes a lone surrogate as an escape; UTF-8 and RFC 8785 have no form for it, and no more has the
 * UTF-8 of a Python string. Where only ASCII is written, Python escapes DEL too.
 */
function writeString(
  value: string,
  { asciiOnly, serialize, escapeHtml, escapes }: EntryForm,
  spelling: Spelling,
): string | null {
  if (escapes !== undefined) return escapedBy(escapes, value, asciiOnly, spelling);
  if (plainText.test(value)) return `"${value}"`;
  if (!value.isWellFormed() && !asciiOnly && (serialize !== 'insertion' || escapeHtml)) return null;
  let text = JSON.stringify(value);
  if (escapeHtml) text = text.replace(/[<>&\u2028\u2029]/g, escapeUnit);
  else if (spelling === 'org.json')
    text = text.replace(/[\u0080-\u009f\u2000-\u20ff]/g, escapeUnit).replaceAll('</', '<\\/');
  else if (spelling.startsWith('go')) text = text.replace(/[\u2028\u2029]/g, escapeUnit);
  if (spelling === 'go before 1.22') text = text.replace(/\\[\\"bf]/g, byNumber);
  if (spelling === 'upper-case digits') text = text.replace(shortEscapes, raisedDigits);
  const isOtherDel = spelling === 'other DEL';
  if (asciiOnly) return text.replace(isOtherDel ? outsideAscii : withDel, escapeUnit);
  return isOtherDel ? text.replaceAll('\u007f', escapeUnit) : text;
}

/** Characters that every one of these writes as they are. */
const plainEverywhere = /^[ !#-%(-*,-.0-;?-[\]-_a-~]*$/;

function escapedBy(escapes: Escapes, value: string, asciiOnly: boolean, spelling: Spelling): string | null {
  if (plainEverywhere.test(value)) return `"${value}"`;
  // None of them has a form for half a surrogate pair.
  if (!value.isWellFormed()) return null;
  const text = JSON.stringify(value);
  if (escapes === 'php') {
    const slashed = text.replaceAll('/', '\\/');
    if (spelling === 'bare separators' && !asciiOnly) return slashed;
    const written = slashed.replace(asciiOnly ? outsideAscii : lineSeparators, escapeUnit);
    return spelling === 'other DEL' ? written.replaceAll('\u007f', escapeUnit) : written;
  }
  if (escapes === 'gson') return text.replace(asciiOnly ? gsonAscii : gsonOwn, escapeUnit);
  const inner = text.slice(1, -1).replaceAll('\\"', '\\u0022');
  const raised = inner.replace(shortEscapes, raisedDigits);
  return `"${raised.replace(dotnetOwn, (unit) => raisedDigits(escapeUnit(unit)))}"`;
}

const outsideAscii = /[\u0080-\uffff]/g;
const withDel = /[\u007f-\uffff]/g;
const lineSeparators = /[\u2028\u2029]/g;
const gsonOwn = /[<>&='\u2028\u2029]/g;
const gsonAscii = /[<>&='\u0080-\uffff]/g;
/** What JavaScriptEncoder.Default does not allow, but for the quotation mark. */
const dotnetOwn = /[&'+<>`\u007f-\uffff]/g;

/** Of a control character by its number, or any other. */
const shortEscapes = /\\(?:u[0-9a-f]{4}|.)/g;

function raisedDigits(short: string): string {
  return short.startsWith('\\u') ? `\\u${short.slice(2).toUpperCase()}` : short;
}

/** An escape of two characters. */
function byNumber(short: string): string {
  return short === '\\b' ? '\\u0008' : short === '\\f' ? '\\u000c' : short;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
