import { type GridColumnName, gridColumns, pinnedAtFirst } from './columns.ts';

/** In pixels. */
export const narrowest = 48;
export const widest = 900;

/** How a person has arranged the grid's columns. */
export interface ColumnPlan {
  /** All of them, shown or not. */
  readonly order: readonly GridColumnName[];
  readonly hidden: readonly GridColumnName[];
  /** These stay at the left, in this order. */
  readonly pinned: readonly GridColumnName[];
  /** In pixels, for columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
}

const names = gridColumns.map(({ name }) => name);

export const planAtFirst: ColumnPlan = {
  order: names,
  hidden: gridColumns.filter(({ shown }) => !shown).map(({ name }) => name),
  pinned: pinnedAtFirst,
  widths: {},
};

/** Shows exactly these columns. */
export function shownOf(plan: ColumnPlan, shown: readonly string[]): ColumnPlan {
  return { ...plan, hidden: names.filter((name) => !shown.includes(name)) };
}

/**
 * Moves the column to the place of another. Next to a pinned column it becomes pinned, and next to another it stops
 * being so.
 */
export function moved(plan: ColumnPlan, name: GridColumnName, place: GridColumnName): ColumnPlan {
  if (name === place) return plan;
  const stays = plan.pinned.includes(place);
  const others = plan.pinned.filter((each) => each !== name);
  if (stays) return { ...plan, pinned: inPlaceOf(plan.pinned, name, place) };
  return { ...plan, pinned: others, order: inPlaceOf(plan.order, name, place) };
}

function inPlaceOf(
  list: readonly GridColumnName[],
  name: GridColumnName,
  place: GridColumnName,
): readonly GridColumnName[] {
  const from = list.indexOf(name);
  const to = list.indexOf(place);
  const rest = list.filter((each) => each !== name);
  const at = rest.indexOf(place) + (from !== -1 && from < to ? 1 : 0);
  return rest.toSpliced(at, 0, name);
}

/** What another version stored is completed: new columns keep their usual place, unknown ones are dropped. */
export function readPlan(stored: unknown): ColumnPlan | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { order, hidden, pinned, widths } = stored as Partial<Record<keyof ColumnPlan, unknown>>;
  const kept = readNames(order);
  if (kept === null) return null;
  const known = new Set(kept);
  const fresh = names.filter((name) => !known.has(name));
  return {
    order: [...kept, ...fresh],
    hidden: [...(readNames(hidden) ?? []), ...fresh.filter((name) => planAtFirst.hidden.includes(name))],
    pinned: readNames(pinned) ?? [],
    widths: readWidths(widths),
  };
}

function readNames(stored: unknown): readonly GridColumnName[] | null {
  if (!Array.isArray(stored)) return null;
  return names.filter((name) => stored.includes(name)).sort((a, b) => stored.indexOf(a) - stored.indexOf(b));
}

function readWidths(stored: unknown): Readonly<Record<string, number>> {
  const widths = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  return Object.fromEntries(
    widths.filter(
      ([name, width]) =>
        (names as readonly string[]).includes(name) &&
        typeof width === 'number' &&
        width >= narrowest &&
        width <= widest,
    ),
  );
}
