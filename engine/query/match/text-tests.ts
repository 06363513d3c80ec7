import { isInNetwork, readAddress, readNetwork } from '../../../shared/query/address.ts';
import type { Pattern } from '../../../shared/query/syntax.ts';
import { containsFolded, fold } from '../text-match.ts';
import { regexTest } from './regex.ts';

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

/** Both are folded already. A needle that begins with no letter begins anywhere, and the same of its end. */
function holdsWord(text: string, needle: string, toItsEnd: boolean): boolean {
  if (needle === '') return true;
  const begins = beginsWithLetter.test(needle);
  const ends = toItsEnd && endsWithLetter.test(needle);
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const free = !begins || !endsWithLetter.test(text.slice(Math.max(0, at - 2), at));
    const after = at + needle.length;
    if (free && (!ends || !beginsWithLetter.test(text.slice(after, after + 2)))) return true;
  }
  return false;
}

/** What words are made of: letters, marks on them, digits, and the underscore. */
const beginsWithLetter = /^[\p{L}\p{M}\p{N}_]/u;
const endsWithLetter = /[\p{L}\p{M}\p{N}_]$/u;
