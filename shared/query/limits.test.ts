import { expect, it } from 'vitest';
import { parseQuery } from './parse.ts';
import { mostConditions, mostRegexes, mostValues } from './syntax.ts';

const times = (count: number, text: (n: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, n) => text(n)).join(between);

it.each([
  ['conditions', mostConditions, (count: number) => times(count, (n) => `verdict:v${n}`)],
  ['values in lists', mostValues, (count: number) => `verdict:${times(count, (n) => `v${n}`, ',')}`],
  ['regular expressions', mostRegexes, (count: number) => times(count, (n) => `note:/a${n}/`)],
])('a query has as many %s as are allowed (%i), and no more', (what, most, query) => {
  expect(() => parseQuery(query(most))).not.toThrow();
  expect(() => parseQuery(query(most + 1))).toThrow(`more than ${most.toLocaleString('en')} ${what}`);
});

it('limits count over the whole query, however its conditions are put together', () => {
  const half = (n: number) => times(mostRegexes / 2, (i) => `note:/${n}.${i}/`, ' OR ');
  expect(() => parseQuery(`(${half(1)}) NOT (${half(2)})`)).not.toThrow();
  expect(() => parseQuery(`(${half(1)}) NOT (${half(2)}) /one more/`)).toThrow('more than 100 regular');
});
