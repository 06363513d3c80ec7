import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeOf } from '../../engine/report/conditions.ts';
import * as rules from '../../engine/report/words.ts';
import { printQuery } from '../../shared/query/print.ts';
import { root } from '../run/process.ts';
import { sectionOf, tableRows } from './page.ts';

const section = sectionOf(readFileSync(join(root, 'docs/reports.md'), 'utf8'), 'Rules');
const said = new Map(
  tableRows(section, 'term').map(([term = '', words = '']) => [
    term,
    [...words.matchAll(/`([a-z_]+)`/g)].map(([, word]) => word),
  ]),
);

/** The words between which the expressions of a rule choose. */
function wordsOf(rule: Parameters<typeof nodeOf>[0]): Set<string> {
  const lists = printQuery(nodeOf(rule)).matchAll(/\(\?:([a-z_]+(?:\|[a-z_]+)+)\)\$/g);
  return new Set([...lists].flatMap(([, list = '']) => list.split('|')));
}

it.each([
  ['generated or altered', rules.againstOrigin],
  ['for an origin', rules.forOrigin],
  ['decision', rules.decision],
  ['flagged or escalated', rules.flagged],
])('docs/reports.md names the words of %s', (term, rule) => {
  // What is not administrative is told in words.
  const own = printQuery(nodeOf(rule)).split(' -event_type')[0] ?? '';
  expect(new Set(said.get(term))).toEqual(wordsOf(own));
});

it.each([
  ['provenance holds', [...wordsOf(rules.forProvenance), 'verified_']],
  ['provenance does not hold', [...wordsOf(rules.againstProvenance), '_mismatch', 'verified_']],
  ['signal of risk', [...wordsOf(rules.severe), ...wordsOf(rules.riskVerdict)]],
])('docs/reports.md names the words of %s', (term, words) => {
  expect(new Set(said.get(term))).toEqual(new Set(words));
});
