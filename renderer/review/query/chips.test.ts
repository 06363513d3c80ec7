import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../shared/query/parse.ts';
import { queryWords } from '../../strings/query.ts';
import { chipsOf } from './chips.ts';

const text = 'verdict:ai_generated,authentic -action:blocked "water line" (a OR b) confidence:>=0.9';

describe('the chips of a query', () => {
  it('are its terms at the top level, in their order', () => {
    expect(chipsOf(text).map(({ negated, field, value }) => [negated, field, value])).toEqual([
      [false, 'verdict', 'ai_generated,authentic'],
      [true, 'action', 'blocked'],
      [false, '', '"water line"'],
      [false, '', expect.stringContaining('a OR b')],
      [false, 'confidence', '>=0.9'],
    ]);
    expect(chipsOf('')).toEqual([]);
  });

  it('tell fields from words, paths and expressions', () => {
    const query =
      'spec* /a b:c/ -data."a:b".c:x,/d:e/ note:low code.relevance:hot https://a.example/x:y "f:g"* ip:::/0';
    expect(chipsOf(query).map(({ field, value }) => [field, value])).toEqual([
      ['', 'spec*'],
      ['', '/a b:c/'],
      ['data."a:b".c', 'x,/d:e/'],
      ['note', 'low'],
      ['code.relevance', 'hot'],
      ['', 'https://a.example/x:y'],
      ['', '"f:g"*'],
      ['ip', '::/0'],
    ]);
  });

  it('stand where they stand', () => {
    const [, action] = chipsOf(text);
    expect(text.slice(action?.start, action?.end)).toBe('-action:blocked');
  });

  it('are taken away and turned round', () => {
    const chips = chipsOf('verdict:x -action:blocked');
    expect(chips.map(({ without }) => without)).toEqual(['-action:blocked', 'verdict:x']);
    expect(chips.map(({ reversed }) => reversed)).toEqual([
      '-verdict:x -action:blocked',
      'verdict:x action:blocked',
    ]);
    expect(chipsOf('verdict:x')[0]?.without).toBe('');
    expect(chipsOf('(a OR b) c')[0]?.reversed).toBe('-(a OR b) c');
  });
});

it.each(queryWords.examples.map(([example]) => example))(
  '%s, an example that people see, reads',
  (example) => {
    expect(() => parseQuery(example)).not.toThrow();
  },
);
