import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOut } from './cut-out.ts';
import { expandedNumber } from './expanded-number.ts';
import { pathTree } from './paths.ts';

const cut = (text: string, ...paths: string[]) => cutOut(text, pathTree(paths));

describe('what is cut out of a text', () => {
  it.each([
    ['{"h":"x"}', '{}'],
    ['{ "h" : "x" }', '{  }'],
    ['{"h": "x", "a": 1}', '{"a": 1}'],
    ['{"a": 1, "h": "x"}', '{"a": 1}'],
    ['{"a": 1 , "h": "x" , "b":2}', '{"a": 1 , "b":2}'],
    ['{"a":"}\\"{,","h":[{"h":1},"]"],"b":{}}', '{"a":"}\\"{,","b":{}}'],
    ['{"a":1,"h":2,"p":3}', '{"a":1}'],
    ['{"h":2,"p":3,"a":1}', '{"a":1}'],
    ['{"h":2,"a":1,"p":3}', '{"a":1}'],
    ['{"h":2,"p":3}', '{}'],
    ['{"\\u0068":2,"a":1}', '{"a":1}'],
  ])('%s', (text, expected) => expect(cut(text, 'h', 'p')).toBe(expected));

  it('lies in nested objects too, and never in arrays', () => {
    expect(cut('{"a":{"h":1,"b":2},"c":[{"h":1}]}', 'a.h', 'c.h')).toBe('{"a":{"b":2},"c":[{"h":1}]}');
  });

  it('cannot be known where a name stands twice', () => expect(cut('{"h":1,"h":2}', 'h')).toBeNull());

  it('leaves the JSON that the same members leave, whatever the entry', () => {
    const entry = fc.dictionary(fc.constantFrom('a', 'b', 'h', 'p', 'x y'), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(entry, fc.constantFrom(0, 1, 2), (value, indent) => {
        const kept = Object.fromEntries(
          Object.entries(value).filter(([name]) => name !== 'h' && name !== 'p'),
        );
        expect(JSON.parse(cut(JSON.stringify(value, null, indent), 'h', 'p') as string)).toEqual(
          JSON.parse(JSON.stringify(kept)),
        );
      }),
    );
  });
});

describe('a number as PostgreSQL writes it', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.0', '0.0'],
    ['1.50', '1.50'],
    ['1e5', '100000'],
    ['1.20e1', '12.0'],
    ['1.2E-4', '0.00012'],
    ['-12.345e2', '-1234.5'],
    ['12.345e3', '12345'],
    ['9007199254740993', '9007199254740993'],
    ['1E+22', '10000000000000000000000'],
    ['0e3', '0'],
  ])('%s', (lexeme, expected) => expect(expandedNumber(lexeme)).toBe(expected));

  it('without end is not written', () => expect(expandedNumber('1e999999')).toBeNull());
});
