import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesOf } from '../domain/columns.ts';
import { printNetwork, readNetwork } from './address.ts';
import { needsQuotes } from './comparing.ts';
import { joined, parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import {
  type Comparison,
  type Condition,
  choices,
  type ExactField,
  type PathTest,
  type Pattern,
  type PresentField,
  type QueryNode,
  type Test,
} from './syntax.ts';
import { readTime } from './values.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => each.isWellFormed());
const presentFields = [...namesOf('text').filter((name) => name !== 'note'), 'source', 'tag'] as (ExactField &
  PresentField)[];
const exactFields: readonly ExactField[] = [...presentFields, 'system'];
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const time = fc
  .date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .chain((date) =>
    fc
      .constantFrom(4, 7, 10, 16, 19, 21, 24)
      .map((length) => readTime(date.toISOString().slice(0, length), 0)),
  );

const regex: fc.Arbitrary<Pattern> = fc.record({
  how: fc.constant('regex' as const),
  source: fc
    .array(
      fc.oneof(fc.constantFrom('\\/', '\\\\', '(', ')', ' ', '"', '.*', '|'), fc.string({ maxLength: 3 })),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((parts) => parts.join(''))
    .filter((source) => /^(?:[^/\\]|\\[\s\S])+$/u.test(source)),
  anyCase: fc.boolean(),
  start: fc.constant(0),
});
const plain: fc.Arbitrary<Pattern> = text.map((each) => ({ how: 'text', text: each }));
const prefix: fc.Arbitrary<Pattern> = text.map((each) => ({ how: 'prefix', text: each }));
const network: fc.Arbitrary<Pattern> = fc
  .oneof(
    fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
    fc.tuple(fc.ipV6(), fc.integer({ min: 96, max: 128 })),
  )
  .map(([address, length]) => {
    const read = readNetwork(`${address}/${length}`);
    if (read === null) throw new RangeError(address);
    return { how: 'network', network: printNetwork(read) };
  });
const some = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: 1, maxLength: 3 });
/** Lists that are no plain texts alone: those are of another kind. */
const mixed = (...others: fc.Arbitrary<Pattern>[]) =>
  some(fc.oneof(plain, ...others)).filter((list) => list.some(({ how }) => how !== 'text'));

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

const bare = fc
  .oneof(
    number.map(String),
    fc.constantFrom('true', 'false', 'null', '5.00', '1e3'),
    time.map((each) => each.text),
  )
  .filter(needsQuotes);
function ordered<V>(value: fc.Arbitrary<V>, compare: (a: V, b: V) => number) {
  return test(value, compare).filter((each) => each.op !== 'in') as fc.Arbitrary<
    Exclude<Test<V>, { readonly op: 'in' }>
  >;
}
const written = fc
  .oneof(number.map(String), fc.constantFrom('9007199254740993', '0.12345678901234567891'))
  .map((each) => ({ text: each, value: Number(each) }));
const pathTest: fc.Arbitrary<PathTest> = fc.oneof(
  fc.constant({ op: 'present' as const }),
  fc.record({
    op: fc.constant('in' as const),
    values: some(
      fc.oneof(
        plain,
        prefix,
        regex,
        network,
        bare.map((each) => ({ how: 'bare' as const, text: each })),
      ),
    ),
  }),
  fc.record({
    op: fc.constant('numbers' as const),
    test: ordered(written, (a, b) => a.value - b.value),
  }),
  // Years alone are numbers.
  fc.record({
    op: fc.constant('times' as const),
    test: ordered(
      time.filter((each) => each.text.length > 4),
      (a, b) => a.first.ms - b.first.ms,
    ),
  }),
);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  regex.map((each) => ({ kind: 'matching' as const, field: 'anywhere' as const, patterns: [each] })),
  fc.record({
    kind: fc.constant('matching' as const),
    field: fc.constant('word' as const),
    patterns: some(fc.oneof(plain, prefix)),
  }),
  fc.record({
    kind: fc.constant('matching' as const),
    field: fc.constantFrom('note' as const, ...exactFields),
    patterns: mixed(prefix, regex),
  }),
  fc.record({
    kind: fc.constant('matching' as const),
    field: fc.constant('raw' as const),
    patterns: mixed(regex),
  }),
  fc.record({
    kind: fc.constant('matching' as const),
    field: fc.constant('ip' as const),
    patterns: mixed(prefix, network),
  }),
  fc.record({
    kind: fc.constant('coding' as const),
    name: text,
    patterns: fc.option(some(fc.oneof(plain, prefix, regex)), { nil: null }),
  }),
  fc.record({
    kind: fc.constant('path' as const),
    path: fc.array(fc.oneof(text, fc.constantFrom('data', 'code', 'a.b', '0')), {
      minLength: 1,
      maxLength: 4,
    }),
    test: pathTest,
  }),
  text.map((word) => ({ kind: 'words' as const, field: 'anywhere' as const, texts: [word] })),
  fc.record({
    kind: fc.constant('words' as const),
    field: fc.constantFrom('note' as const, 'raw' as const),
    texts: fc.array(text, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('present' as const),
    field: fc.constantFrom<PresentField>('note', 'time', ...presentFields),
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
        .array(fc.constantFrom<string>(...choices[field]), { minLength: 1, maxLength: 3 })
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
    'ip:',
    'code.',
    '.',
    'data.x:',
    '0:',
    '[1]',
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
