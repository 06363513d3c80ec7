import { useCallback, useRef } from 'react';

/** The way back to the entries, from wherever the focus is. */
export function useGridFocus() {
  const gridFrame = useRef<HTMLDivElement>(null);
  const focusGrid = useCallback(() => {
    const grid = gridFrame.current?.querySelector<HTMLElement>('[role=grid]');
    if (grid) grid.focus();
    // If nothing matches there is no grid; keys are commands all the same.
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, []);
  return { gridFrame, focusGrid };
}
