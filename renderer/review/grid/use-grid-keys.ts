import type { KeyboardEvent, RefObject } from 'react';
import { type Extent, rowAfterKey } from '../../design/scroll-range.ts';
import { extendedTo, rowAlone, type Selection } from '../selection.ts';
import { columnBeside } from './column-beside.ts';
import type { GridColumnName } from './columns.ts';
import { cellId } from './grid-row.tsx';
import { showColumn } from './staying.ts';
import type { PlacedColumn } from './use-columns.ts';

interface Keys {
  readonly grid: RefObject<HTMLElement | null>;
  /** Begins the identifiers of rows and cells. */
  readonly id: string;
  readonly extent: Extent;
  readonly active: number;
  readonly columns: readonly PlacedColumn[];
  readonly activeColumn: GridColumnName | null;
  readonly onActiveColumn: (column: GridColumnName | null) => void;
  readonly onSelect: (next: (before: Selection) => Selection) => void;
  readonly onCellMenu: (cell: Element) => void;
}

/** What keys do while the grid has the focus: they move the active row and cell, and open the cell's menu. */
export function useGridKeys(keys: Keys): (event: KeyboardEvent) => void {
  const { grid, id, extent, active, columns, activeColumn, onActiveColumn, onSelect, onCellMenu } = keys;
  const openMenu = (event: KeyboardEvent) => {
    const cell = document.getElementById(cellId(id, active, activeColumn ?? columns[0]?.name ?? 'entry_id'));
    if (cell === null) return;
    event.preventDefault();
    if (activeColumn === null) onActiveColumn(columns[0]?.name ?? null);
    onCellMenu(cell);
  };
  const moveAcross = (event: KeyboardEvent, step: -1 | 1) => {
    event.preventDefault();
    const next = columnBeside(columns, activeColumn, step);
    if (next === null) return;
    onActiveColumn(next);
    showColumn(grid.current, columns, next);
  };
  const moveAlong = (event: KeyboardEvent) => {
    // Letters are commands, which have keys of their own.
    if (event.key.length === 1 || event.ctrlKey || event.metaKey) return;
    const target = rowAfterKey(event.key, active, extent);
    if (target === null) return;
    event.preventDefault();
    onSelect((before) => (event.shiftKey ? extendedTo(before, target) : rowAlone(target)));
  };
  return (event) => {
    if (event.altKey || event.target !== grid.current) return;
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(event);
    else if (event.key === 'ArrowLeft') moveAcross(event, -1);
    else if (event.key === 'ArrowRight') moveAcross(event, 1);
    else moveAlong(event);
  };
}
