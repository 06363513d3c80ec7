import { expect, test } from 'vitest';
import { packAmount } from './pack-words.ts';

const pack = {
  name: 'A_pack-0001',
  title: 'A',
  about: 'claim 1',
  entries: 1,
  records: 1,
  withheld: 0,
  masked: 0,
};

test('the amount of a pack has what its reader must know to count it', () => {
  expect(packAmount(pack)).toBe('1 entry');
  expect(packAmount({ ...pack, entries: 1200, records: 1500 })).toBe('1,200 entries in 1,500 records');
  expect(packAmount({ ...pack, entries: 12, records: 14, withheld: 2, masked: 1 })).toBe(
    '12 entries in 14 records, of which 2 withheld and 1 masked',
  );
  expect(packAmount({ ...pack, masked: 1 })).toBe('1 entry in 1 record, of which 1 masked');
});
