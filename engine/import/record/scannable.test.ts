import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { scannerFor } from './scannable.ts';

const isScanned = (layout: Layout, columns: Mapping['columns']) =>
  scannerFor(layout, { name: 'own', columns }) !== null;

describe('records whose values are taken straight from the bytes', () => {
  const columns = { entry_id: 'id' };

  it.each<[scanned: boolean, layout: Layout]>([
    [true, { form: 'ndjson', encoding: 'utf-8' }],
    [false, { form: 'ndjson', encoding: 'utf-16le' }],
    [false, { form: 'ndjson', encoding: 'utf-16be' }],
    [false, { form: 'table', encoding: 'utf-8', delimiter: ',', header: ['id'] }],
    [false, { form: 'table', encoding: 'utf-16le', delimiter: ',', header: ['id'] }],
    [false, { form: 'empty' }],
  ])('%s of %j', (scanned, layout) => {
    expect(isScanned(layout, columns)).toBe(scanned);
  });

  it.each<[scanned: boolean, formula: string | string[]]>([
    [true, 'a.b'],
    [true, ['a.b', 'c']],
    [false, "a + '/' + b"],
    [false, 'a if b is c'],
    [false, 'a.0'],
    [false, ['a', 'b.0.c']],
    [false, ['a', "b + 'x'"]],
  ])('%s by %j', (scanned, formula) => {
    expect(isScanned({ form: 'ndjson', encoding: 'utf-8' }, { entry_id: 'id', actor: formula })).toBe(
      scanned,
    );
  });
});
