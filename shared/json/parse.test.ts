import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, member, nestingLimit, parseJson } from './parse.ts';

/** The value as JSON.parse would give it. */
function meaningOf(node: JsonNode): unknown {
  if (node.kind === 'literal') return JSON.parse(node.text);
  if (node.kind === 'number') return Number(node.lexeme);
  if (node.kind === 'string') return node.value;
  if (node.kind === 'array') return node.items.map(meaningOf);
  const value = {};
  for (const { name, value: inner } of node.members) {
    Object.defineProperty(value, name, {
      value: meaningOf(inner),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return value;
}

/** What JSON.parse says of a text; undefined where it refuses it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function agrees(text: string): void {
  const node = parseJson(text);
  expect(node === null ? undefined : meaningOf(node)).toEqual(parsed(text));
}

describe('parseJson', () => {
  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '01',
    '-',
    '-01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '+1',
    '0x1',
    'NaN',
    'Infinity',
    '-Infinity',
    'nul',
    'nulll',
    'True',
    '"',
    '"\n"',
    '"\t"',
    '"\\x41"',
    '"\\u12"',
    '"\\u12G4"',
    '"\\',
    '1 2',
    '[1 2]',
    '{"a" 1}',
    '{"a":}',
    '{1:2}',
    '[',
    ']',
    '\ufeff1',
    '\u00a01',
    '// x\n1',
    '/**/1',
    '"\u007f"',
    '"\u2028"',
    '1e400',
    '-0',
    '-0.0',
    '1E-7',
    '123456789012345678901234567890',
    '"\\ud800"',
    '"\\/"',
    ' \t\r\n1\t',
    '\v1',
    '1\f',
    '"\0"',
    '\0',
    'null\0',
    '"\u001f"',
    '{"__proto__":1}',
    '{"a":1,"a":2}',
    'undefined',
  ])('agrees with JSON.parse on %j', (text) => {
    agrees(text);
  });

  it('accepts what JSON.parse accepts, with the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8, stringUnit: 'binary' }), fc.nat({ max: 3 }), (text, indent) => {
        agrees(text);
        agrees(JSON.stringify(JSON.parse(text), null, indent));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses what JSON.parse refuses: JSON with a character changed, put in or taken out', () => {
    const character = fc.constantFrom(
      ...'{}[]:,"\\/ \t\n\r-+.eE01289abnrtuflsx\0\u001f\u007f\ufeff\u2028\ud800',
    );
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 1 }), fc.option(character)), {
          minLength: 1,
          maxLength: 3,
        }),
        (text, changes) => {
          let changed = text;
          for (const [where, taken, put] of changes) {
            const at = where % (changed.length + 1);
            changed = changed.slice(0, at) + (put ?? '') + changed.slice(at + taken);
          }
          agrees(changed);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('keeps the lexeme of every number', () => {
    const lexemes = [
      '1.0',
      '1e-07',
      '9007199254740993',
      '-0',
      '1E+22',
      '0.10',
      '1e400',
      '123456789012345678901234567890',
    ];
    const node = parseJson(`[${lexemes.join(' , ')}]`);
    expect(node).toEqual({ kind: 'array', items: lexemes.map((lexeme) => ({ kind: 'number', lexeme })) });
  });

  it('keeps members in their order, integer-like names too, and says where a name stands twice', () => {
    const node = parseJson('{"b":1,"2":2,"1":3,"b":4}');
    expect(node).toMatchObject({
      repeats: true,
      members: [{ name: 'b' }, { name: '2' }, { name: '1' }, { name: 'b' }],
    });
    expect(parseJson('{"a":{"x":1},"b":{"x":1}}')).toMatchObject({ repeats: false });
    expect(parseJson('{"a":1,"\\u0061":2}')).toMatchObject({ repeats: true });
    expect(parseJson('{"__proto__":1,"constructor":2}')).toMatchObject({ repeats: false });
    expect(parseJson('{"__proto__":1,"__proto__":2}')).toMatchObject({ repeats: true });
  });

  it('nests as deeply as it says, and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(nestingLimit + 1))).not.toBeNull();
    expect(parseJson(nested(nestingLimit + 2))).toBeNull();
    expect(parseJson('['.repeat(1 << 22))).toBeNull();
    expect(parseJson('{"a":'.repeat(1 << 20))).toBeNull();
  });

  it('reads texts of many megabytes', () => {
    const long = 'x'.repeat(16 << 20);
    expect(parseJson(JSON.stringify(long))).toEqual({ kind: 'string', value: long });
    expect(parseJson(`"${'\\n'.repeat(1 << 20)}"`)).toEqual({ kind: 'string', value: '\n'.repeat(1 << 20) });
    expect(parseJson(' '.repeat(4 << 20))).toBeNull();
    expect(parseJson(`-${'1'.repeat(4 << 20)}x`)).toBeNull();
  });
});

describe('member', () => {
  const node = parseJson('{"a":1,"__proto__":2,"a":3}') ?? undefined;
  it('is the last of its name, as in JSON.parse', () => {
    expect(member(node, 'a')).toEqual({ kind: 'number', lexeme: '3' });
    expect(member(node, '__proto__')).toEqual({ kind: 'number', lexeme: '2' });
  });

  it('is nothing where there is none, whatever objects inherit', () => {
    for (const name of ['b', 'constructor', 'toString', 'hasOwnProperty'])
      expect(member(node, name)).toBeUndefined();
    expect(member(undefined, 'a')).toBeUndefined();
    expect(member({ kind: 'array', items: [] }, 'length')).toBeUndefined();
  });
});
