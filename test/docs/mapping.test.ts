import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shapes, systems } from '../../engine/import/systems/registry.ts';
import { mappingSchema } from '../../shared/mapping/schema.ts';
import { root } from '../run/process.ts';
import { blocks } from './console.ts';
import { sectionOf, tableRows } from './page.ts';

const page = readFileSync(join(root, 'docs/mapping.md'), 'utf8');

it('docs/mapping.md shows a mapping that is one', () => {
  const shown = blocks(page, 'json');
  expect(shown).toHaveLength(1);
  expect(mappingSchema.safeParse(JSON.parse(shown[0] ?? '')).error).toBeUndefined();
});

it('docs/mapping.md names every member of a mapping', () => {
  const named = tableRows(page, 'member').map(([name]) => name?.replaceAll('`', ''));
  expect(named.toSorted()).toEqual(Object.keys(mappingSchema.shape).sort());
});

it('docs/mapping.md names every system, and what it is recognized by', () => {
  const rows = tableRows(sectionOf(page, 'What is known'), 'system');
  const named = rows.map(([name, marks]) => [name, marks].map((cell) => cell?.replaceAll('`', '')));
  expect(named).toEqual(
    [...systems, ...shapes].map(({ mapping, marks }) => [mapping.name, marks.all.join(', ')]),
  );
});
