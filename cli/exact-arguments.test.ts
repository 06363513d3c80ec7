import { expect, it } from 'vitest';
import { exactArguments } from './exact-arguments.ts';

const line = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.flatMap((part) => [Buffer.from(part as string), Buffer.from([0])]));

it('has the bytes of a name that is not UTF-8', () => {
  const bytes = () => line('node', 'main.mjs', 'import', 'c.casebound', Buffer.from('caf\xe9.csv', 'latin1'));
  expect(exactArguments(['import', 'c.casebound', 'caf\ufffd.csv'], bytes)).toEqual([
    'import',
    'c.casebound',
    'caf\udce9.csv',
  ]);
});

it('leaves others alone, and what does not fit', () => {
  const never = () => {
    throw new Error('looked');
  };
  expect(exactArguments(['import', 'café.csv'], never)).toEqual(['import', 'café.csv']);
  expect(exactArguments(['caf\ufffd'], never)).toEqual(['caf\ufffd']);
  expect(exactArguments(['caf\ufffd'], () => line('other'))).toEqual(['caf\ufffd']);
  expect(exactArguments(['a', 'caf\ufffd'], () => line('caf\ufffd'))).toEqual(['a', 'caf\ufffd']);
});
