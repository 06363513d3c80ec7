import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fieldNames } from '../../shared/query/fields.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import { choices } from '../../shared/query/syntax.ts';
import { root } from '../run/process.ts';
import { sectionOf, tableRows } from './page.ts';

const page = readFileSync(join(root, 'docs/query-language.md'), 'utf8');

const examples = tableRows(sectionOf(page, 'Terms'), 'term')
  .flatMap(([terms = '']) => [...terms.matchAll(/`([^`]+)`/g)].map(([, term = '']) => term))
  // `field` stands for any of them.
  .map((term) => term.replace(/^field:/, 'verdict:'))
  .filter((term) => /^\W*\w+:|^[\w/"]+/.test(term) && !/^[<>]/.test(term));

it.each(examples)('%s reads, and is printed as what reads the same', (text) => {
  // Further values of the field before.
  const term = ['verified', 'broken', 'unverifiable', 'unchecked'].includes(text)
    ? `integrity:${text}`
    : text;
  const printed = printQuery(parseQuery(term));
  expect(printQuery(parseQuery(printed))).toBe(printed);
});

it('names every field, and every value of those that have few', () => {
  expect(examples.length).toBeGreaterThan(30);
  const fields = sectionOf(page, 'Fields');
  for (const name of fieldNames) expect(fields).toContain(`\`${name}\``);
  const terms = sectionOf(page, 'Terms');
  for (const [field, values] of Object.entries(choices))
    for (const value of values) expect(terms).toMatch(new RegExp(`\`${field}:${value}\`|\`${value}\``));
});
