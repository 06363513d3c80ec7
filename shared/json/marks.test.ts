import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonMarks, longText, nameLimit, peculiarities, textMarks } from './marks.ts';
import { type JsonNode, parseJson } from './parse.ts';

/** What is marked, with how often and by which examples. */
const marked = (text: string) =>
  Object.fromEntries(jsonMarks(text).map(({ what, count, examples }) => [what, [count, ...examples]]));

/** Members whose name stood before in their object. */
function repeated(node: JsonNode | null): number {
  if (node?.kind === 'array') return node.items.reduce((sum, item) => sum + repeated(item), 0);
  if (node?.kind !== 'object') return 0;
  const names = new Set(node.members.map(({ name }) => name));
  const inside = node.members.reduce((sum, { value }) => sum + repeated(value), 0);
  return node.members.length - names.size + inside;
}

describe('marks of a JSON text', () => {
  it('are none where nothing is out of the ordinary', () => {
    expect(
      marked(
        '{"a": [1, -2.5, 0.92, 1e+25], "b": {"a": "tab\\t and\\nline, 📷, \\"q\\"", "c": null}, "d": [{"a":1},{"a":2}]}',
      ),
    ).toEqual({});
  });

  it.each([
    ['{"a":1,"b":2,"a":3,"a":4}', { DUPLICATE_NAME: [2, 'a'] }],
    ['{"a":1,"\\u0061":2}', { DUPLICATE_NAME: [1, 'a'] }],
    ['{"o":{"x":1,"x":2},"x":3}', { DUPLICATE_NAME: [1, 'x'] }],
    ['{"__proto__":{"admin":true}}', { PROTO_NAME: [1, '__proto__'] }],
    ['{"v":"__proto__"}', {}],
    [
      '[9007199254740993, 1.0, 1e-07, -0, 0.10]',
      { INEXACT_NUMBER: [5, '9007199254740993', '1.0', '1e-07', '-0', '0.10'] },
    ],
    ['[9007199254740992, 1e400]', { INEXACT_NUMBER: [1, '1e400'] }],
    ['"1.0"', {}],
    ['["\\ud800", "\\udc00x", "\\ud83d\\udcf7"]', { LONE_SURROGATE: [2, '\ufffd', '\ufffdx'] }],
    ['["a\\u0000b"]', { NUL: [1, 'a\0b'] }],
    ['["\\u001b[2J", "\\u0085"]', { CONTROL: [2, '\x1b[2J', '\x85'] }],
    ['{"\u202egpj.exe":1}', { BIDI: [1, '\u202egpj.exe'] }],
    ['["\\u2066x\\u2069"]', { BIDI: [1, '\u2066x\u2069'] }],
    [`["${'x'.repeat(longText)}"]`, { LONG_TEXT: [1, `${'x'.repeat(80)}…`] }],
    [`["${'x'.repeat(longText - 1)}"]`, {}],
    [`${'['.repeat(257)}${']'.repeat(257)}`, { DEEP: [1, '256 levels'] }],
    [`${'['.repeat(256)}${']'.repeat(256)}`, {}],
    ['{"a":{"b":[{"c":1}],"b":2}}', { DUPLICATE_NAME: [1, 'b'] }],
  ])('%.60s', (text, expected) => {
    expect(marked(text)).toEqual(expected);
  });

  it('count what is met often, and show a few', () => {
    const many = Array.from({ length: 1000 }, (_, n) => `${n}.0`).join(',');
    expect(marked(`[${many}]`)).toEqual({ INEXACT_NUMBER: [1000, '0.0', '1.0', '2.0', '3.0', '4.0'] });
  });

  it('of any JSON count every name that stands again, as the parser that keeps members does', () => {
    const { object } = fc.letrec<{ node: string; object: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('1', '"x"', 'null', '"\\"{:[,\\"a\\":"', '""'),
        fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`),
        tie('object'),
      ),
      object: fc
        .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '"', '\\', 'é', ''), tie('node')), { maxLength: 4 })
        .map(
          (members) => `{${members.map(([name, inner]) => `${JSON.stringify(name)} : ${inner}`).join(',')}}`,
        ),
    }));
    fc.assert(
      fc.property(object, (text) => {
        expect(marked(text)['DUPLICATE_NAME']?.[0] ?? 0).toBe(repeated(parseJson(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('of hostile nesting are found without exhausting the stack', () => {
    const deep = 1 << 20;
    expect(marked('['.repeat(deep) + ']'.repeat(deep))).toEqual({ DEEP: [1, '256 levels'] });
    expect(marked(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).toEqual({ DEEP: [1, '256 levels'] });
  });

  it('of very many names are found in part, and say so', () => {
    const members = (count: number) => Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',');
    expect(marked(`{${members(nameLimit)}}`)).toEqual({});
    expect(marked(`{${members(nameLimit)},"k0":2}`)).toEqual({ DUPLICATE_NAME: [1, 'k0'] });
    expect(marked(`{${members(nameLimit + 2)},"k0":2}`)).toEqual({
      DUPLICATE_NAME: [1, 'k0'],
      MANY_NAMES: [1, `${nameLimit} names`],
    });
  });

  it('of text that is no JSON are found without failing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => Array.isArray(jsonMarks(text)) && Array.isArray(textMarks([text])),
      ),
    );
  });
});

it('marks of a table are those of its cells', () => {
  expect(textMarks(['1.0', 'a\0', '\u202e', '{"a":1,"a":2}']).map(({ what }) => what)).toEqual([
    'NUL',
    'BIDI',
  ]);
});

it('every peculiarity is said in words', () => {
  for (const said of Object.values(peculiarities)) expect(said).toMatch(/^(a|text|values|objects) /);
});
