import { plainPath } from '../../../shared/mapping/formula.ts';
import { type Mapping, mappedColumns } from '../../../shared/mapping/mapping.ts';
import type { Layout } from '../layout/layout.ts';
import { placeInArray } from '../values/json-node.ts';
import { type ColumnPaths, RecordScanner } from './scan-record.ts';

/** A scanner for the records of a source; null where they are no UTF-8 JSON, or its mapping asks for more than paths. */
export function scannerFor(layout: Layout, mapping: Mapping): RecordScanner | null {
  if ((layout.form !== 'ndjson' && layout.form !== 'json') || layout.encoding !== 'utf-8') return null;
  const paths: ColumnPaths[] = [];
  for (const { column, formulas } of mappedColumns(mapping)) {
    const plain = formulas.map(plainPath).filter((path) => path !== null);
    if (plain.length < formulas.length) return null;
    // Such a name leads into arrays, which the scanner does not count.
    if (plain.some((path) => path.some((name) => placeInArray.test(name)))) return null;
    paths.push({ column, paths: plain });
  }
  return new RecordScanner(paths);
}
