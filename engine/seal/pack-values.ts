import { type ValuesReader, valuesReader } from '../query/values-reader.ts';
import type { TaskContext } from '../task.ts';
import type { TableState } from './tables/table-state.ts';

/**
 * The readable values of entries as the pack may show them: of a masked one those of its masked copy, read anew, so that
 * nothing of what was there before is at hand.
 */
export function packValues(
  { db, redactions: { masked, masks }, records }: Pick<TableState, 'db' | 'redactions' | 'records'>,
  context: TaskContext,
): ValuesReader {
  const read = valuesReader(db, context);
  if (masked.size === 0) return read;
  const sourceOf = new Map(
    records
      .slice(0, records.length)
      .filter(({ duplicate }) => !duplicate)
      .map(({ entry, source }) => [entry, source]),
  );
  return (ids) =>
    read(ids).map((row, i) => {
      const copy = masked.get(ids[i] as number);
      const mask = copy && masks.get(sourceOf.get(ids[i] as number) ?? 0);
      return copy && mask ? mask.values(copy.bytes) : row;
    });
}
