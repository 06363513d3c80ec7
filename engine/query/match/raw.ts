import type { Pattern } from '../../../shared/query/syntax.ts';
import type { EntryTest } from './entry-tests.ts';
import { containsFolded, fold } from './fold.ts';
import { requiredText } from './required-text.ts';
import { partTest } from './text-tests.ts';

/**
 * Whether an entry's exact bytes contain one of the texts, in any case: the texts as its source encodes characters. Bytes
 * that are not UTF-8 count as U+FFFD.
 */
export function rawTest(texts: readonly string[]): EntryTest {
  const needles = texts.map((text) => ({ exact: Buffer.from(text), folded: fold(text) }));
  return (entry) => {
    // The bytes of UTF-16 are not looked through: what is found there may begin between two halves of a character.
    if (entry.encoding === 'utf-8' && needles.some(({ exact }) => entry.raw.includes(exact))) return true;
    const text = entry.text();
    return needles.some(({ folded }) => containsFolded(text, folded));
  };
}

/** Whether an entry's exact bytes, as text, hold what one of the patterns asks for. */
export function rawMatching(patterns: readonly Pattern[]): EntryTest {
  const test = partTest(patterns, false);
  const required = patterns.map((pattern) =>
    pattern.how === 'regex' && !pattern.anyCase ? Buffer.from(requiredText(pattern)) : noBytes,
  );
  const isBounded = required.every(({ length }) => length > 0);
  return (entry) => {
    // Text of ASCII stands in the bytes of UTF-8 as it is.
    if (isBounded && entry.encoding === 'utf-8' && !required.some((text) => entry.raw.includes(text)))
      return false;
    return test(entry.text());
  };
}

const noBytes = Buffer.alloc(0);
