import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesOf } from '../domain/columns.ts';
import { joined, parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import {
  type Comparison,
  type Condition,
  choices,
  type ExactField,
  type QueryNode,
  type Test,
} from './syntax.ts';
import { readTime } from './values.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => each.isWellFormed());
const exactFields = [...namesOf('text').filter((name) => name !== 'note'), 'source', 'tag'] as ExactField[];
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const time = fc
  .date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .chain((date) =>
    fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 10)).map((iso) => readTime(iso, 0)),
  );

function test<V>(value: fc.Arbitrary<V>, compare: (a: V, b: V) => number): fc.Arbitrary<Test<V>> {
  return fc.oneof(
    fc.record({ op: fc.constant('in' as const), values: fc.array(value, { minLength: 1, maxLength: 4 }) }),
    fc.record({ op: fc.constantFrom<Comparison[]>('>', '>=', '<', '<='), value }),
    fc.tuple(value, value).map((ends) => {
      const [from, to] = ends.sort(compare);
      return { op: 'range' as const, from, to };
    }),
  );
}

const condition: fc.Arbitrary<Condition> = fc.oneof(
  text.map((word) => ({ kind: 'words' as const, field: 'anywhere' as const, texts: [word] })),
  fc.record({
    kind: fc.constant('words' as const),
    field: fc.constantFrom('note' as const, 'raw' as const),
    texts: fc.array(text, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('present' as const),
    field: fc.constantFrom<ExactField | 'note' | 'time'>('note', 'time', ...exactFields),
  }),
  fc.record({
    kind: fc.constant('exact' as const),
    field: fc.constantFrom(...exactFields),
    values: fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
  }),
  fc
    .constantFrom('has' as const, 'is' as const, 'integrity' as const)
    .chain((field) =>
      fc
        .array(fc.constantFrom(...choices[field]), { minLength: 1, maxLength: 3 })
        .map((values) => ({ kind: 'choice' as const, field, values })),
    ),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom(...namesOf('number')),
    test: test(number, (a, b) => a - b),
  }),
  fc.record({
    kind: fc.constant('time' as const),
    field: fc.constantFrom(...namesOf('time')),
    test: test(time, (a, b) => a.first.ms - b.first.ms),
  }),
);

const { query } = fc.letrec<{ query: QueryNode }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    condition.map((each): QueryNode => ({ ...each, start: 0, end: 0 })),
    tie('query').map((term): QueryNode => ({ kind: 'not', term, start: 0, end: 0 })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, terms]) => joined(kind, terms)),
  ),
}));

/** The query without where its parts stand. */
function meaning(node: QueryNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (key === 'start' || key === 'end' ? undefined : value)),
  );
}

it('what is printed reads back as the same query', () => {
  fc.assert(
    fc.property(query, (each) => {
      expect(meaning(parseQuery(printQuery(each)))).toEqual(meaning(each));
    }),
    { numRuns: 500 },
  );
});

it('any text is read or refused with a position inside it', () => {
  const piece = fc.constantFrom(
    'verdict:',
    'time:',
    '(',
    ')',
    '"',
    '-',
    'NOT ',
    ' OR ',
    ',',
    '..',
    '*',
    '/',
    '\\',
    'a',
    ' ',
    '2025-11-01',
    '>',
    '\0',
    '💥',
  );
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (each) => {
        try {
          parseQuery(each);
        } catch (error) {
          const { code, details } = error as { code: string; details: { position: number } };
          expect(code).toBe('INVALID_INPUT');
          expect(details.position).toBeGreaterThanOrEqual(0);
          expect(details.position).toBeLessThanOrEqual(each.length);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
