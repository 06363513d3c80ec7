/** Replaces the values of a record that are to be masked, and every other trace of them in the same record. */

import { toHex } from '../../shared/bytes/encoding.ts';
import { digestOf, digestShape } from '../../shared/chain/digest-text.ts';
import { mask } from '../../shared/pack/mask.ts';
import { isByChance, shortest } from './hidden-texts.ts';
import type { JsonSpan } from './json-spans.ts';
import { type RulePlaces, united } from './rules.ts';

export interface MaskedText {
  readonly text: string;
  /** JSON pointers (RFC 6901) of what was replaced, in the order of the text. */
  readonly masked: readonly string[];
  /** The rules that any of it was replaced for. */
  readonly rules: RulePlaces;
  /** What must stand nowhere else either, with the rules that it was masked for. */
  readonly hidden: ReadonlyMap<string, RulePlaces>;
  /** The digests among it, in one spelling. */
  readonly digests: readonly string[];
}

/**
 * Masks the values at some paths; with them every other value and name of the record that repeats one, and every digest in the
 * record: whoever knows the rest could try values until a digest over all of them fits.
 *
 * @param spans of `text`
 * @param rulesAt the rules that name a path
 * @param known what is masked wherever it stands: a record that holds any of it is masked for it
 * @returns null where nothing is to be masked
 */
export function maskText(
  text: string,
  spans: readonly JsonSpan[],
  rulesAt: (path: readonly string[]) => RulePlaces,
  known: KnownTexts,
  replacement: string,
): MaskedText | null {
  const targets = new Map<JsonSpan, RulePlaces>();
  for (const span of spans) {
    const rules = span.kind === 'name' ? [] : rulesAt(span.path);
    if (rules.length > 0) targets.set(span, rules);
  }
  const around = ({ start, end }: JsonSpan) =>
    [...targets].flatMap(([span, rules]) => (span.start <= start && end <= span.end ? [rules] : []));
  const within = (span: JsonSpan) => around(span).length > 0;
  const hidden = new Map<string, RulePlaces>();
  for (const span of spans) {
    if (span.kind === 'composite' || span.kind === 'literal') continue;
    const rules = around(span);
    if (rules.length > 0) hidden.set(span.text, united([...rules, hidden.get(span.text) ?? []]));
  }
  for (const target of targets.keys()) if (target.kind === 'literal') hidden.delete(target.text);
  const touched = [...targets.keys()].some(
    ({ text: said, kind }) => kind === 'composite' || (said !== '' && said !== 'null'),
  );
  const digests = new Map<JsonSpan, string>();
  for (const span of spans) {
    const digest = span.kind === 'string' ? digestKey(span.text) : null;
    if (digest !== null) digests.set(span, digest);
  }
  const named = [...digests.values()].flatMap((digest) => known.digests.get(digest) ?? []);
  const elsewhere = new Map<JsonSpan, RulePlaces>();
  for (const span of spans) {
    const rules = within(span) ? [] : rulesRepeated(span, known.texts);
    if (rules.length > 0) elsewhere.set(span, rules);
  }
  if (!touched && named.length === 0 && elsewhere.size === 0) return null;
  const covered = spans.filter(
    (span) =>
      targets.has(span) ||
      digests.has(span) ||
      elsewhere.has(span) ||
      (!within(span) && repeats(span, hidden)),
  );
  const rules = united([...targets.values(), named, ...elsewhere.values()]);
  for (const { text: said } of digests.keys()) hidden.set(said, rules);
  return {
    text: replaced(text, outermost(covered), replacement),
    masked: pointers(covered),
    rules,
    hidden,
    digests: [...digests.values()],
  };
}

/** What was masked somewhere, and is to stand nowhere, with the rules that it was masked for. */
export interface KnownTexts {
  /** In one spelling. */
  readonly digests: ReadonlyMap<string, RulePlaces>;
  readonly texts: ReadonlyMap<string, RulePlaces>;
}

/** More texts than this are looked for as whole values alone. */
const mostParts = 500;

function rulesRepeated({ kind, text }: JsonSpan, texts: KnownTexts['texts']): RulePlaces {
  if (kind === 'composite' || kind === 'literal') return [];
  if (kind === 'number' || texts.size > mostParts) return texts.get(text) ?? [];
  const spellings = spellingsOf(text);
  return [...texts].flatMap(([each, rules]) => (text === each || holds(spellings, each) ? rules : []));
}

/** Of so many signs, a value is masked in other records too, and digits are looked for within texts: a telephone number is, a score is not. */
const telling = 2 * shortest;

/** Whether a text tells enough to be masked wherever else it stands. */
export function isTelling(text: string): boolean {
  return text.length >= telling;
}

/** One spelling for all that state the same digest; null of any other text. */
function digestKey(text: string): string | null {
  const shape = digestShape(text);
  const digest = shape === null ? null : digestOf(text, shape);
  return digest === null || digest.every((byte) => byte === 0) ? null : toHex(digest);
}

function repeats({ kind, text }: JsonSpan, hidden: ReadonlyMap<string, RulePlaces>): boolean {
  if (kind === 'composite' || kind === 'literal' || text === '') return false;
  if (hidden.has(text)) return true;
  if (kind === 'number') return false;
  const spellings = spellingsOf(text);
  return [...hidden.keys()].some((each) => holds(spellings, each));
}

/** As it is, or as a JSON text within the text spells it, which may escape every sign that is not ASCII. */
function holds(spellings: readonly string[], part: string): boolean {
  if (part.length < shortest) return false;
  if (isNumber(part)) return part.length >= telling && spellings.some((text) => holdsDigits(text, part));
  const spelled = JSON.stringify(part).slice(1, -1);
  return spellings.some((text) => text.includes(part) || text.includes(spelled));
}

/** What a text says, and what a JSON text within it says. */
function spellingsOf(text: string): readonly string[] {
  if (!text.includes('\\u')) return [text];
  const read = (_: string, digits: string) => String.fromCharCode(Number.parseInt(digits, 16));
  return [text, text.replace(/\\+u([0-9a-f]{4})/gi, read)];
}

function holdsDigits(text: string, digits: string): boolean {
  const said = text.toLowerCase();
  for (let at = said.indexOf(digits); at !== -1; at = said.indexOf(digits, at + 1))
    if (!isByChance(said, at, at + digits.length)) return true;
  return false;
}

function isNumber(text: string): boolean {
  return /^-?[\d.]+(?:[eE][+-]?\d+)?$/.test(text);
}

/** Those that stand in no other, in the order of the text. */
function outermost(spans: readonly JsonSpan[]): JsonSpan[] {
  const ordered = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: JsonSpan[] = [];
  for (const span of ordered) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

function replaced(text: string, spans: readonly JsonSpan[], replacement: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of spans) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** Where the masked copy has what was replaced: names that were masked on the way there say nothing any more. */
function pointers(covered: readonly JsonSpan[]): string[] {
  const names = new Set(covered.flatMap(({ kind, path }) => (kind === 'name' ? [JSON.stringify(path)] : [])));
  const shown = (path: readonly string[]) =>
    names.size === 0
      ? path
      : path.map((name, i) => (names.has(JSON.stringify(path.slice(0, i + 1))) ? mask : name));
  return outermost(covered).map(({ path }) => pointer(shown(path)));
}

function pointer(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
