import type { MouseEvent, RefObject } from 'react';
import { clicked, contains, type Selection } from '../selection.ts';
import type { GridColumnName } from './columns.ts';

interface Pointer {
  readonly grid: RefObject<HTMLElement | null>;
  readonly selection: Selection;
  readonly onSelect: (next: (before: Selection) => Selection) => void;
  readonly onActiveColumn: (column: GridColumnName | null) => void;
  readonly onCellMenu: (cell: Element) => void;
  /** Told of a row that is about to be active, and stands in view. */
  readonly inView: (row: number) => void;
}

/**
 * What the pointer does in the grid. Rows hold no focus of their own: the grid has it, and names the active cell by
 * aria-activedescendant.
 */
export function useGridPointer({ grid, selection, onSelect, onActiveColumn, onCellMenu, inView }: Pointer) {
  const activate = (event: MouseEvent): HTMLElement | null => {
    const row = rowAt(event.target);
    if (row === null) return null;
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    if (cell?.dataset['column']) onActiveColumn(cell.dataset['column'] as GridColumnName);
    // A menu opened on the selection is about all of it.
    if (event.type === 'contextmenu' && contains(selection, row)) return cell;
    inView(row);
    onSelect((before) => clicked(before, row, event));
    return cell;
  };
  return {
    onMouseDown: (event: MouseEvent) => {
      if (rowAt(event.target) === null) return;
      event.preventDefault();
      grid.current?.focus({ preventScroll: true });
    },
    onClick: (event: MouseEvent) => void activate(event),
    onContextMenu: (event: MouseEvent) => {
      const cell = activate(event);
      if (cell === null) return;
      event.preventDefault();
      onCellMenu(cell);
    },
  };
}

function rowAt(target: EventTarget): number | null {
  const row = (target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
  return row === undefined ? null : Number(row);
}
