import { containsFolded, fold } from '../text-match.ts';
import type { EntryTest } from './entry-tests.ts';

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
