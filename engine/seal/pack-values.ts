import type { Cell } from '../query/rows-scan.ts';
import { type ValuesReader, valuesReader } from '../query/values-reader.ts';
import type { TaskContext } from '../task.ts';
import type { TableState } from './tables/table-state.ts';

/**
 * The readable values of entries as the pack may show them: of a masked one those of its masked copy, read anew, so that
 * nothing of what was there before is at hand.
 */
export function packValues(
  { db, redactions: { masked, copies } }: Pick<TableState, 'db' | 'redactions'>,
  context: TaskContext,
): ValuesReader {
  const read = valuesReader(db, context);
  if (masked.size === 0 || copies === null) return read;
  return (ids) => {
    const shown = new Map<number, Cell[]>();
    for (const { id, source, copy } of copies.copies(ids.filter((id) => masked.has(id)).sort()))
      shown.set(id, copies.values(source, copy));
    return read(ids).map((row, i) => shown.get(ids[i] as number) ?? row);
  };
}
