import type { System } from './systems/system.ts';

/** The stored columns that a system's entries can fill; the rest are left to their default, NULL. */
export function storedColumnsOf(system: System): Set<string> {
  const columns = new Set(Object.keys(system.columns));
  for (const time of ['time', 'logged_at']) {
    if (columns.has(time)) columns.add(`${time}_ns`).add(`${time}_text`);
  }
  return columns;
}
