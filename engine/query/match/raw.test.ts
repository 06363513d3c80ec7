import { describe, expect, test } from 'vitest';
import { encodeText } from '../../../shared/bytes/encoded-text.ts';
import { unwatched } from '../../task.ts';
import { matchedIds } from '../results.ts';
import { makeCase } from '../testing/memory-case.ts';

describe.each(['utf-16le', 'utf-16be'] as const)('bytes in %s', (encoding) => {
  const raw = (text: string) => Buffer.from(encodeText(encoding, text));
  const db = makeCase(
    [
      { values: {}, raw: Buffer.from('{"note":"Größe"}') },
      { source: 2, values: {}, raw: raw('{"note":"Größe 💥"}') },
      // Read from the middle of a character on, these are the letters "ab" or their halves.
      { source: 2, values: {}, raw: raw('{"note":"\u6100\u6200a\u0162"}') },
    ],
    ':memory:',
    { form: 'ndjson', encoding },
  );
  const found = (...texts: string[]) => {
    const list = texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
    return [...matchedIds(db, { query: `raw:${list}` }, unwatched)];
  };

  test('are searched for the text as they encode it, in any case', () => {
    expect(found('größe')).toEqual([1, 2]);
    expect(found('GRÖSSE 💥')).toEqual([2]);
    expect(found('"note"')).toEqual([1, 2, 3]);
  });

  test('match at characters, not between their halves', () => {
    expect(found('ab', 'ba')).toEqual([]);
    expect(found('\u6200a')).toEqual([3]);
  });

  test('match expressions by their text', () => {
    expect([...matchedIds(db, { query: 'raw:/gr[öo]ße/i' }, unwatched)]).toEqual([1, 2]);
    expect([...matchedIds(db, { query: 'note:* OR -raw:/💥/' }, unwatched)]).toEqual([1, 3]);
  });
});
