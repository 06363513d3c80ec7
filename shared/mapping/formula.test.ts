import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Formula, parseFormula, plainPath, printFormula } from './formula.ts';
import { zoneOf } from './mapping.ts';
import { printNotation, wholeNotation } from './notation.ts';
import { pathDepth, printPath, wholePath } from './path.ts';
import { mappingSchema } from './schema.ts';

const name = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    'if',
    '$',
    '$[0]',
    '/a',
    'is',
    'or',
    '+',
    "'",
    '"',
    'a.b',
    ' ',
    '__proto__',
    '\ud800',
    '\u202e',
    '0',
    'a b',
  ),
);
const path = fc.array(name, { minLength: 1, maxLength: 6 }) as unknown as fc.Arbitrary<[string, ...string[]]>;

describe('a path', () => {
  it('is read back as it was printed', () => {
    fc.assert(
      fc.property(path, (names) => {
        expect(wholePath(printPath(names))).toEqual(names);
        expect(wholeNotation(printNotation(names))).toEqual(names);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['$.a.b', ['a', 'b']],
    ['$.a[0].b', ['a', '0', 'b']],
    ['$[\'a b\']["c.d"]', ['a b', 'c.d']],
    ['/a/b/0', ['a', 'b', '0']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['$', ['$']],
    ['$a.b', ['$a', 'b']],
    ['"$".a', ['$', 'a']],
    ['a./b', ['a', '/b']],
    ['signals[0].name', ['signals[0]', 'name']],
  ])('is read in other notations too: %s', (text, names) => {
    expect(wholeNotation(text)).toEqual(names);
    const formula = parseFormula(`${text} + '/' + ${text} if ${text} is /x or "$.y"`) as Formula;
    expect(formula).toEqual({ parts: [names, '/', names], condition: { path: names, is: ['/x', '$.y'] } });
    expect(parseFormula(printFormula(formula))).toEqual(formula);
  });

  it.each(['$..a', '$.', '$.a[*]', '$.a[?@.b]', '$[', '$.a..b', '/', '//a', '/a/', '/a~2', '$.a[-1]'])(
    'is no search: %s',
    (text) => {
      expect(wholeNotation(text)).toMatch(/^position \d+: /);
    },
  );

  it('is printed in plain words where it can be', () => {
    expect(printPath(['annotations', 'authorization.k8s.io/decision'])).toBe(
      'annotations."authorization.k8s.io/decision"',
    );
    expect(printPath(['@timestamp'])).toBe('@timestamp');
    expect(printPath(['Größe', '0'])).toBe('Größe.0');
  });

  it.each([
    ['', 1],
    ['a.', 3],
    ['.a', 1],
    ['a..b', 3],
    ['a b', 2],
    ['"a', 1],
    ['a."\\x"', 3],
    ["a'b", 2],
    ['a\u202eb', 2],
    [
      Array(pathDepth + 1)
        .fill('a')
        .join('.'),
      2 * pathDepth,
    ],
  ])('%j is none, and says where it is wrong', (text, position) => {
    expect(wholePath(text)).toMatch(new RegExp(`^position ${position}: `));
  });
});

describe('a formula', () => {
  const literal = fc.string().map((text) => text.replaceAll("'", ''));
  const formula: fc.Arbitrary<Formula> = fc.record({
    parts: fc
      .tuple(path, fc.array(fc.oneof(path, literal), { maxLength: 4 }))
      .map(([first, rest]) => [first, ...rest] as Formula['parts']),
    condition: fc.option(fc.record({ path, is: fc.array(name, { minLength: 1, maxLength: 5 }) })),
  });

  it('is read back as it was printed', () => {
    fc.assert(
      fc.property(formula, (each) => {
        const text = printFormula(each);
        fc.pre(text.length <= 1000);
        expect(parseFormula(text)).toEqual(each);
      }),
      { numRuns: 2000 },
    );
  });

  it('of any text is read or refused in words, and never fails', () => {
    const pieces = fc.array(
      fc.constantFrom('a', '.', '"', "'", '+', ' ', 'if', 'is', 'or', '\\', 'b', '\0', '📷'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((each) => each.join('')),
        ),
        (text) => {
          const parsed = parseFormula(text);
          if (typeof parsed !== 'string') expect(parseFormula(printFormula(parsed))).toEqual(parsed);
          else expect(parsed.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('can join, and have a condition', () => {
    expect(parseFormula("resource.type + '/' + resource.id")).toEqual({
      parts: [['resource', 'type'], '/', ['resource', 'id']],
      condition: null,
    });
    expect(parseFormula('resource.id if resource.type is image or "web hook"')).toEqual({
      parts: [['resource', 'id']],
      condition: { path: ['resource', 'type'], is: ['image', 'web hook'] },
    });
    expect(parseFormula('if if is is is')).toEqual({
      parts: [['if']],
      condition: { path: ['is'], is: ['is'] },
    });
  });

  it('that is a path alone says so', () => {
    const plain = (text: string) => plainPath(parseFormula(text) as Formula);
    expect(plain('a.b')).toEqual(['a', 'b']);
    expect(plain('a + b')).toBeNull();
    expect(plain('a if b is c')).toBeNull();
  });

  it.each([
    ["'x' + a", 1],
    ['a +', 4],
    ['a b', 3],
    ['a if', 5],
    ['a if b', 7],
    ['a if b is', 10],
    ['a if b is c.d', 13],
    ['a if b is c or', 15],
    ['a iffy is b', 3],
    ["a + 'x", 5],
  ])('%j is none, and says where it is wrong', (text, position) => {
    expect(parseFormula(text)).toMatch(new RegExp(`^position ${position}: `));
  });

  it('is bounded in length and in parts', () => {
    expect(typeof parseFormula('a'.repeat(1000))).toBe('object');
    expect(parseFormula('a'.repeat(1001))).toContain('1000');
    expect(parseFormula(Array(17).fill('a').join(' + '))).toContain('16');
    expect(parseFormula(`a if b is ${Array(17).fill('c').join(' or ')}`)).toContain('16');
  });
});

describe('a mapping', () => {
  const accepts = (mapping: unknown) => mappingSchema.safeParse(mapping).success;

  it('is a name and columns, each with one formula or several', () => {
    expect(accepts({ name: 'own', columns: {} })).toBe(true);
    expect(accepts({ name: 'own', columns: { time: 'at', actor: ['user.id', 'user'] } })).toBe(true);
    expect(accepts({ name: 'own', records: ['a.b'], delimiter: ';', zone: '+02:00', columns: {} })).toBe(
      true,
    );
  });

  it.each([
    [{ columns: {} }],
    [{ name: 'Own', columns: {} }],
    [{ name: '../x', columns: {} }],
    [{ name: 'own', columns: { price: 'a' } }],
    [{ name: 'own', columns: { __proto__: null, constructor: 'a' } }],
    [{ name: 'own', columns: { time: '' } }],
    [{ name: 'own', columns: { time: 'a..b' } }],
    [{ name: 'own', columns: { time: [] } }],
    [{ name: 'own', columns: { time: Array(17).fill('a') } }],
    [{ name: 'own', columns: {}, zone: 'Europe/Paris' }],
    [{ name: 'own', columns: {}, zone: '+24:00' }],
    [{ name: 'own', columns: {}, delimiter: '::' }],
    [{ name: 'own', columns: {}, records: ['a b'] }],
    [{ name: 'own', columns: {}, regex: '(a+)+$' }],
  ])('%j is none', (mapping) => {
    expect(accepts(mapping)).toBe(false);
  });

  it('says where a formula is wrong', () => {
    const { error } = mappingSchema.safeParse({ name: 'own', columns: { actor: ['a', 'b c'] } });
    expect(JSON.stringify(error?.issues)).toContain('position 3: ');
  });

  it.each([
    [undefined, null],
    ['Z', 0],
    ['+02:00', 120],
    ['-09:30', -570],
    ['+00:00', 0],
  ])('with the zone %s reads times at %s minutes', (zone, minutes) => {
    expect(zoneOf({ name: 'own', columns: {}, zone })).toBe(minutes);
  });
});
