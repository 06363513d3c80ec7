import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout/layout.ts';
import { recordsIn } from './sample.ts';

const lines: Layout = { form: 'ndjson', encoding: 'utf-8' };
const table: Layout = { form: 'table', encoding: 'utf-8', delimiter: ',', header: ['n', 'text'] };

const valuesIn = (text: string, layout: Layout, atEnd: boolean) =>
  recordsIn(Buffer.from(text), layout, atEnd).map(({ value }) => value);

describe('the records that a mapping is proposed from', () => {
  it('are all of a source that was read to its end', () => {
    expect(valuesIn('{"n":1}\n{"n":2}\n{"n":3}', lines, true)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it('are all but the last where the source goes on: even one that can be read may be the beginning of another', () => {
    expect(valuesIn('{"n":1}\n{"n":2}\n{"n":', lines, false)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(valuesIn('n,text\n1,a\n2,b\n3,not all of', table, false)).toEqual([
      { n: '1', text: 'a' },
      { n: '2', text: 'b' },
    ]);
    expect(valuesIn('{"n":1}\n{"n":2}\n', lines, false)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('go on behind one that cannot be read', () => {
    expect(valuesIn('{"n":1}\n{"n":\n7\n{"n":4}\n', lines, true)).toEqual([{ n: 1 }, { n: 4 }]);
  });

  it('are the first thousand, with the bytes that each was read from', () => {
    const each = (n: number) => `{"n":${n}}`;
    const records = recordsIn(
      Buffer.from(Array.from({ length: 1001 }, (_, n) => each(n)).join('\n')),
      lines,
      true,
    );
    expect(records).toHaveLength(1000);
    expect(records.at(-1)).toMatchObject({ value: { n: 999 } });
    expect(records.map(({ bytes }) => bytes.toString())).toEqual(
      Array.from({ length: 1000 }, (_, n) => each(n)),
    );
  });
});
