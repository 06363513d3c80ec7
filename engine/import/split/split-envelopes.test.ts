import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { found, within } from '../testing/json-records.ts';

describe('an envelope', () => {
  const a = '{"id":"1","logs":[]}';
  const b = '{"id":"]}"}';

  it('holds records in an array, or one', () => {
    expect(found(`{"total":2,"logs":[${a}, ${b}],"next":{"logs":[1]}}`, ['logs'])).toEqual([a, b]);
    expect(found(`{"log": ${a} }`, ['log'])).toEqual([a]);
    expect(found(`{"data":{"total":1,"items":[${a}]},"items":[${b}]}`, ['data', 'items'])).toEqual([a]);
    expect(found('{"logs":[],"total":0}{"logs":null}', ['logs'])).toEqual([]);
  });

  it('comes again and again, a page a line or over lines', () => {
    const page = { logs: [JSON.parse(a), JSON.parse(b)], total: 2 };
    for (const indent of [0, 2]) {
      const one = JSON.stringify(page, null, indent);
      for (const between of ['\n', '', ',\n']) {
        const texts = found([one, one, one].join(between), ['logs']);
        expect(texts.map((text) => JSON.parse(String(text)))).toEqual([1, 2, 3].flatMap(() => page.logs));
      }
    }
  });

  it('may name its member twice, or with escapes: nothing of it is lost', () => {
    expect(found(`{"logs":[${a}],"logs":[${b}]}`, ['logs'])).toEqual([a, b]);
    expect(found(`{"\\u006cogs":[${a}]}`, ['logs'])).toEqual([a]);
    expect(found(`{"l\\"ogs":[${b}],"\u00e9":[${a}],"\\u00e9":${b}}`, ['\u00e9'])).toEqual([a, b]);
    expect(found(`{"${'x'.repeat(1000)}":[${b}],"logs":[${a}]}`, ['logs'])).toEqual([a]);
  });

  it('that ends before another begins is broken there, and the other is read', () => {
    const cut = '\n{"logs":[{"a":1}],\n{"logs":[{"a":2}]}\n{"total":1,\n{"logs":[{"a":3}]}';
    expect(found(cut, ['logs'])).toEqual([
      '{"a":1}',
      ['JSON_INVALID', ''],
      '{"a":2}',
      ['JSON_INVALID', '{"total":1,\n'],
      '{"a":3}',
    ]);
  });

  it('without its records is told whole', () => {
    const error = '{"error":{"logs":[]}}';
    expect(found(`{"logs":[${a}]}\n${error}\n{"logs":[${b}]}\n[${a}]`, ['logs'])).toEqual([
      a,
      ['NO_RECORDS', error],
      b,
      ['NO_RECORDS', `[${a}]`],
    ]);
    expect(found('{"data":[{"items":[]}]}', ['data', 'items'])).toEqual([
      ['NO_RECORDS', '{"data":[{"items":[]}]}'],
    ]);
  });

  it('whose member holds something else locates that', () => {
    expect(found('{"logs":12,"logs":"x"}', ['logs'])).toEqual(['12', '"x"']);
  });

  it.each<[string, string, unknown[]]>([
    ['before its records', '{"total":1,"lo', [['TRUNCATED', '{"total":1,"lo']]],
    ['in a record', `{"logs":[${a},{"id"`, [a, ['TRUNCATED', '{"id"']]],
    ['after its records', `{"logs":[${a}],"next":"x`, [a, ['TRUNCATED', '']]],
    ['in its one record', '{"logs":{"id"', [['TRUNCATED', '{"id"']]],
  ])('that ends %s is truncated', (_, source, expected) => {
    expect(found(source, ['logs'])).toEqual(expected);
  });

  it('that is broken ends before the line that the next document begins on', () => {
    expect(found(`{"logs":[${a}],"limit":5{"logs":[${b}]}}\n{"logs":[${b}]}`, ['logs'])).toEqual([
      a,
      ['JSON_INVALID', `{"logs":[${b}]}}`],
      b,
    ]);
    expect(found(`{"logs":[${a}],"next":{"logs":[${b}`, ['logs'])).toEqual([
      a,
      ['TRUNCATED', `{"logs":[${b}`],
    ]);
    expect(found(`{"total";1\n}\n{"logs":[${a}]} x\n{"logs":[${b}]]}\n{"logs":[${a}]}`, ['logs'])).toEqual([
      ['JSON_INVALID', '{"total";1\n}'],
      a,
      ['STRAY', 'x'],
      b,
      ['JSON_INVALID', ']}'],
      a,
    ]);
  });
});

describe('what stands between the records of envelopes', () => {
  it('is what JSON.parse sees without them', () => {
    const name = fc.constantFrom('logs', 'data', 'total', 'a b', '\u00e9"');
    const record = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }));
    const page = fc.record({
      before: fc.dictionary(name, fc.jsonValue()),
      records: fc.array(record),
      one: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(page, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<string[][]>(['logs'], ['data', 'logs']),
        fc.nat({ max: 2 }),
        fc.constantFrom('', '\n', ' \r\n', ',\n'),
        fc.array(fc.nat({ max: 1000 })),
        (pages, path, indent, between, cuts) => {
          const documents = pages.map(({ before, records, one }) => {
            const { logs: _, data: __, ...rest } = before;
            const held = one && records[0] !== undefined ? records[0] : records;
            return path.length === 1
              ? { ...rest, logs: held }
              : { ...rest, data: { ...rest, logs: held }, z: 1 };
          });
          const expected = documents.flatMap((document) =>
            path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], document),
          );
          const source = Buffer.from(
            documents.map((each) => JSON.stringify(each, null, indent)).join(between),
          );
          const whole = within(source, path, cuts);
          expect(whole.map(({ fault }) => fault)).toEqual(expected.map(() => null));
          expect(whole.map(({ bytes }) => JSON.parse(bytes.toString()))).toEqual(
            JSON.parse(JSON.stringify(expected)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
