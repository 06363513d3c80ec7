/** Rows from one to another, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Which rows of a result are selected. The active row is where the keys are, and the range from `anchor` belongs to
 * it; `others` are further ranges, in order and apart from each other. `all`: every match, however many there will
 * be.
 */
export interface Selection {
  readonly active: number;
  readonly anchor: number;
  readonly others: readonly Range[];
  readonly all: boolean;
}

export const firstRow: Selection = rowAlone(0);

export function rowAlone(row: number): Selection {
  return { active: row, anchor: row, others: [], all: false };
}

/** Selects from the anchor to the row, instead of the former range. */
export function extendedTo(selection: Selection, row: number): Selection {
  return { ...selection, active: row, all: false };
}

/** Adds one row to the selection, or removes it. */
export function toggled(selection: Selection, row: number): Selection {
  const ranges = rangesOf(selection);
  if (selection.all || !contains(selection, row))
    return { active: row, anchor: row, others: selection.all ? [] : joinedRanges(ranges), all: false };
  const rest = ranges.flatMap((range) => without(range, row));
  const last = rest.at(-1);
  // Something is always selected: the row that the keys are on.
  if (last === undefined) return rowAlone(row);
  return { active: last.last, anchor: last.first, others: rest.slice(0, -1), all: false };
}

/** As a click leaves it: Shift extends to the row, Ctrl or Cmd toggles it, and otherwise it is selected alone. */
export function clicked(
  selection: Selection,
  row: number,
  keys: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean },
): Selection {
  if (keys.shiftKey) return extendedTo(selection, row);
  return keys.ctrlKey || keys.metaKey ? toggled(selection, row) : rowAlone(row);
}

export function allOf(selection: Selection): Selection {
  return { active: selection.active, anchor: selection.active, others: [], all: true };
}

/** The selected rows of a result of that size, in order and apart from each other. */
export function selectedRanges(selection: Selection, rows: number): readonly Range[] {
  if (rows === 0) return [];
  if (selection.all) return [{ first: 0, last: rows - 1 }];
  const end = rows - 1;
  return joinedRanges(
    rangesOf(selection).map(({ first, last }) => ({
      first: Math.min(first, end),
      last: Math.min(last, end),
    })),
  );
}

export function countSelected(selection: Selection, rows: number): number {
  return selectedRanges(selection, rows).reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

export function contains(selection: Selection, row: number): boolean {
  return selection.all || rangesOf(selection).some(({ first, last }) => row >= first && row <= last);
}

function rangesOf({ active, anchor, others }: Selection): readonly Range[] {
  return [...others, { first: Math.min(active, anchor), last: Math.max(active, anchor) }];
}

function without({ first, last }: Range, row: number): readonly Range[] {
  if (row < first || row > last) return [{ first, last }];
  return [
    { first, last: row - 1 },
    { first: row + 1, last },
  ].filter((range) => range.first <= range.last);
}

function joinedRanges(ranges: readonly Range[]): readonly Range[] {
  const joined: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before === undefined || range.first > before.last + 1) joined.push(range);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return joined;
}

/** What was stored, if it can be read. */
export function readSelection(stored: unknown): Selection {
  const { active, anchor, others, all } = (stored ?? {}) as Partial<Record<keyof Selection, unknown>>;
  if (!isRow(active) || !isRow(anchor)) return firstRow;
  const ranges = Array.isArray(others) ? others.filter(isRange) : [];
  return { active, anchor, others: ranges, all: all === true };
}

function isRange(value: unknown): value is Range {
  const { first, last } = (value ?? {}) as Partial<Record<keyof Range, unknown>>;
  return isRow(first) && isRow(last) && first <= last;
}

function isRow(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
