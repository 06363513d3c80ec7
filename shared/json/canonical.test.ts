import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize } from './canonical.ts';

const number = (bits: string) => Buffer.from(bits, 'hex').readDoubleBE();

describe('RFC 8785', () => {
  it('the example of section 3.2.2', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalize(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('the order of section 3.2.3: by UTF-16 code units, surrogates before U+E000 and above', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalize(value)))).toHaveLength(7);
    const values = [...canonicalize(value).matchAll(/:"([^"]*)"/g)].map(([, text]) => text);
    expect(values).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['41b3de4355555555', '333333333.3333333'],
    ['bff0000000000000', '-1'],
  ])('the number of appendix B with the bits %s', (bits, text) => {
    expect(canonicalize(number(bits))).toBe(text);
  });

  it('refuses what I-JSON has no place for', () => {
    const refused = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      number('7fffffffffffffff'),
      '\ud800',
      { '\udc00': 1 },
      ['a\udfff'],
      undefined,
      () => 1,
      1n,
      Symbol('a'),
    ];
    for (const value of refused) expect(() => canonicalize(value)).toThrow(TypeError);
    expect(() => canonicalize({ a: undefined })).toThrow(TypeError);
  });

  it('keeps a member that objects inherit otherwise', () => {
    expect(canonicalize(JSON.parse('{"b":1,"__proto__":2,"a":{}}'))).toBe('{"__proto__":2,"a":{},"b":1}');
  });

  it('is the same for the same value, whatever its spelling and order, and gives the value back', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, inner]) => [name, reversed(inner)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalize(value);
        expect(canonicalize(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalize(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
