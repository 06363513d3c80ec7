import type { Mapping } from '../../../shared/mapping/mapping.ts';

/** The stored columns that a mapping can fill; the rest are left to their default, NULL. */
export function storedColumnsOf(mapping: Mapping): Set<string> {
  const columns = new Set(Object.keys(mapping.columns));
  for (const time of ['time', 'logged_at']) {
    if (columns.has(time)) columns.add(`${time}_ns`).add(`${time}_text`);
  }
  return columns;
}
