import { describe, expect, test } from 'vitest';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import { makeCase } from '../query/testing/memory-case.ts';
import { unwatched } from '../task.ts';
import { entryBytes, entryDetail } from './detail.ts';

describe('the detail of a row', () => {
  const header = ['log_id', 'verdict', 'verdict'];
  const raw = Buffer.from(encodeText('utf-16be', 'log_1;"a\r\nb";💥'));
  const db = makeCase(
    [{ values: { entry_id: 'log_0' } }, { source: 2, values: { entry_id: 'log_1', verdict: 'a\r\nb' }, raw }],
    ':memory:',
    { form: 'table', encoding: 'utf-16be', delimiter: ';', header },
  );

  test('has its exact bytes, how they are encoded, and the headings over its cells', () => {
    const { row, encoding, heading, raw: shown, length } = entryDetail(db, 2, unwatched);
    expect({ encoding, heading, length }).toEqual({
      encoding: 'utf-16be',
      heading: header,
      length: raw.length,
    });
    expect(Buffer.from(shown, 'base64').equals(raw)).toBe(true);
    expect(entryBytes(db, 2, 2, 4)).toEqual(raw.subarray(2, 6));
    expect(row.values.verdict).toBe('a\r\nb');
  });

  test('has no headings where the entry is JSON', () => {
    expect(entryDetail(db, 1, unwatched)).toMatchObject({ encoding: 'utf-8', heading: null });
  });
});
