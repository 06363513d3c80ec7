import { describe, expect, it } from 'vitest';
import { fieldLength, isTermOf, topTerms, withoutTermsOf } from './edit.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';

const without = (query: string, field: string) => printQuery(withoutTermsOf(parseQuery(query), field));

describe('the terms at the top of a query', () => {
  it('are its conditions, one alternative as a whole', () => {
    const count = (query: string) => topTerms(parseQuery(query)).length;
    expect(['', 'a', 'a b', 'a OR b', 'a (b OR c) NOT d'].map(count)).toEqual([0, 1, 2, 1, 3]);
  });

  it.each([
    ['verdict:x', 'verdict', true],
    ['verdict:x,y', 'verdict', true],
    ['verdict:*', 'verdict', true],
    ['confidence:>0.5', 'confidence', true],
    ['code.relevance:hot', 'code.relevance', true],
    ['data.file_type:png', 'data.file_type', true],
    ['data."a.b":1', 'data."a.b"', true],
    ['data.file_type:png', 'data.size', false],
    ['verdict:x', 'action', false],
    ['NOT verdict:x', 'verdict', false],
    ['verdict:x OR verdict:y', 'verdict', false],
    ['verdict', 'verdict', false],
  ])('%s is of the field %s: %s', (query, field, is) => {
    const [term] = topTerms(parseQuery(query));
    expect(term !== undefined && isTermOf(term, field)).toBe(is);
  });

  it('are left out by field, and nothing else is', () => {
    expect(without('verdict:x action:block', 'verdict')).toBe('action:block');
    expect(without('verdict:x action:block NOT verdict:y', 'verdict')).toBe('action:block -verdict:y');
    expect(without('data.type:png verdict:x', 'data.type')).toBe('verdict:x');
    expect(without('verdict:x', 'verdict')).toBe('');
    expect(without('verdict:x', 'action')).toBe('verdict:x');
  });
});

describe('the length of the field of a condition', () => {
  const lengthIn = (query: string) => fieldLength(parseQuery(query), query);

  it('reaches behind its colon', () => {
    expect(['verdict:x', 'code.relevance:hot', 'data."a.b":1'].map(lengthIn)).toEqual([8, 15, 11]);
  });

  it('is none for words, and for what is more than one condition', () => {
    expect(['spectral', '"a: b"', '', 'NOT verdict:x', 'verdict:x action:y'].map(lengthIn)).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });
});
