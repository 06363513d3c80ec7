import { isInNetwork, readAddress, readNetwork } from '../../../shared/query/address.ts';
import type { Pattern } from '../../../shared/query/syntax.ts';
import { containsFolded, fold } from './fold.ts';
import { regexCount, regexTest } from './regex.ts';

export type TextTest = (text: string) => boolean;

/** Whether a whole value is what one of the patterns asks for. */
export function valueTest(patterns: readonly Pattern[]): TextTest {
  return anyOf(patterns.map(ofValue));
}

function ofValue(pattern: Pattern): TextTest {
  switch (pattern.how) {
    case 'text':
      return (text) => text === pattern.text;
    case 'prefix':
      return (text) => text.startsWith(pattern.text);
    case 'regex':
      return regexTest(pattern);
    case 'network': {
      const network = readNetwork(pattern.network);
      if (network === null) throw new RangeError(`${pattern.network} is no network`);
      return (text) => {
        const address = readAddress(text);
        return address !== null && isInNetwork(address, network);
      };
    }
  }
}

/**
 * Whether one of the patterns is found in a text: of plain texts a part, where `whole` one that no letter or digit
 * touches, and of prefixes one that none stands before.
 */
export function partTest(patterns: readonly Pattern[], whole: boolean): TextTest {
  return anyOf(patterns.map((pattern) => ofPart(pattern, whole)));
}

function ofPart(pattern: Pattern, whole: boolean): TextTest {
  if (pattern.how === 'regex' || pattern.how === 'network') return ofValue(pattern);
  const needle = fold(pattern.text);
  if (pattern.how === 'text' && !whole) return (text) => containsFolded(text, needle);
  return (text) => holdsWord(fold(text), needle, pattern.how === 'text');
}

function anyOf(tests: readonly TextTest[]): TextTest {
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (text) => tests.some((test) => test(text));
}

/**
 * How often one of the patterns is found in a text: occurrences that do not overlap. None where `partTest` finds none, and
 * some where it finds some.
 */
export function partCount(patterns: readonly Pattern[], whole: boolean): (text: string) => number {
  const counts = patterns.map((pattern) => countOf(pattern, whole));
  return (text) => counts.reduce((sum, count) => sum + count(text), 0);
}

function countOf(pattern: Pattern, whole: boolean): (text: string) => number {
  if (pattern.how === 'regex') return regexCount(pattern);
  if (pattern.how === 'network') return (text) => Number(ofValue(pattern)(text));
  const needle = fold(pattern.text);
  const toItsEnd = pattern.how === 'text';
  return (text) =>
    toItsEnd && !whole
      ? fold(text).split(needle).length - 1
      : wordsIn(fold(text), needle, toItsEnd).toArray().length;
}

function holdsWord(text: string, needle: string, toItsEnd: boolean): boolean {
  return wordsIn(text, needle, toItsEnd).next().done === false;
}

/** Where a needle stands as a word. Both are folded; one that begins with no letter begins anywhere, and the same of its end. */
function* wordsIn(text: string, needle: string, toItsEnd: boolean): Generator<number, void> {
  const begins = beginsWithLetter.test(needle);
  const ends = toItsEnd && endsWithLetter.test(needle);
  const step = Math.max(1, needle.length);
  for (let at = text.indexOf(needle); at !== -1 && at <= text.length; ) {
    const free = !begins || !endsWithLetter.test(text.slice(Math.max(0, at - 2), at));
    const after = at + needle.length;
    const found = free && (!ends || !beginsWithLetter.test(text.slice(after, after + 2)));
    if (found) yield at;
    const next = at + (found ? step : 1);
    at = next > text.length ? -1 : text.indexOf(needle, next);
  }
}

/** What words are made of: letters, marks on them, digits, and the underscore. */
const beginsWithLetter = /^[\p{L}\p{M}\p{N}_]/u;
const endsWithLetter = /[\p{L}\p{M}\p{N}_]$/u;
