import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../parse.ts';
import { complete, type Known, valuesWantedAt } from './suggest.ts';

const values: Record<string, { value: string; count: number }[]> = {
  verdict: [
    { value: 'authentic', count: 600 },
    { value: 'ai_generated', count: 300 },
    { value: 'likely ai', count: 20 },
  ],
  'data.score': [{ value: '0.5', count: 3 }],
  'code.relevance': [{ value: 'hot', count: 2 }],
  tag: [{ value: 'say "ai"', count: 1 }],
};
const known: Known = {
  fields: [
    { name: 'data.file_type', detail: 'text', examples: ['image/jpeg', 'true'] },
    { name: 'data.score', detail: 'number' },
    { name: 'code.relevance', detail: 'coding', examples: ['hot', 'cold'] },
  ],
  values: (field) => values[field] ?? null,
};

/** The bar shows where the person types. */
function at(marked: string): [text: string, at: number] {
  return [marked.replace('|', ''), marked.indexOf('|')];
}

function texts(marked: string): string[] {
  return complete(...at(marked), known).suggestions.map(({ text }) => text);
}

/** The text once the first suggestion was taken. */
function taken(marked: string): string {
  const [text, place] = at(marked);
  const { from, to, suggestions } = complete(text, place, known);
  return `${text.slice(0, from)}${suggestions[0]?.text ?? '∅'}|${text.slice(to)}`;
}

describe('a field that is being typed', () => {
  it.each([
    ['verd|', 'verdict:|'],
    ['-verd|', '-verdict:|'],
    ['(a OR NOT im|', '(a OR NOT image_id:|'],
    ['"a phrase" verd|', '"a phrase" verdict:|'],
    ['ve| confidence:1', 'verdict:| confidence:1'],
    ['ver|dikt', 'verdict:|'],
    ['verdikt|', 'verdict:|'],
    ['file_|', 'data.file_type:|'],
    ['data.sc|', 'data.score:|'],
    ['rele|', 'code.relevance:|'],
    ['version|', 'model_version:|'],
    ['AN|', 'AND|'],
  ])('%s', (marked, expected) => {
    expect(taken(marked)).toBe(expected);
  });

  it('can be any, where nothing is typed yet', () => {
    expect(complete('', 0, known, 100).suggestions.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['verdict:', 'is:', 'data.score:', 'code.relevance:']),
    );
    expect(texts('a |')).toContain('entry_id:');
    expect(complete('verdict:x ', 10, known, 3).suggestions).toHaveLength(3);
  });
});

describe('a value', () => {
  it.each([
    ['verdict:|', ['authentic', 'ai_generated', '"likely ai"', '*']],
    ['verdict:ai|', ['ai_generated', '"likely ai"']],
    ['verdict:AI|x', ['ai_generated', '"likely ai"']],
    ['verdict:authentic,|', ['ai_generated', '"likely ai"']],
    ['verdict:"likely |', ['"likely ai"']],
    ['verdict:|,authentic b', ['ai_generated', '"likely ai"']],
    ['(-verdict:aut|)', ['authentic']],
    ['tag:"say \\"|', ['"say \\"ai\\""']],
    ['is:re|', ['reviewed']],
    ['is:reviewed,|', ['privileged', 'conflicting', 'duplicated']],
    ['integrity:brokn|', ['broken']],
    ['confidence:|', ['>=', '<=', '>', '<', '*']],
    ['time:|', ['>=', '<=', '>', '<', '*']],
    ['confidence:>|', []],
    ['data.score:>|', []],
    ['data.score:>=0|', []],
    ['data.score:|', ['0.5', '*']],
    ['CODE.relevance:h|', ['hot']],
    ['code.relevance:|', ['hot', 'cold', '*']],
    ['data.file_type:|', ['"image/jpeg"', 'true', '*']],
    ['note:|', []],
    ['verdict:/a|b/', []],
    ['"verdict:|"', []],
    ['nosuch:|', []],
  ])('%s', (marked, expected) => {
    expect(texts(marked)).toEqual(expected);
  });

  it('is asked for by the field as it is written', () => {
    expect(valuesWantedAt(...at('verdict:au|'))).toEqual({ field: 'verdict', typed: 'au' });
    expect(valuesWantedAt(...at('id:x|'))).toEqual({ field: 'entry_id', typed: 'x' });
    expect(valuesWantedAt(...at('code.relevance:"|'))).toEqual({ field: 'code.relevance', typed: '' });
    expect(valuesWantedAt(...at('.data.score:"|'))).toBe(null);
    expect(valuesWantedAt(...at('time:2|'))).toBe(null);
    expect(valuesWantedAt(...at('verd|'))).toBe(null);
  });

  it('comes with how many entries have it', () => {
    expect(complete('verdict:', 8, known).suggestions[0]).toEqual({
      text: 'authentic',
      kind: 'value',
      detail: '',
      count: 600,
    });
  });
});

it('leaves what stands before and behind as it is, anywhere in any text, and a value that is taken reads', () => {
  const piece = fc.constantFrom(
    'verdict:',
    'tag:',
    'data.x:',
    'ai',
    '"',
    ',',
    ' ',
    '(',
    ')',
    '-',
    '/',
    '*',
    '\\',
    '>',
    'AND',
    '..',
    '💥',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(40), (pieces, place) => {
      const text = pieces.join('');
      const cursor = Math.min(place, text.length);
      const { from, to, suggestions } = complete(text, cursor, known);
      expect(from).toBeLessThanOrEqual(cursor);
      expect(to).toBeGreaterThanOrEqual(cursor);
      for (const { kind, text: offered } of suggestions) {
        if (kind === 'value') expect(parseQuery(`tag:${offered}`)).toMatchObject({ field: 'tag' });
        if (kind === 'field') expect(() => parseQuery(`${offered}`)).toThrow('right after');
      }
    }),
    { numRuns: 1000 },
  );
});
