/** Replaces the values of a record that are to be masked, and every other trace of them in the same record. */

import { toHex } from '../../shared/bytes/encoding.ts';
import { digestOf, digestShape } from '../../shared/chain/digest-text.ts';
import type { JsonSpan } from './json-spans.ts';

/** What stands where a value was. */
export const mask = '[masked]';
/** Shorter texts are looked for as whole values alone: as parts they stand everywhere. */
const shortest = 4;

export interface MaskedText {
  readonly text: string;
  /** JSON pointers (RFC 6901) of what was replaced, in the order of the text. */
  readonly masked: readonly string[];
  /** What must stand nowhere else either. */
  readonly hidden: readonly string[];
  /** The digests among it, in one spelling. */
  readonly digests: readonly string[];
}

/**
 * Masks the values at some paths; with them every other value and name of the record that repeats one, and every digest in the
 * record: whoever knows the rest could try values until a digest over all of them fits.
 *
 * @param spans of `text`
 * @param known what is masked wherever it stands: a record that holds any of it is masked for it
 * @returns null where nothing is to be masked
 */
export function maskText(
  text: string,
  spans: readonly JsonSpan[],
  isTarget: (path: readonly string[]) => boolean,
  known: KnownTexts,
  replacement: string,
): MaskedText | null {
  const targets = spans.filter(({ kind, path }) => kind !== 'name' && isTarget(path));
  const within = ({ start, end }: JsonSpan) => targets.some((span) => span.start <= start && end <= span.end);
  const hidden = new Set<string>();
  for (const span of spans) {
    if ((span.kind === 'string' || span.kind === 'number' || span.kind === 'name') && within(span))
      hidden.add(span.text);
  }
  for (const target of targets) if (target.kind === 'literal') hidden.delete(target.text);
  const touched = targets.some(
    ({ text: said, kind }) => kind === 'composite' || (said !== '' && said !== 'null'),
  );
  const digests = new Map<JsonSpan, string>();
  for (const span of spans) {
    const digest = span.kind === 'string' ? digestKey(span.text) : null;
    if (digest !== null) digests.set(span, digest);
  }
  const named = [...digests.values()].some((digest) => known.digests.has(digest));
  const elsewhere = spans.filter((span) => !within(span) && repeatsKnown(span, known.texts));
  if (!touched && !named && elsewhere.length === 0) return null;
  const covered = spans.filter(
    (span) =>
      targets.includes(span) ||
      digests.has(span) ||
      elsewhere.includes(span) ||
      (!within(span) && repeats(span, hidden)),
  );
  return {
    text: replaced(text, outermost(covered), replacement),
    masked: outermost(covered).map(({ path, kind }) =>
      pointer(kind === 'name' ? [...path.slice(0, -1), mask] : path),
    ),
    hidden: [...hidden, ...[...digests.keys()].map((span) => span.text)],
    digests: [...digests.values()],
  };
}

/** What was masked somewhere, and is to stand nowhere. */
export interface KnownTexts {
  /** In one spelling. */
  readonly digests: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** More texts than this are looked for as whole values alone. */
const mostParts = 500;

function repeatsKnown({ kind, text }: JsonSpan, texts: ReadonlySet<string>): boolean {
  if (kind === 'composite' || kind === 'literal' || kind === 'number') return false;
  if (texts.has(text)) return true;
  return texts.size <= mostParts && [...texts].some((each) => holds(text, each));
}

/** Whether a text tells enough to be masked wherever else it stands. */
export function isTelling(text: string): boolean {
  return text.length >= 2 * shortest && !isNumber(text);
}

/** One spelling for all that state the same digest; null of any other text. */
function digestKey(text: string): string | null {
  const shape = digestShape(text);
  const digest = shape === null ? null : digestOf(text, shape);
  return digest === null || digest.every((byte) => byte === 0) ? null : toHex(digest);
}

function repeats({ kind, text }: JsonSpan, hidden: ReadonlySet<string>): boolean {
  if (kind === 'composite' || kind === 'literal' || text === '') return false;
  if (hidden.has(text)) return true;
  return kind !== 'number' && [...hidden].some((each) => !isNumber(each) && holds(text, each));
}

/** As it is, or as a JSON text within the text spells it. */
function holds(text: string, part: string): boolean {
  if (part.length < shortest) return false;
  return text.includes(part) || text.includes(JSON.stringify(part).slice(1, -1));
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

function pointer(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Whether a text for people says something that is hidden: letter case does not count, nor what is too short to tell. */
export function quotes(text: string, hidden: readonly string[]): boolean {
  const folded = text.toLowerCase();
  return hidden.some((each) => each.length >= shortest && folded.includes(each.toLowerCase()));
}
